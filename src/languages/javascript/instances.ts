import type { Node } from '@babel/types';
import type { Certainty } from '../../model/dialect.ts';
import { stepsTo } from './destructuring.ts';
import { membersOf } from './members.ts';
import type { Located, Module } from './module.ts';
import {
  type CallNode,
  type FunctionNode,
  isCallNode,
  isClassNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from './nodes.ts';
import type { References, Target } from './references.ts';
import { returnsOf } from './returns.ts';
import type { Binding } from './scopes.ts';
import { instanceFromType } from './types.ts';
import { closest } from './walk.ts';

/** One thing that a value may be an instance of. */
export interface Instance {
  /** `sequelize.Transaction`, `src/orders.Order`; without a dot for what the language has: `Object`, `Map`, `string`. */
  readonly name: string;
  readonly certainty: Exclude<Certainty, 'possible'>;
  /** The class, interface, type or object literal that says what members it has, where the project defines it. */
  readonly definition?: Located;
  /** How it is known, where that is not in sight of the place: `handed out by \`db.transaction\``. */
  readonly because?: string;
}

/** What transactions hand out. */
export interface Handles {
  /** What a call returns, awaited or not. */
  returnedBy(place: Located): Instance[];
  /** What a function is called with, by the place of the parameter. */
  givenTo(fn: Located, parameter: number): Instance[];
}

/** Answers what a value is an instance of. */
export interface Instances {
  /** None where that cannot be told. */
  instancesOf(place: Located): Instance[];
  /** What an instance of a class would be; none where the place is no class, or cannot be told. */
  classesOf(place: Located): Instance[];
}

/** What the parts of the inquiry, one per file, ask of each other. */
export interface Inquiry extends Omit<Instances, 'classesOf'> {
  readonly references: References;
  instancesOfType(place: Located): Instance[];
  instancesOfTarget(target: Target): Instance[];
  constructedBy(place: Located): Instance[];
  membersOf(instance: Instance, name: string): Located[];
}

export function instancesIn(references: References, handles: Handles): Instances {
  const active = new Set<Node>();
  let followed = 0;
  /** Classes, types and assignments may refer to themselves: what is being followed already adds nothing. */
  const guarded = (place: Located, follow: (place: Located) => Instance[]): Instance[] => {
    if (active.size === 0) followed = 0;
    followed += 1;
    if (active.has(place.node) || followed > mostSteps) return [];
    active.add(place.node);
    try {
      return follow(place);
    } finally {
      active.delete(place.node);
    }
  };

  const instancesOf = (place: Located): Instance[] => guarded(place, ofExpression);
  const instancesOfType = (place: Located): Instance[] => guarded(place, (type) => instanceFromType(type, inquiry));
  const members = (instance: Instance, name: string): Located[] => membersOf(instance.definition, name, references);

  const ofExpression = ({ module, node }: Located): Instance[] => {
    const of = (next: Node) => instancesOf({ module, node: next });
    if (isMemberNode(node)) return ofProperty({ module, node }, node.object, propertyName(node));
    if (isCallNode(node)) return ofCall(module, node);
    switch (node.type) {
      case 'Identifier': {
        const binding = module.scopes.bindingOf(node);
        return binding ? ofBinding(binding, module) : [];
      }
      case 'ThisExpression': {
        const owner = closest(node, module.parentOf, isClassNode);
        return owner ? ofClass({ module, node: owner }) : [];
      }
      case 'NewExpression':
        return constructedBy({ module, node: node.callee });
      case 'TSAsExpression':
      case 'TSTypeAssertion': {
        const asserted = instancesOfType({ module, node: node.typeAnnotation });
        return asserted.length > 0 ? asserted : of(node.expression);
      }
      case 'AwaitExpression':
        return of(node.argument);
      case 'AssignmentExpression':
        return of(node.right);
      case 'SequenceExpression':
        return node.expressions.slice(-1).flatMap(of);
      case 'LogicalExpression':
        return node.operator === '&&' ? of(node.right) : [...of(node.left), ...of(node.right)];
      case 'ConditionalExpression':
        return [...of(node.consequent), ...of(node.alternate)];
      case 'ObjectExpression':
        return [{ name: 'Object', certainty: 'certain', definition: { module, node } }];
      default: {
        const inner = unwrapped(node);
        if (inner !== node) return of(inner);
        const name = literals.get(node.type) ?? (isFunctionNode(node) || isClassNode(node) ? 'Function' : undefined);
        return name === undefined ? [] : [{ name, certainty: 'certain' }];
      }
    }
  };

  const ofCall = (module: Module, call: CallNode): Instance[] => {
    const handed = handles.returnedBy({ module, node: call });
    if (handed.length > 0) return handed;
    const callee = { module, node: call.callee };
    return [...definitionsOf(callee), ...ofMethod(callee)].flatMap((fn) => returnedBy(fn));
  };

  const returnedBy = (fn: Located): Instance[] =>
    returnsOf(fn.node).flatMap(({ node, isType }) => {
      const place = { module: fn.module, node };
      return isType ? instancesOfType(place) : instancesOf(place);
    });

  /** The functions that a name or a member of a module refers to. */
  const definitionsOf = (callee: Located): Located[] =>
    references.targetsOf(callee).flatMap(({ definition }) => (definition ? [initialValue(definition)] : []));

  const ofMethod = ({ module, node }: Located): Located[] => {
    const name = isMemberNode(node) ? propertyName(node) : undefined;
    if (!isMemberNode(node) || name === undefined) return [];
    return instancesOf({ module, node: node.object }).flatMap((instance) => members(instance, name));
  };

  const ofProperty = (place: Located, object: Node, name: string | undefined): Instance[] => {
    if (name === undefined) return [];
    const owned = instancesOf({ module: place.module, node: object }).flatMap((owner) => ofMember(owner, name));
    return owned.length > 0 ? owned : references.targetsOf(place).flatMap(instancesOfTarget);
  };

  const ofMember = (owner: Instance, name: string): Instance[] => members(owner, name).flatMap(ofDeclared);

  /** What a member holds: the type of a property, its value, or what its getter returns. */
  const ofDeclared = (place: Located): Instance[] => {
    const { module, node } = place;
    if (isFunctionNode(node)) {
      return 'kind' in node && node.kind === 'get' ? returnedBy(place) : [{ name: 'Function', certainty: 'certain' }];
    }
    const type =
      'typeAnnotation' in node && node.typeAnnotation ? instancesOfType({ module, node: node.typeAnnotation }) : [];
    if (type.length > 0) return type;
    if ('value' in node && node.value && typeof node.value === 'object')
      return instancesOf({ module, node: node.value as Node });
    return node.type.startsWith('TS') || /Property$/.test(node.type) ? [] : instancesOf(place);
  };

  const ofSteps = (owners: Instance[], steps: readonly string[]): Instance[] =>
    steps.reduce((held, step) => held.flatMap((owner) => ofMember(owner, step)), owners);

  const ofBinding = (binding: Binding, module: Module): Instance[] => {
    const { declaration, identifier } = binding;
    switch (binding.kind) {
      case 'import':
        return references.targetsOf({ module, node: identifier }).flatMap(instancesOfTarget);
      case 'param':
        return ofParameter(binding, module);
      case 'class':
      case 'function':
        return [{ name: 'Function', certainty: 'certain' }];
      default:
        return declaration.type === 'VariableDeclarator' ? ofVariable(binding, module) : [];
    }
  };

  const ofVariable = ({ declaration, identifier, writes }: Binding, module: Module): Instance[] => {
    if (declaration.type !== 'VariableDeclarator') return [];
    const { id, init } = declaration;
    const annotated =
      'typeAnnotation' in id && id.typeAnnotation ? instancesOfType({ module, node: id.typeAnnotation }) : [];
    const steps = stepsTo(id, identifier);
    if (steps?.length) {
      const owners = annotated.length > 0 ? annotated : init ? instancesOf({ module, node: init }) : [];
      const held = ofSteps(owners, steps);
      return held.length > 0
        ? held
        : references.targetsOf({ module, node: identifier }).flatMap((target) => {
            return target.definition?.node === identifier ? [] : instancesOfTarget(target);
          });
    }
    if (annotated.length > 0) return annotated;
    return writes.flatMap(({ value }) => (value ? instancesOf({ module, node: value }) : []));
  };

  const ofParameter = ({ declaration, identifier }: Binding, module: Module): Instance[] => {
    const pattern = declaration.type === 'AssignmentPattern' ? declaration.left : declaration;
    const type = 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined;
    const steps = stepsTo(pattern, identifier) ?? [];
    const annotated = type ? ofSteps(instancesOfType({ module, node: type }), steps) : [];
    if (annotated.length > 0) return annotated;
    const fn = closest(declaration, module.parentOf, isFunctionNode);
    const place = fn ? parameterPlace(fn, declaration, module) : -1;
    const given = fn && place >= 0 ? handles.givenTo({ module, node: fn }, place) : [];
    if (given.length > 0) return ofSteps(given, steps);
    return declaration.type === 'AssignmentPattern'
      ? ofSteps(instancesOf({ module, node: declaration.right }), steps)
      : [];
  };

  const ofClass = (place: Located): Instance[] => {
    const { module, node } = place;
    if (!isClassNode(node)) return [];
    const own: Instance = {
      name: `${module.stem}.${node.id?.name ?? 'default'}`,
      certainty: 'certain',
      definition: place,
    };
    return [own, ...(node.superClass ? constructedBy({ module, node: node.superClass }) : [])];
  };

  const constructedBy = (place: Located): Instance[] => {
    const callee = unwrapped(place.node);
    if (isClassNode(callee)) return ofClass({ module: place.module, node: callee });
    const targets = references.targetsOf(place);
    if (targets.length === 0) return callee.type === 'Identifier' ? [{ name: callee.name, certainty: 'certain' }] : [];
    return targets.flatMap((target): Instance[] => {
      const named: Instance = { name: target.whole ? `${target.name}.default` : target.name, certainty: 'certain' };
      const definition = target.definition && initialValue(target.definition);
      return [named, ...(definition && isClassNode(definition.node) ? guarded(definition, ofClass) : [])];
    });
  };

  const instancesOfTarget = ({ definition }: Target): Instance[] => {
    if (definition === undefined) return [];
    return isFunctionNode(definition.node) ? [{ name: 'Function', certainty: 'certain' }] : ofDeclared(definition);
  };

  const inquiry: Inquiry = {
    references,
    instancesOf,
    instancesOfType,
    instancesOfTarget,
    constructedBy,
    membersOf: members,
  };
  return { instancesOf, classesOf: constructedBy };
}

/** A value made from a value made from a value is followed twice at each, as a name and as a member: 2 to the power of 16. */
const mostSteps = 4096;

const literals = new Map<string, string>([
  ['ArrayExpression', 'Array'],
  ['StringLiteral', 'string'],
  ['TemplateLiteral', 'string'],
  ['NumericLiteral', 'number'],
  ['BooleanLiteral', 'boolean'],
  ['RegExpLiteral', 'RegExp'],
]);

/** The value that a variable is declared with; any other node is its own. */
function initialValue({ module, node }: Located): Located {
  if (node.type !== 'Identifier') return { module, node: unwrapped(node) };
  const value = module.scopes.bindingOf(node)?.writes[0]?.value;
  return { module, node: value ? unwrapped(value) : node };
}

function parameterPlace(fn: FunctionNode, parameter: Node, { parentOf }: Module): number {
  const holder = parentOf(parameter);
  return fn.params.findIndex((param) => param === parameter || param === holder);
}
