import type { Node } from '@babel/types';
import { isCallNode, keyName, unwrapped } from './nodes.ts';

/** A statement of SQL that is written in place: one that reads rows, or updates them. */
export interface SqlStatement {
  readonly does: 'select' | 'update';
  /** The node that holds the text. */
  readonly text: Node;
  readonly table: string;
  /** The columns that an update sets to a value of the program. */
  readonly sets: readonly { readonly column: string; readonly value: Node }[];
  /** The values of the condition. */
  readonly where: readonly Node[];
  /** The words of the condition. */
  readonly condition: string;
  /** Whether a `FOR UPDATE` at its end locks the rows that it gives, and no others. */
  readonly isLockable: boolean;
}

/**
 * Reads the statement of a call or of a tagged template.
 * @param place where the text stands among the arguments, from 0; the values stand in it, or in a list behind it.
 * @returns undefined for any other statement, and where the text is not in sight.
 */
export function sqlOf(node: Node, place: number): SqlStatement | undefined {
  const given = isCallNode(node) ? node.arguments[place] : node;
  const argument = given && unwrapped(given);
  const text = argument && textIn(argument);
  if (!argument || !text) return undefined;
  const list = isCallNode(node) ? (partOf(argument, 'values') ?? node.arguments[place + 1]) : undefined;
  const inOrder = list && unwrapped(list);
  const { words, values } = withValues(text, inOrder?.type === 'ArrayExpression' ? inOrder.elements : []);
  const select = /^\s*select\b[\s\S]*?\bfrom\s+(["`\w.]+)[\s\S]*?\bwhere\b([\s\S]*)$/i.exec(words);
  const update =
    /^\s*update\s+(?:only\s+)?(["`\w.]+)\s+set\b([\s\S]*?)\bwhere\b([\s\S]*?)(?:\breturning\b[\s\S]*)?$/i.exec(words);
  const found = select ?? update;
  if (!found) return undefined;
  const condition = found.at(-1) ?? '';
  return {
    does: select ? 'select' : 'update',
    text,
    table: bare(found[1] ?? ''),
    sets: update ? setsIn(update[2] ?? '', values) : [],
    where: valuesIn(condition, values),
    condition,
    isLockable: select !== null && !unlockable.test(words) && !/\bfrom\s+["`\w.]+[^;]*?,[^;]*\bwhere\b/i.test(words),
  };
}

/** What makes rows of several, or of none; and what ends a statement otherwise than a lock does. */
const unlockable =
  /\b(?:join|distinct|group\s+by|having|union|intersect|except|over|into|for\s+(?:update|share|no\s+key|key))\b|\b(?:count|sum|min|max|avg|array_agg|json_agg|jsonb_agg|string_agg|bool_and|bool_or)\s*\(|\bselect\b[\s\S]*\bselect\b|--|\/\*/i;

/** The literal or template that is the text, also as `text` or `sql` of an object. */
function textIn(argument: Node): Node | undefined {
  if (argument.type === 'TaggedTemplateExpression') return argument.quasi;
  if (argument.type === 'StringLiteral' || argument.type === 'TemplateLiteral') return argument;
  const part = partOf(argument, 'text') ?? partOf(argument, 'sql');
  return part && part.type !== 'ObjectExpression' ? textIn(unwrapped(part)) : undefined;
}

function partOf(object: Node, name: string): Node | undefined {
  const found =
    object.type === 'ObjectExpression'
      ? object.properties.find((one) => one.type === 'ObjectProperty' && keyName(one.key, one.computed) === name)
      : undefined;
  return found?.type === 'ObjectProperty' ? found.value : undefined;
}

/** The text, in which every value is a number between zero bytes: `balance = $1`, `= ?` and `= ${balance}` alike. */
function withValues(text: Node, list: readonly (Node | null)[]): { words: string; values: ReadonlyMap<number, Node> } {
  const values = new Map<number, Node>();
  const add = (value: Node | null | undefined): string => {
    if (value) values.set(values.size, value);
    return value ? `\0${values.size - 1}\0` : ' ';
  };
  let asked = 0;
  const filled = (part: string) =>
    part
      .replace(/\$(\d+)/g, (_, number: string) => add(list[Number(number) - 1]))
      .replace(/(?<=[=<>(,]\s*)\?/g, () => add(list[asked++]));
  const words =
    text.type === 'TemplateLiteral'
      ? text.quasis.map((one, at) => filled(one.value.raw) + add(text.expressions[at])).join('')
      : filled(text.type === 'StringLiteral' ? text.value : '');
  return { words, values };
}

/** `balance = $1, settings = $2::jsonb`; a value that the database works out is none of the program's. */
function setsIn(part: string, values: ReadonlyMap<number, Node>): { column: string; value: Node }[] {
  return part.split(/,(?![^(]*\))/).flatMap((one) => {
    const [, column = '', at] = /^\s*(["`\w]+)\s*=\s*\0(\d+)\0\s*(?:::\s*[\w[\]]+)?\s*$/.exec(one) ?? [];
    const value = values.get(Number(at));
    return at !== undefined && value ? [{ column: bare(column), value }] : [];
  });
}

function valuesIn(part: string, values: ReadonlyMap<number, Node>): Node[] {
  return [...part.matchAll(/\0(\d+)\0/g)].flatMap(([, at]) => values.get(Number(at)) ?? []);
}

const bare = (name: string): string => name.replace(/["`]/g, '');
