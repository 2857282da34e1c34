import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { PythonNode } from '../../../src/languages/python/node.ts';
import type { Related } from '../../../src/model/transform.ts';
import type { Held } from './held.ts';
import { isAside } from './places.ts';

/** As many as a reader will look at. */
const most = 10;

/**
 * The other places of the project that read a row of the same class and write it without a lock: by the text alone, a
 * name that is given what the class is asked for and written within the next lines.
 */
export function otherWriters(file: PythonFile, held: Held): Related[] {
  const node = held.site?.rows?.model;
  const model = node && file.textOf(node).split('.').at(-1);
  if (node === undefined || model === undefined || !/^[A-Z]\w+$/.test(model)) return [];
  const own = new Set(held.saves.map(({ call }) => call.start));
  const read = new RegExp(
    String.raw`^[ \t]*(?:for[ \t]+(\w+)[ \t]+in|(\w+)[ \t]*=)[ \t]*(?:[\w.]+\(\s*)?(?:\w+\.)*${model}\b([^\n]*)`,
    'gm',
  );
  const method = held.chain.written.method.join('|');
  const found: Related[] = [];
  for (const { path, text } of file.filesNaming(model)) {
    if (isAside(path)) continue;
    for (const match of text.matchAll(read)) {
      if (found.length >= most) return found;
      const row = match[1] ?? match[2] ?? '';
      if (/lock|for_update/.test(match[3] ?? '')) continue;
      const rest = text.slice(match.index + match[0].length);
      const end = rest.search(/^(?:[ \t]*(?:async[ \t]+)?def|class)[ \t]/m);
      const within = (end === -1 ? rest : rest.slice(0, end)).split('\n').slice(0, 60).join('\n');
      const written = new RegExp(String.raw`\b${row}\.(?:${method})\(`).exec(within);
      if (written === null) continue;
      const start = match.index + match[0].length + written.index;
      if ((path === file.path && own.has(start)) || found.some((one) => one.path === path && one.start === start))
        continue;
      const name = match.index + match[0].lastIndexOf(model, match[0].length - (match[3] ?? '').length - 1);
      if (path !== file.path && isAnother(file, node, path, name)) continue;
      const message = `\`${model}\` is written here too, without a lock`;
      found.push({ path, start, end: start + written[0].length - 1, message });
    }
  }
  return found;
}

/** Whether what a file calls by the name of a class is defined elsewhere than that class. */
function isAnother(file: PythonFile, model: PythonNode, path: string, offset: number): boolean {
  const own = file.definitionOf(model);
  const other = own && file.other(path);
  let at: PythonNode | undefined = other?.root;
  for (let inner = at; inner !== undefined; ) {
    at = inner;
    inner = at.children.find((one) => one.start <= offset && offset < one.end);
  }
  const name = at?.field === 'attribute' ? at.parent : at;
  const theirs = name && other?.definitionOf(name);
  return own !== undefined && theirs !== undefined && (own.path !== theirs.path || own.name !== theirs.name);
}
