import { addImport } from '../../../src/languages/javascript/add-import.ts';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { freeName } from '../../../src/languages/javascript/free-name.ts';
import { indentationAt, lineEndOf, lineStartOf } from '../../../src/languages/javascript/layout.ts';
import { isCallNode, isMemberNode, keyName, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { propertyOf } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import { type Computed, callsOf } from './computed.ts';
import type { Guard } from './guard.ts';

/** A guard as a condition of the update. */
export interface Condition {
  readonly code: string;
  readonly isChained: boolean;
  /** What its operator needs imported. */
  readonly edits: readonly LocalEdit[];
}

/** @returns undefined where its operator cannot be imported. */
export function conditionFor(
  file: JavaScriptFile,
  { atomic, written }: Computed,
  { operator, bound }: Guard,
): Condition | undefined {
  if (!atomic.guard) return undefined;
  const { condition, operators, operatorsFrom } = atomic.guard;
  const imported = operatorsFrom && addImport(file, operatorsFrom, operators[operator]);
  if (operatorsFrom && !imported) return undefined;
  const holes: Readonly<Record<string, string>> = {
    column: written.column,
    operator: imported ? imported.code : operators[operator],
    bound,
  };
  return {
    code: condition.replace(/\{(\w+)\}/g, (_, name: string) => holes[name] ?? ''),
    isChained: condition.startsWith('.'),
    edits: imported ? imported.edits : [],
  };
}

/**
 * The condition where the update tells its row, and behind it what leaves where no row was found.
 * @returns undefined where there is no place for the condition.
 */
export function guardEdits(file: JavaScriptFile, computed: Computed, condition: Condition): LocalEdit[] | undefined {
  const { atomic, guard, statement } = computed;
  if (!atomic.guard || !guard) return undefined;
  const placed = atomic.whole === undefined ? placedIn(file, computed, condition) : [];
  if (!placed) return undefined;
  const changed = freeName(file, statement, [], ['changed', 'updated', 'written']);
  const test = `if (${atomic.guard.none.replace('{changed}', changed)}) ${guard.leaving}`;
  const { text } = file;
  const start = startOf(statement);
  const end = endOf(statement);
  // A comment on the same line is about the update.
  const behind = end + (/^[\t ]*\/\/[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
  return [
    ...condition.edits,
    { start, end: start, text: `const ${changed} = ` },
    ...placed,
    ...renamed(file, computed),
    { start: behind, end: behind, text: `${lineEndOf(text)}${indentationAt(text, start)}${test}` },
  ];
}

function placedIn(
  file: JavaScriptFile,
  { write, written }: Computed,
  { code, isChained }: Condition,
): LocalEdit[] | undefined {
  const { by } = write;
  if (typeof by !== 'object' || 'ofRow' in by) return undefined;
  const { where: told, values } = by.pattern;
  if (isChained) {
    const calls = callsOf(file, write);
    const methods = told && 'chained' in told ? told.chained : [];
    const last = calls
      .filter(({ callee }) => isMemberNode(callee) && methods.includes(propertyName(callee) ?? ''))
      .at(-1);
    if (!last) return undefined;
    // A chain on several lines goes on in that way.
    const before = isMemberNode(last.callee)
      ? file.text.slice(endOf(last.callee.object), startOf(last.callee.property))
      : '';
    const gap = /^\s*\n\s*/.exec(before)?.[0] ?? '';
    return [{ start: endOf(last), end: endOf(last), text: gap + code }];
  }
  const [where, ...others] = by.where;
  const object = where && unwrapped(where);
  if (object?.type !== 'ObjectExpression' || others.length > 0 || propertyOf(object, written.column)) return undefined;
  const last = object.properties.at(-1);
  if (!last || object.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
  const parts = [told, values].flatMap((part) => (part && 'property' in part && part.property ? part.property : []));
  // Options that only the update of one row has.
  const [given] = isCallNode(write.first) ? write.first.arguments : [];
  const isPlain =
    parts.length === 0 ||
    (given?.type === 'ObjectExpression' &&
      given.properties.every(
        (one) => one.type === 'ObjectProperty' && parts.includes(keyName(one.key, one.computed) ?? ''),
      ));
  if (!isPlain) return undefined;
  const before = file.text.slice(lineStartOf(file.text, startOf(last)), startOf(last));
  const gap = before.trim() === '' ? `,${lineEndOf(file.text)}${before}` : ', ';
  return [{ start: endOf(last), end: endOf(last), text: gap + code }];
}

function renamed(file: JavaScriptFile, { atomic, write }: Computed): LocalEdit[] {
  return callsOf(file, write).flatMap(({ callee }) => {
    const name = isMemberNode(callee) ? (propertyName(callee) ?? '') : '';
    const other = atomic.guard?.renames?.[name];
    return other && isMemberNode(callee)
      ? [{ start: startOf(callee.property), end: endOf(callee.property), text: other }]
      : [];
  });
}
