import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { indentOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { PythonCode } from './refusals.ts';

/** The longest line that is written where a line break would do: that of the formatter which most projects use. */
const longest = 88;

/**
 * Hands a call over as a function whose receiver and arguments are evaluated where the call stands.
 * @param before what stands before the function: `transaction.on_commit(`.
 * @param after what stands behind it, up to the closing bracket, which is not among it.
 */
export function handOver(
  file: PythonFile,
  call: PythonNode,
  before: string,
  after: string,
): readonly Edit[] | PythonCode {
  const callee = child(call, 'function');
  const list = child(call, 'arguments');
  if (!callee || !list) return 'result-used';
  const edit = (start: number, end: number, text: string) => ({ path: file.path, start, end, text });
  const text = file.textOf(list);
  if (/^\(\s*\)$/.test(text)) return [edit(call.start, call.start, before), edit(list.start, call.end, `${after})`)];
  const bound = nameAt(file, call, 'functools.partial');
  if (typeof bound === 'string') return bound;
  const { name: partial, edits } = bound;
  const newline = newlineOf(file.text);
  const indent = indentOf(file.text, call.start);
  const [first] = named(list);
  if (list.type !== 'argument_list' || !first)
    return [
      ...edits,
      edit(call.start, call.start, `${before}${partial}(`),
      edit(list.start, list.start, ', '),
      edit(call.end, call.end, `)${after})`),
    ];
  const lead = /^\([ \t]*(?:#[^\r\n]*)?\r?\n/.exec(text);
  if (lead && indent !== undefined && !file.textOf(callee).includes('\n')) {
    const inner = indentOf(file.text, first.start) ?? indent + unitOf(file, call);
    return [
      ...edits,
      edit(call.start, call.start, `${before}${partial}(${newline}${inner}`),
      edit(list.start, list.start + 1, ','),
      edit(call.end, call.end, `${after})`),
    ];
  }
  const line = `${indent ?? ''}${before}${partial}(${file.textOf(callee)}, ${text.slice(1)}${after})`;
  const isGap = /^[ \t]*$/.test(file.text.slice(list.start + 1, first.start));
  const isWrapped = indent !== undefined && !line.includes('\n') && line.length > longest;
  const unit = unitOf(file, call);
  const deeper = newline + (indent ?? '') + unit;
  const [open, close] = isWrapped ? [deeper, newline + indent] : ['', ''];
  const isLong = isWrapped && after !== '' && line.length + unit.length - before.length > longest;
  const tail = isLong ? `,${deeper}${after.replace(/^, /, '')},` : after;
  return [
    ...edits,
    edit(call.start, call.start, `${before}${open}${partial}(`),
    isGap ? edit(list.start, first.start, ', ') : edit(list.start, list.start + 1, ','),
    edit(call.end, call.end, `${tail}${close})`),
  ];
}

/**
 * What a name of a library is called where a node stands, with the import that it needs.
 * @returns `name-taken` where it stands for something else there.
 */
export function nameAt(
  file: PythonFile,
  node: PythonNode,
  path: string,
): { readonly name: string; readonly edits: readonly Edit[] } | 'name-taken' {
  const imported = importedAs(file, path);
  const name = imported?.name.replace(/\..*/, '') ?? path.slice(path.lastIndexOf('.') + 1);
  for (let scope = file.scopes.scopeOf(node); scope.parent; scope = scope.parent) {
    const [write] = scope.bindings.get(name)?.writes ?? [];
    if (write && scope.kind !== 'class')
      return file.accessPaths(write.node).includes(path) ? { name, edits: [] } : 'name-taken';
  }
  return imported ?? 'name-taken';
}
