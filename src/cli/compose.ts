import ignore from 'ignore';
import { dialects } from '../../dialects/index.ts';
import { transforms } from '../../transforms/index.ts';
import { dialectsNamed, everyExtension, type Kits, type Settings } from '../engine/analyse.ts';
import { discoverFiles } from '../engine/discover-files.ts';
import type { Surroundings } from '../engine/discover-texts.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Certainty } from '../model/dialect.ts';
import type { LanguageKit } from '../model/kit.ts';
import type { Language } from '../model/source.ts';
import type { Knowledge } from '../model/transform.ts';
import { wrapperDialects } from './wrappers.ts';

/** What a run was asked for, as plain data, so that another thread can be asked the same. */
export interface Request {
  /** Absolute path. */
  readonly root: string;
  readonly configuration: Configuration;
  /** The configuration's folder relative to the root: `''`, or steps upwards. Globs count from there. */
  readonly configurationFolder: string;
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
  readonly dialects: readonly string[] | undefined;
  readonly certainty: Certainty | undefined;
}

/** Joins transforms, dialects and configuration: the one place that knows them all. */
export function compose(request: Request): { knowledge: Knowledge; settings: Settings; kits: Kits } {
  const { configuration, only, skip } = request;
  const named = request.dialects && new Set(request.dialects);
  const knowledge: Knowledge = {
    transforms,
    dialects: [...dialectsNamed(dialects, named), ...wrapperDialects(configuration.wrappers)],
  };
  const switched = (on: Set<string>, switches: Configuration['transforms']) => {
    for (const [id, state] of Object.entries(switches ?? {})) {
      if (state === 'on') on.add(id);
      else on.delete(id);
    }
    return on;
  };
  const configured = switched(new Set(transforms.map(({ id }) => id)), configuration.transforms);
  const chosen = new Set([...(only ?? configured)].filter((id) => !skip?.includes(id)));
  const overrides = (configuration.overrides ?? []).map((override) => ({
    holds: globsIn(request, override.paths),
    switches: override.transforms,
  }));
  const settings: Settings = {
    certainty: request.certainty ?? configuration.certainty ?? 'likely',
    isPartial: named !== undefined,
    levels: configuration.levels ?? {},
    choices: configuration.locks ? { locks: configuration.locks } : {},
    transformsOf(path) {
      const matching = overrides.filter(({ holds }) => holds(path));
      if (!matching.length) return chosen;
      const ids = matching.reduce((on, { switches }) => switched(on, switches), new Set(chosen));
      // What the command line leaves out stays out.
      return new Set([...ids].filter((id) => (only ? only.includes(id) : true) && !skip?.includes(id)));
    },
  };
  return { knowledge, settings, kits: openKits() };
}

/** Whether a path takes part in a run at all. */
export function includesOf(request: Request): (path: string) => boolean {
  const { include, exclude } = request.configuration;
  const included = include?.length ? globsIn(request, include) : () => true;
  const excluded = exclude?.length ? globsIn(request, exclude) : () => false;
  return (path) => included(path) && !excluded(path);
}

/** The whole project, for a rewrite that has to know every use of a name. */
export function surroundingsOf(request: Request): Surroundings {
  return {
    listAll: () => discoverFiles(request.root, [], { extensions: everyExtension, includes: () => true }).paths,
    mayEdit: includesOf(request),
  };
}

/** Patterns as in .gitignore, relative to the configuration's folder. */
function globsIn({ root, configurationFolder }: Request, patterns: readonly string[]): (path: string) => boolean {
  const rules = ignore().add([...patterns]);
  // The steps from the configuration's folder down to the root, when the run was started further down.
  const parts = configurationFolder.split('/');
  const steps = parts.every((part) => part === '..') ? parts.length : 0;
  const prefix = steps ? `${root.split(/[\\/]/).slice(-steps).join('/')}/` : '';
  return (path) => rules.ignores(prefix + path);
}

function openKits(): Kits {
  const opened = new Map<Language, Promise<LanguageKit>>();
  const load: Record<Language, () => Promise<LanguageKit>> = {
    javascript: async () => (await import('../languages/javascript/index.ts')).loadJavaScriptKit(),
    python: async () => (await import('../languages/python/index.ts')).loadPythonKit(),
  };
  return (language) => {
    const kit = opened.get(language) ?? load[language]();
    opened.set(language, kit);
    return kit;
  };
}
