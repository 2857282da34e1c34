import { isCallNode, isMemberNode } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Source } from './declared.ts';
import { functionNameFor } from './names.ts';

/**
 * Makes a function of a declaration. It is async only where it awaits something itself: what a library gives out as a
 * query, or as a promise of its own kind, has to reach the caller as it is.
 */
export function functionEdits({ module, declarator, binding, exported, taken, init, held }: Source): Edit[] {
  const { text, path } = module;
  const start = startIn(text, startOf(init));
  const type = declarator?.id.type === 'Identifier' ? declarator.id.typeAnnotation : undefined;
  const typed = type ? text.slice(startOf(type), endOf(type)).replace(/^:\s*/, '') : undefined;
  const awaits = held === 'rows';
  const isPlainAwait = init.type === 'AwaitExpression' && !taken && typed === undefined && start === startOf(init);
  const returned = typed === undefined ? '' : `: ${awaits ? `Promise<${typed}>` : typed}`;
  const head = `${awaits && !isPlainAwait ? 'async ' : ''}()${returned} => `;
  const edits: Edit[] = [];
  if (declarator && binding) {
    const { id } = declarator;
    edits.push({ path, start: startOf(id), end: endOf(type ?? id), text: functionNameFor(binding.name) });
  }
  if (exported?.key) {
    const { key } = exported;
    edits.push({ path, start: startOf(key), end: endOf(key), text: functionNameFor(exported.name) });
  }
  if (init.type === 'AwaitExpression' && isPlainAwait) {
    edits.push({ path, start, end: startIn(text, startOf(init.argument)), text: head });
    return edits;
  }
  if (!taken) return [...edits, { path, start, end: start, text: head }];
  const [open, close] = isCallNode(init) || isMemberNode(init) ? ['', taken.access] : ['(', `)${taken.access}`];
  return [
    ...edits,
    { path, start, end: start, text: head + open },
    { path, start: endOf(declarator ?? init), end: endOf(declarator ?? init), text: close },
  ];
}

/** Where an expression starts with the parentheses around it. */
function startIn(text: string, start: number): number {
  const before = text.slice(0, start).trimEnd();
  return before.endsWith('(') && /[=(]\s*\($|default\s*\($|await\s*\($/.test(before)
    ? startIn(text, before.length - 1)
    : start;
}
