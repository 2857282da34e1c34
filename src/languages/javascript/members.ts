import type { ClassBody, Node } from '@babel/types';
import type { Located } from './module.ts';
import { type ClassNode, isClassNode, isMemberNode, keyName, propertyName } from './nodes.ts';
import type { References } from './references.ts';
import { walk } from './walk.ts';

/**
 * Where a member of an instance is declared: a property, a method, a parameter of the constructor, or the value that is
 * assigned to it; in the bases too, where it has them.
 * @param owner the class, interface, type or object literal that the instance is made from.
 */
export function membersOf(owner: Located | undefined, name: string, references: References, depth = 0): Located[] {
  if (owner === undefined || depth > deepest) return [];
  const { module, node } = owner;
  const own = ownMembers(node, name).map((member) => ({ module, node: member }));
  if (own.length > 0) return own;
  return basesOf(node)
    .flatMap((base) => references.targetsOf({ module, node: base }))
    .flatMap(({ definition }) => membersOf(definition, name, references, depth + 1));
}

/** Bases may go round in circles. */
const deepest = 8;

function ownMembers(owner: Node, name: string): Node[] {
  if (isClassNode(owner)) return classMembers(owner, name);
  if (owner.type === 'ObjectExpression') {
    const property = owner.properties.find((one) => 'key' in one && keyName(one.key, one.computed) === name);
    return property ? [property] : [];
  }
  const body =
    owner.type === 'TSInterfaceDeclaration' ? owner.body.body : owner.type === 'TSTypeLiteral' ? owner.members : [];
  return body.filter((member) => 'key' in member && keyName(member.key, member.computed ?? false) === name);
}

function classMembers({ body }: ClassNode, name: string): Node[] {
  const declared = body.body.filter((member) => {
    if (!('key' in member) || ('static' in member && member.static)) return false;
    return keyName(member.key, 'computed' in member && member.computed === true) === name;
  });
  const typed = [...declared, ...parametersOf(body, name)];
  // `private transaction;` says nothing: what is assigned to it does.
  return typed.some(saysMore) ? typed : assignedTo(body, name);
}

function saysMore(member: Node): boolean {
  if ('typeAnnotation' in member && member.typeAnnotation) return true;
  return !/Property$/.test(member.type) || ('value' in member && Boolean(member.value));
}

/** `constructor(private readonly orders: Orders)`. */
function parametersOf({ body }: ClassBody, name: string): Node[] {
  return body.flatMap((member) => {
    if (member.type !== 'ClassMethod' || member.kind !== 'constructor') return [];
    return member.params.flatMap((param) => {
      if (param.type !== 'TSParameterProperty') return [];
      const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
      return target.type === 'Identifier' && target.name === name ? [target] : [];
    });
  });
}

/** The values of `this.name = …` anywhere in a class. */
function assignedTo(body: ClassBody, name: string): Node[] {
  const values: Node[] = [];
  walk(body, (node) => {
    if (node.type !== 'AssignmentExpression' || !isMemberNode(node.left)) return;
    if (node.left.object.type === 'ThisExpression' && propertyName(node.left) === name) values.push(node.right);
  });
  return values;
}

function basesOf(owner: Node): Node[] {
  if (isClassNode(owner)) return owner.superClass ? [owner.superClass] : [];
  return owner.type === 'TSInterfaceDeclaration' ? (owner.extends ?? []).map(({ expression }) => expression) : [];
}
