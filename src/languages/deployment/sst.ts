import { posix } from 'node:path';
import type { Configuration, NamedHandler } from './named.ts';
import { tokensOf } from './tokens.ts';
import { valuesIn } from './values.ts';

/**
 * `sst.config.ts` and `sst.json`, and the stacks of their project: routes, queues and schedules name their function by
 * a bare text, so that every text spelled `folder/file.export` counts; it names a function only where that file exports
 * it. A text without a folder counts in the configuration itself, and as the value of `handler`.
 */
export function inStacks({ project, folder, source }: Configuration): NamedHandler[] {
  const within = folder === '' ? '' : `${folder}/`;
  const stacks = ['sst', 'serverless-stack']
    .flatMap((word) => project.mentioning(word))
    .filter((path) => path.startsWith(within) && !/node_modules\/|\.d\.ts$/.test(path) && path !== source)
    .filter((path) => constructs.test(project.read(path) ?? ''));
  return [source, ...new Set(stacks)].flatMap((path) => {
    const tokens = tokensOf(project.read(path) ?? '', 'javascript');
    const values = valuesIn(tokens);
    const texts = (key: string) => values.properties(key).filter((value) => typeof value === 'string');
    const handlers = [
      ...texts('handler'),
      ...tokens.flatMap(({ kind, text }) => (kind === 'text' && (path === source || text.includes('/')) ? text : [])),
    ].filter((text) => /^(?:[\w@.-]+\/)*[\w-]+\.[A-Za-z_$][\w$]*$/.test(text));
    const folders = [folder, ...texts('srcPath').map((below) => posix.join(folder, below))];
    return [...new Set(handlers)].map((handler): NamedHandler => {
      return { handler, folders, source: path, runtime: '', platform: 'aws', isOverlapping: false };
    });
  });
}

/** A function's own code asks for its resources by `sst`, and names no functions. */
const constructs = /\bsst\.\w+\.|['"](?:sst\/constructs|@serverless-stack\/\w+)['"]/;
