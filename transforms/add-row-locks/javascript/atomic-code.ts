import type { Node } from '@babel/types';
import { addImport } from '../../../src/languages/javascript/add-import.ts';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, keyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { propertyOf } from '../../../src/languages/javascript/rows.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Threading } from '../../../src/model/row-patterns.ts';
import { type Computed, callsOf } from './computed.ts';
import { conditionFor, guardEdits } from './guard-code.ts';

/**
 * The edits that have the database work a column out.
 * @returns undefined where the call is spelled in a way that they do not fit.
 */
export function computedEdits(file: JavaScriptFile, computed: Computed): LocalEdit[] | undefined {
  const { write, written, step, atomic, guard, read, key } = computed;
  const condition = guard && conditionFor(file, computed, guard);
  if (guard && !condition) return undefined;
  const { by } = write;
  const receiver = typeof by === 'object' && 'receiver' in by ? textOf(file, by.receiver) : undefined;
  const imported = atomic.imports && addImport(file, atomic.imports.from, atomic.imports.name);
  if (atomic.imports && !imported) return undefined;
  const holes: Readonly<Record<string, string | undefined>> = {
    column: written.column,
    value: step.amount,
    signed: step.operator === '+' ? step.amount : negative(step.amount),
    operator: step.operator,
    method: step.operator === '+' ? 'increment' : 'decrement',
    table: tableOf(file, computed),
    receiver,
    row: read.binding.name,
    key,
    options: optionsOf(file, computed),
    condition: condition?.isChained ? '' : condition ? `, ${condition.code}` : '',
  };
  const filled = (code: string): string | undefined => {
    const names = [...code.matchAll(hole)].map(([, name = '']) => name);
    return names.some((name) => holes[name] === undefined)
      ? undefined
      : code.replace(hole, (_, name: string) => holes[name] ?? '');
  };
  const edits =
    atomic.whole !== undefined ? wholeEdits(file, computed, filled(atomic.whole)) : partEdits(file, computed, filled);
  if (!edits) return undefined;
  const guarded = condition ? guardEdits(file, computed, condition) : [];
  return guarded && [...(imported?.edits ?? []), ...edits, ...guarded];
}

const hole = /\{(\w+)\}/g;

/** The change goes, and what it is saved by becomes the update. */
function wholeEdits(
  file: JavaScriptFile,
  { write, written }: Computed,
  text: string | undefined,
): LocalEdit[] | undefined {
  const change = file.parentOf(written.node);
  const block = change && file.parentOf(change);
  if (!change || block?.type !== 'BlockStatement' || text === undefined) return undefined;
  const next = block.body[block.body.indexOf(change as (typeof block.body)[number]) + 1];
  // A comment there is about the change.
  if (!next || file.text.slice(endOf(change), startOf(next)).trim() !== '') return undefined;
  return [
    { start: startOf(change), end: startOf(next), text: '' },
    { start: startOf(write.node), end: endOf(write.node), text },
  ];
}

/** The value, or all values, become an expression; the method that is given them may be another then. */
function partEdits(
  file: JavaScriptFile,
  { write, written, atomic }: Computed,
  filled: (code: string) => string | undefined,
): LocalEdit[] | undefined {
  const holder = callsOf(file, write).find((one) => one.arguments.some((each) => isWithin(written.node, each)));
  const given = holder?.arguments.find((one) => isWithin(written.node, one));
  if (!holder || !given || write.isWhole) return undefined;
  if (atomic.value !== undefined) {
    const value = filled(atomic.value);
    const around = atomic.around?.split('{values}');
    if (
      value === undefined ||
      (around && (given.type !== 'ObjectExpression' || /\b(?:await|yield|eb)\b/.test(textOf(file, given))))
    )
      return undefined;
    const [head = '', tail = ''] = around ?? [];
    return [
      ...(head ? [{ start: startOf(given), end: startOf(given), text: head }] : []),
      { start: startOf(written.node), end: endOf(written.node), text: value },
      ...(tail ? [{ start: endOf(given), end: endOf(given), text: tail }] : []),
    ];
  }
  const text = atomic.values === undefined ? undefined : filled(atomic.values);
  const method = atomic.method === undefined ? '' : filled(atomic.method);
  const last = atomic.values?.includes('{options}') ? holder.arguments.at(-1) : given;
  if (text === undefined || method === undefined || !last || !isAlone(given, written.column)) return undefined;
  const named = isMemberNode(holder.callee) ? holder.callee.property : undefined;
  if (method && !named) return undefined;
  return [
    ...(method && named ? [{ start: startOf(named), end: endOf(named), text: method }] : []),
    { start: startOf(given), end: endOf(last), text },
  ];
}

/** Whether an object sets a column and no other: `{ balance }`, `{ $set: { balance } }`. */
function isAlone(values: Node, column: string): boolean {
  const node = unwrapped(values);
  if (node.type !== 'ObjectExpression' || node.properties.length !== 1) return false;
  const set = propertyOf(node, '$set');
  return set ? isAlone(set, column) : propertyOf(node, column) !== undefined;
}

/** What hands on the transaction, `, transaction: t`; undefined where the options say more than that. */
function optionsOf(file: JavaScriptFile, { write: { by, first } }: Computed): string | undefined {
  const threads: Threading | undefined = typeof by === 'object' ? ('ofRow' in by ? by : by.pattern).threads : undefined;
  const place = threads && 'option' in threads ? threads.argument : 0;
  const name = threads && 'option' in threads ? threads.option : undefined;
  const [options, ...rest] = isCallNode(first) ? first.arguments.slice(place) : [];
  if (!options) return '';
  if (options.type !== 'ObjectExpression' || rest.length > 0) return undefined;
  const [only, ...others] = options.properties;
  if (only?.type !== 'ObjectProperty' || others.length > 0 || keyName(only.key, only.computed) !== name)
    return undefined;
  return `, ${textOf(file, only)}`;
}

/** What the table is called here: by the write, or else by a read in the same file. */
function tableOf(file: JavaScriptFile, { write: { by }, read: { call } }: Computed): string | undefined {
  if (typeof by === 'object' && 'table' in by && by.pattern.table !== 'receiver') return by.table;
  return call.module === file.module ? call.table : undefined;
}

function negative(amount: string): string {
  return /^[\w$.]+$/.test(amount) ? `-${amount}` : `-(${amount})`;
}

function textOf({ text }: JavaScriptFile, node: Node): string {
  return text.slice(startOf(node), endOf(node));
}
