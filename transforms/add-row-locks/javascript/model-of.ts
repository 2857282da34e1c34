import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { partOf, type RowCall } from '../../../src/languages/javascript/rows.ts';

/** The model that a call reads: `Account` of `Account.find()`, `getRepository(Account)`, `accounts: Repository<Account>`. */
export function modelOf(file: JavaScriptFile, { receiver, calls: [first], pattern }: RowCall): string | undefined {
  const given =
    first && typeof pattern.table === 'object' && !('chained' in pattern.table)
      ? partOf(pattern.table, first)
      : undefined;
  if (given?.type === 'Identifier') return given.name;
  const inner = unwrapped(receiver);
  const made = isCallNode(inner) ? inner.arguments[0] : undefined;
  if (made?.type === 'Identifier') return made.name;
  const name = isMemberNode(inner) ? propertyName(inner) : inner.type === 'Identifier' ? inner.name : undefined;
  if (!name) return undefined;
  const typed = new RegExp(`\\b${name}\\s*[?!]?\\s*:\\s*Repository<\\s*(\\w+)`).exec(file.text)?.[1];
  return typed ?? new RegExp(`\\b${name}\\s*=[^;\\n]*\\bgetRepository\\(\\s*(\\w+)`).exec(file.text)?.[1];
}
