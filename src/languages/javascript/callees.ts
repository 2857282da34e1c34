import { membersOf } from './members.ts';
import type { Located } from './module.ts';
import { type CallNode, isFunctionNode, isMemberNode, propertyName, unwrapped } from './nodes.ts';
import type { Sites } from './sites.ts';

/** The functions of the project that a call may run: by name, or as a method of what it is made on. */
export function functionsCalled({ module, node: call }: Located & { node: CallNode }, sites: Sites): Located[] {
  const callee = unwrapped(call.callee);
  const byName = sites.targetsOf({ module, node: callee }).flatMap(({ definition }) => definition ?? []);
  const name = isMemberNode(callee) ? propertyName(callee) : undefined;
  const byMember =
    isMemberNode(callee) && name !== undefined
      ? sites
          .instancesOf({ module, node: callee.object })
          .flatMap(({ definition }) => membersOf(definition, name, sites))
      : [];
  return [...byName, ...byMember].map(heldBy).filter(({ node }) => isFunctionNode(node));
}

/** The value of a variable that is assigned once, or of a property; any other node is its own. */
function heldBy({ module, node }: Located): Located {
  if (node.type === 'Identifier') {
    const [only, ...others] = module.scopes.bindingOf(node)?.writes ?? [];
    return { module, node: only?.value && others.length === 0 ? unwrapped(only.value) : node };
  }
  const isProperty = node.type === 'ObjectProperty' || node.type === 'ClassProperty';
  return { module, node: isProperty && node.value ? unwrapped(node.value) : node };
}
