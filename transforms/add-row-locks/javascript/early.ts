import type { Node } from '@babel/types';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { freeName } from '../../../src/languages/javascript/free-name.ts';
import { unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';

/** How lines that become a callback tell the function around it that it is to return. */
export type Early =
  /** What is returned is true in a test: it is handed on. */
  | 'answers'
  /** Each return says the same, or nothing: the callback returns whether it came to its end. */
  | { readonly returns: readonly Node[]; readonly said: string };

/** @returns undefined where the function cannot tell an early return from none by what comes out of the callback. */
export function earlyReturns(file: JavaScriptFile, returns: readonly Node[]): Early | undefined {
  const values = returns.map((one) => (one.type === 'ReturnStatement' ? one.argument : undefined));
  if (values.every((value) => value && isTrue(value))) return 'answers';
  const said = new Set(values.map((value) => (value ? file.text.slice(startOf(value), endOf(value)) : '')));
  const [only = ''] = said;
  return said.size === 1 && values.every((value) => !value || isConstant(value)) ? { returns, said: only } : undefined;
}

/** What stands before the callback, at its end and behind it. */
export interface EarlyCode {
  readonly taken: string;
  readonly given: string;
  readonly behind: string;
  readonly edits: readonly LocalEdit[];
}

/** @param first the first of the lines. */
export function earlyCode(file: JavaScriptFile, first: Node, early: Early): EarlyCode {
  if (early === 'answers') {
    const name = freeName(file, first, [], ['answer', 'earlyAnswer']);
    return {
      taken: `const ${name} = `,
      given: 'return undefined',
      behind: `if (${name}) return ${name}`,
      edits: [],
    };
  }
  const name = freeName(file, first, [], ['isWritten', 'isRowWritten']);
  return {
    taken: `const ${name} = `,
    given: 'return true',
    behind: `if (!${name}) return${early.said && ` ${early.said}`}`,
    edits: early.returns.map((one) => {
      const value = one.type === 'ReturnStatement' ? one.argument : undefined;
      const start = startOf(one) + 'return'.length;
      return { start, end: value ? endOf(value) : start, text: ' false' };
    }),
  };
}

const isTrue = (value: Node): boolean =>
  /^(?:New|Object|Array|Class)Expression$/.test(unwrapped(value).type) || isTrueLiteral(unwrapped(value));

const isTrueLiteral = (value: Node): boolean =>
  (value.type === 'StringLiteral' || value.type === 'NumericLiteral' || value.type === 'BooleanLiteral') &&
  Boolean(value.value);

const isConstant = (value: Node): boolean =>
  /^(?:Null|Boolean|String|Numeric)Literal$/.test(value.type) ||
  (value.type === 'Identifier' && value.name === 'undefined');
