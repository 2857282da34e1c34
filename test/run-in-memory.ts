import { compose, includesOf } from '../src/cli/compose.ts';
import { languageOf } from '../src/engine/analyse.ts';
import { type Plan, plan } from '../src/engine/plan.ts';
import type { Configuration } from '../src/model/configuration.ts';
import type { Certainty } from '../src/model/dialect.ts';
import type { Finding } from '../src/model/report.ts';
import { projectOf } from './project-of-texts.ts';

/** Plans a run over a map of texts: no disk. */
export function runInMemory(
  files: ReadonlyMap<string, string>,
  {
    only,
    configuration = {},
    certainty = 'possible',
    isWanted = () => true,
  }: {
    only?: string[];
    configuration?: Configuration;
    certainty?: Certainty;
    isWanted?: (finding: Finding) => boolean;
  } = {},
): Promise<Plan> {
  const request = {
    root: '/project',
    configuration,
    configurationFolder: '',
    only,
    skip: undefined,
    dialects: undefined,
    certainty,
  };
  const composed = compose(request);
  const includes = includesOf(request);
  return plan(
    {
      ...composed,
      paths: [...files.keys()].filter((path) => languageOf(path) && includes(path)),
      unanalysed: [],
      read(path, passes) {
        const text = files.get(path) ?? '';
        return passes(Buffer.from(text)) ? { text } : undefined;
      },
      project: { ...projectOf(files), mayEdit: includes },
      isWanted,
    },
    '0.0.0',
  );
}

/** The files after a plan. */
export function textsAfter(files: ReadonlyMap<string, string>, { outputs }: Plan): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([path, text]) => [path, outputs.find((output) => output.path === path)?.after ?? text]),
  );
}
