import type { Identifier, Node } from '@babel/types';
import { keyName } from './nodes.ts';

/**
 * The properties that lead from a destructured value to one of its names: `['db', 'sequelize']` for `sequelize` in
 * `{ db: { sequelize } }`, none for the name itself.
 * @returns undefined where an array, a rest element or a computed key lies between.
 */
export function stepsTo(pattern: Node, name: Identifier): readonly string[] | undefined {
  if (pattern === name) return [];
  if (pattern.type === 'AssignmentPattern') return stepsTo(pattern.left, name);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') continue;
    const step = keyName(property.key, property.computed);
    const rest = stepsTo(property.value, name);
    if (rest !== undefined) return step === undefined ? undefined : [step, ...rest];
  }
  return undefined;
}
