import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import {
  ancestorsOf,
  child,
  childrenOf,
  isWithin,
  named,
  type PythonNode,
} from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { isImportTime } from './import-time.ts';
import { type KeptVariable, shapeOf } from './variables.ts';

/** An attribute that lives as long as the process, by what holds it. */
export interface KeptAttribute extends KeptVariable {
  readonly holder: 'class' | 'instance' | 'task';
}

/**
 * The lists, sets and dicts that a class of this file makes once for all its instances, or that the one instance of it
 * makes that the module makes. A class that inherits from another may be told what to do by that one, and is left alone.
 */
export function attributesOf(file: PythonFile): readonly KeptAttribute[] {
  return [...file.scopes.module.bindings.values()].flatMap((binding) => {
    const [write, ...others] = binding.writes;
    if (write?.kind !== 'class' || others.length > 0) return [];
    const bases = childrenOf(write.statement, 'superclasses').flatMap(named);
    const isPlain = bases.every((base) => file.textOf(base) === 'object');
    if (!isPlain || write.statement.parent?.type === 'decorated_definition' || isKnownElsewhere(file, binding))
      return [];
    return [...ofClass(file, binding, write.statement), ...ofInstance(file, binding, write.statement)];
  });
}

/** The attributes that a handler gives to the one instance which serves every invocation: `self.rows.append(…)`. */
export function taskAttributesOf(file: PythonFile, { node, dialect }: PythonSite): readonly KeptAttribute[] {
  const decorators = node.parent === undefined ? '' : file.text.slice(node.parent.start, node.start);
  const bound = (dialect.recognises.handler ?? []).flatMap((one) =>
    'bound' in one && one.bound ? [one.bound] : [],
  )[0];
  if (bound === undefined || !new RegExp(String.raw`\b${bound.keyword}\s*=\s*True\b`).test(decorators)) return [];
  const spellings = new Map<string, PythonNode[]>();
  for (const one of attributesIn(node)) {
    const name = file.textOf(child(one, 'attribute') ?? one);
    if (!isOfSelf(file, one) || bound.except.includes(name)) continue;
    spellings.set(name, [...(spellings.get(name) ?? []), one]);
  }
  return [...spellings].flatMap(([name, mentions]): readonly KeptAttribute[] => {
    const [declaration] = mentions;
    if (declaration === undefined) return [];
    // What else has such a method may be a client: a session has an `add`.
    const isList = mentions.some((one) => /^\.(?:append|extend)\(/.test(file.text.slice(one.end, one.end + 8)));
    const shape = isList ? 'list' : 'scalar';
    const asked = namedInTexts(file, node, name);
    // `if not hasattr(self, "rows"): self.rows = []` is where it is made.
    const made = new Set(asked.length > 0 ? mentions.filter((one) => isInBranch(one)) : []);
    const all = new Set([...mentions.filter((one) => !isRebound(file, one) || !made.has(one)), ...asked]);
    return [{ name: `self.${name}`, declaration, mentions: all, value: undefined, shape, holder: 'task' }];
  });
}

function isInBranch(node: PythonNode): boolean {
  return [...ancestorsOf(node)].some(({ type }) => type === 'if_statement');
}

/** `hasattr(self, "rows")`. */
function namedInTexts(file: PythonFile, node: PythonNode, attribute: string): readonly PythonNode[] {
  const isIt = node.type === 'call' && /^(?:hasattr|getattr)\(/.test(file.textOf(node));
  const [, text] = isIt ? named(child(node, 'arguments') ?? node) : [];
  if (text !== undefined && file.textOf(text).slice(1, -1) === attribute) return [node];
  return node.children.flatMap((one) => namedInTexts(file, one, attribute));
}

function ofClass(file: PythonFile, { name, reads }: Binding, definition: PythonNode): readonly KeptAttribute[] {
  const body = child(definition, 'body');
  return (body === undefined ? [] : named(body)).flatMap((statement): readonly KeptAttribute[] => {
    const { target, value } = assignmentIn(statement);
    if (target?.type !== 'identifier' || value === undefined) return [];
    const shape = containerOf(file, value);
    const attribute = file.textOf(target);
    const ofInstances = reads.flatMap((read) => throughInstance(file, read, attribute));
    const own = [...ownMentions(file, definition, attribute), ...ofInstances];
    if (shape === undefined || own.some((node) => isRebound(file, node))) return [];
    const mentions = new Set([...own, ...reads.flatMap((read) => attributeOf(file, read, attribute))]);
    return [{ name: `${name}.${attribute}`, declaration: target, mentions, value, shape, holder: 'class' }];
  });
}

/** `Basket().rows`, `basket = Basket()` and `basket.rows`. */
function throughInstance(file: PythonFile, read: PythonNode, attribute: string): readonly PythonNode[] {
  const call = read.parent?.type === 'call' && read.field === 'function' ? read.parent : undefined;
  if (call?.parent === undefined) return [];
  const { target } = assignmentIn(call.parent);
  const instance = target?.type === 'identifier' ? file.scopes.bindingOf(target) : undefined;
  const named = instance?.writes.length === 1 ? instance.reads : [];
  return [call, ...named].flatMap((one) => attributeOf(file, one, attribute));
}

function ofInstance(file: PythonFile, { reads }: Binding, definition: PythonNode): readonly KeptAttribute[] {
  const [read, ...others] = reads.filter((one) => !isWithin(one, definition));
  const call = read?.parent?.type === 'call' && read.field === 'function' ? read.parent : undefined;
  const holder = call?.parent === undefined ? undefined : assignmentIn(call.parent).target;
  const instance = holder?.type === 'identifier' ? file.scopes.bindingOf(holder) : undefined;
  if (others.length > 0 || instance?.writes.length !== 1 || call === undefined || !isImportTime(call)) return [];
  if (instance.scope !== file.scopes.module || isKnownElsewhere(file, instance)) return [];
  const maker = methodsOf(definition).find((method) => file.textOf(child(method, 'name') ?? method) === '__init__');
  const body = maker && child(maker, 'body');
  return (body === undefined ? [] : named(body)).flatMap((statement): readonly KeptAttribute[] => {
    const { target, value } = assignmentIn(statement);
    const attribute = target?.type === 'attribute' ? child(target, 'attribute') : undefined;
    if (target === undefined || attribute === undefined || value === undefined || !isOfSelf(file, target)) return [];
    const shape = containerOf(file, value);
    const spelled = file.textOf(attribute);
    const own = ownMentions(file, definition, spelled).filter((node) => maker === undefined || !isWithin(node, maker));
    if (shape === undefined || own.some((node) => isRebound(file, node))) return [];
    const mentions = new Set([...own, ...instance.reads.flatMap((one) => attributeOf(file, one, spelled))]);
    const name = `${instance.name}.${spelled}`;
    return [{ name, declaration: attribute, mentions, value, shape, holder: 'instance' }];
  });
}

/** Other modules may do with it what this one does not. */
function isKnownElsewhere(file: PythonFile, { name }: Binding): boolean {
  const { uses, obstacles } = file.usersOf(name);
  return obstacles.length > 0 || uses.some(({ module }) => module.path !== file.path);
}

function containerOf(file: PythonFile, value: PythonNode): KeptVariable['shape'] | undefined {
  const shape = shapeOf(file, value);
  return shape === 'list' || shape === 'set' || shape === 'dict' ? shape : undefined;
}

function assignmentIn(statement: PythonNode): { target?: PythonNode | undefined; value?: PythonNode | undefined } {
  const assignment = statement.type === 'expression_statement' ? named(statement)[0] : statement;
  if (assignment?.type !== 'assignment') return {};
  return { target: child(assignment, 'left'), value: child(assignment, 'right') };
}

/** `self.rows`, `cls.rows` in the methods of a class, and in what they hold. */
function ownMentions(file: PythonFile, definition: PythonNode, attribute: string): readonly PythonNode[] {
  return attributesIn(definition).filter(
    (node) => isOfSelf(file, node) && file.textOf(child(node, 'attribute') ?? node) === attribute,
  );
}

function attributesIn(node: PythonNode): readonly PythonNode[] {
  return [...(node.type === 'attribute' ? [node] : []), ...node.children.flatMap(attributesIn)];
}

/** Whether a node is an attribute of the first parameter of a method. */
export function isOfSelf(file: PythonFile, node: PythonNode): boolean {
  const object = child(node, 'object');
  const [write] = (object?.type === 'identifier' && file.scopes.bindingOf(object)?.writes) || [];
  if (write?.kind !== 'parameter') return false;
  const [list] = childrenOf(write.statement, 'parameters');
  return list !== undefined && named(list)[0] === write.node;
}

function attributeOf(file: PythonFile, read: PythonNode, attribute: string): readonly PythonNode[] {
  const outer = read.parent?.type === 'attribute' && read.field === 'object' ? read.parent : undefined;
  return outer !== undefined && file.textOf(child(outer, 'attribute') ?? outer) === attribute ? [outer] : [];
}

function isRebound(file: PythonFile, node: PythonNode): boolean {
  return file.scopes.mutations.some(({ target, kind }) => target === node && kind !== 'augmented');
}

function methodsOf(definition: PythonNode): readonly PythonNode[] {
  const body = child(definition, 'body');
  return (body === undefined ? [] : named(body)).flatMap((one) => {
    const method = one.type === 'decorated_definition' ? child(one, 'definition') : one;
    return method?.type === 'function_definition' ? [method] : [];
  });
}
