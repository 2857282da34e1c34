import type { Module } from '../../../src/languages/javascript/module.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** What the function is called that takes the place of a name: `getRooms` for `rooms` and for `ROOMS`. */
export function functionNameFor(name: string): string {
  const stem = name.replace(/^[_$]+/, '');
  const words = /^[A-Z][A-Z\d_]*$/.test(stem)
    ? stem.toLowerCase().replace(/_+(.?)/g, (_, next: string) => next.toUpperCase())
    : stem;
  return `get${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Whether a file uses a name for anything that is read, declared or typed; property names do not count. */
export function isTakenIn(module: Module, name: string): boolean {
  if (!module.text.includes(name)) return false;
  let taken = false;
  walk(module.ast.program, (node, parent) => {
    if ((node.type !== 'Identifier' && node.type !== 'JSXIdentifier') || node.name !== name || !parent) return;
    const isProperty =
      (parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression') && !parent.computed
        ? parent.property === node
        : /^(?:ObjectProperty|ObjectMethod|ClassMethod|ClassProperty|TS\w*Signature)$/.test(parent.type) &&
          'key' in parent &&
          parent.key === node &&
          !('shorthand' in parent && parent.shorthand);
    taken ||= !isProperty;
  });
  return taken;
}
