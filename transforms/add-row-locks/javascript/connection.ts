import type { Node } from '@babel/types';
import { addImport, type Imported } from '../../../src/languages/javascript/add-import.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { RowCall } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';
import { makerOf } from './threading.ts';

/** What a new transaction is opened on. */
export function connectionOf(
  file: JavaScriptFile,
  { receiver, pattern }: RowCall,
  { connection, asserted }: RowLock,
): string {
  const text = file.text.slice(startOf(receiver), endOf(receiver));
  const { threads } = pattern;
  const maker = threads && makerOf(threads, receiver);
  if (maker) return file.text.slice(startOf(maker), endOf(maker));
  // What the handle takes the place of opens transactions itself.
  if (threads && 'receiver' in threads && threads.receiver === '{handle}') return text;
  const isTyped = /\.[cm]?tsx?$/.test(file.path);
  return connection.replace('{receiver}', text) + (asserted && isTyped ? asserted : '');
}

/** A name for what the transaction hands out: that of the receiver where the library's own way is to hide that one. */
export function handleNameFor(file: JavaScriptFile, fn: Node, { receiver }: RowCall, { handle }: RowLock): string {
  const inner = unwrapped(receiver);
  const used = new Set(file.find(fn, 'Identifier').map(({ name }) => name));
  const candidates = handle.flatMap((one) => {
    if (one !== '{receiver}') return one;
    if (inner.type === 'Identifier') used.delete(inner.name);
    const name = inner.type === 'Identifier' ? inner.name : isMemberNode(inner) ? propertyName(inner) : undefined;
    return name && /^[\w$]+$/.test(name) ? name : [];
  });
  const isHidden = (name: string) => inner.type === 'Identifier' && inner.name === name && handle[0] === '{receiver}';
  const usual = handle.find((one) => one !== '{receiver}') ?? 'transaction';
  for (let number = 2; ; number += 1) {
    const free = candidates.find((name) => isHidden(name) || (!used.has(name) && !file.scopes.bindingAt(name, fn)));
    if (free) return free;
    candidates.push(`${usual}${number}`);
  }
}

/** What a lock is spelled with, imported from where the file, or else its package, has the library from. */
export function importedFor(file: JavaScriptFile, { imports }: RowLock): Imported | undefined {
  if (!imports) return { code: '', edits: [] };
  const { from, name } = imports;
  const taken = new Set(
    file.ast.program.body.flatMap((one) => (one.type === 'ImportDeclaration' ? one.source.value : [])),
  );
  const specifier = from.find((one) => taken.has(one)) ?? from.find((one) => file.dependsOn(one)) ?? from[0];
  return specifier === undefined ? undefined : addImport(file, specifier, name);
}
