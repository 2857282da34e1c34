import type { AssignmentExpression, Node } from '@babel/types';
import { isExports } from '../../../src/languages/javascript/exports.ts';
import type { Module } from '../../../src/languages/javascript/module.ts';
import { isClassNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** What a value without a name of its own is exported as. */
export interface ExportedAs {
  /** `default`, `=` for the whole of `module.exports`, or the name of an export. */
  readonly name: string;
  /** Where that name is spelled. */
  readonly key: Node | undefined;
  /** Whether it is more than one thing at once: `exports = module.exports = …`. */
  readonly isChained: boolean;
}

/** The values that a file exports where they stand: `export default …`, `exports.rooms = …`, `module.exports = { rooms: … }`. */
export function exportedValuesOf({ ast, exports, parentOf }: Module): (ExportedAs & { readonly node: Node })[] {
  const assigned = new Map<string, number>();
  walk(ast.program, (node) => {
    const name = node.type === 'AssignmentExpression' ? assignedName(node) : undefined;
    if (name !== undefined) assigned.set(name, (assigned.get(name) ?? 0) + 1);
  });
  return [...exports.named].flatMap(([name, exported]) => {
    if (exported.from !== 'here' || /cache|memo/i.test(name)) return [];
    const { node } = exported;
    const parent = parentOf(node);
    const value = { node, name, key: undefined, isChained: false };
    switch (parent?.type) {
      case 'ExportDefaultDeclaration':
      case 'TSExportAssignment':
        return [value];
      case 'ObjectProperty':
        // What is assigned again is refreshed by the program itself.
        return parent.value === node && !assigned.has(name) ? [{ ...value, key: parent.key }] : [];
      case 'AssignmentExpression': {
        const own = assignedName(parent);
        if (own === undefined || parent.operator !== '=' || assigned.get(own) !== 1) return [];
        const isChained = parentOf(parent)?.type === 'AssignmentExpression';
        // Under two names it is one value: told once, by the name next to it.
        if (own !== name) return [];
        return [
          { ...value, key: own !== '=' && isMemberNode(parent.left) ? parent.left.property : undefined, isChained },
        ];
      }
      default:
        return [];
    }
  });
}

/** The export that an assignment writes. */
function assignedName({ left }: AssignmentExpression): string | undefined {
  if (!isMemberNode(left)) return undefined;
  if (isExports(left)) return '=';
  return isExports(left.object) ? propertyName(left) : undefined;
}

/** Where a file may read one of its own exports: `exports.rooms`, and `this.rooms` in what it exports beside it. */
export function ownReadsOf({ ast, parentOf }: Module): Node[] {
  const found: Node[] = [];
  walk(ast.program, (node, parent) => {
    if (isClassNode(node)) return false;
    if (node.type === 'ThisExpression') found.push(node);
    if (!isExports(node) || !parent) return true;
    const isName = isMemberNode(parent) && parent.property === node && !parent.computed;
    const isWrite =
      parent.type === 'AssignmentExpression' &&
      parent.left === node &&
      parentOf(parent)?.type === 'ExpressionStatement';
    if (!isName && !isWrite) found.push(node);
    return true;
  });
  return found;
}
