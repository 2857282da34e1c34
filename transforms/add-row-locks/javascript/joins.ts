import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, keyName, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { partOf, type RowCall } from '../../../src/languages/javascript/rows.ts';
import type { RowLock } from '../../../src/model/dialect.ts';

/** Whether the query that reads may be one with a join: an option says so, a condition on another table, or the model. */
export function isJoined(file: JavaScriptFile, call: RowCall, { joinsByItself }: RowLock): boolean {
  const { joins = [] } = call.pattern;
  const named = call.calls.some(
    (one) =>
      isCallNode(one) &&
      one.arguments.some(
        (argument) =>
          argument.type === 'ObjectExpression' &&
          argument.properties.some(
            (property) =>
              property.type === 'ObjectProperty' && joins.includes(keyName(property.key, property.computed) ?? ''),
          ),
      ),
  );
  if (named || !joinsByItself) return named;
  if (call.where.some(namesRelation)) return true;
  const model = modelOf(file, call);
  if (model === undefined) return true;
  const declared = new RegExp(`\\bclass\\s+${model}\\b`);
  if (declared.test(file.text)) return joinsByItself.test(file.text);
  for (const { text } of file.mentioning(`class ${model}`)) if (declared.test(text)) return joinsByItself.test(text);
  return true;
}

/** `{ owner: { name } }` is a condition on another table; `{ balance: { $gte: amount } }` is none. */
function namesRelation(where: RowCall['where'][number]): boolean {
  const told = unwrapped(where);
  if (told.type !== 'ObjectExpression') return false;
  return told.properties.some((one) => {
    const inner = one.type === 'ObjectProperty' ? unwrapped(one.value) : undefined;
    if (inner?.type !== 'ObjectExpression') return false;
    return inner.properties.some(
      (each) => each.type !== 'ObjectProperty' || !/^\$/.test(keyName(each.key, each.computed) ?? ''),
    );
  });
}

/** The model of a repository: `Account` of `getRepository(Account)`, and of `accounts: Repository<Account>`. */
function modelOf(file: JavaScriptFile, { receiver, calls: [first], pattern }: RowCall): string | undefined {
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
