import { posix } from 'node:path';
import type { Configuration, NamedHandler } from './named.ts';

/** `netlify.toml`: a folder whose files, or the files of its subfolders that are called as these are, hold a function each. */
export function inFunctionsFolder({ project, folder, text }: Configuration): NamedHandler[] {
  return functionFolders(text).flatMap((own) => {
    const within = `${posix.join(folder, own)}/`;
    return Object.entries({ handler: 'handler', default: 'export default' }).flatMap(([name, word]) =>
      project.mentioning(word).flatMap((path): NamedHandler[] => {
        const file = /^(?<module>[^/]+|(?<around>[^/]+)\/(?:index|\k<around>))\.[cm]?[jt]s$/.exec(
          path.startsWith(within) ? path.slice(within.length) : '',
        );
        const { module } = file?.groups ?? {};
        if (module === undefined) return [];
        return [
          { handler: { module, name }, folders: [within], runtime: 'node', platform: 'folder', isOverlapping: false },
        ];
      }),
    );
  });
}

/** Of the two keys that name it; the parser of the tool's own configuration is not the business of a language. */
function functionFolders(text: string): string[] {
  let table = '';
  return text.split(/\r?\n/).flatMap((line) => {
    table = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim() ?? table;
    const [, key, folder] = /^\s*(functions|directory)\s*=\s*["']([^"']+)["']/.exec(line) ?? [];
    return folder !== undefined && table === (key === 'functions' ? 'build' : 'functions') ? [folder] : [];
  });
}
