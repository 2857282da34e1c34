import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, keyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { RowCall } from '../../../src/languages/javascript/rows.ts';
import type { RowLock } from '../../../src/model/row-patterns.ts';
import { modelOf } from './model-of.ts';

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
