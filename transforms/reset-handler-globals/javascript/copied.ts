import type { Identifier, Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';
import { holds } from './events.ts';
import { cellOf, staleRead } from './exposure.ts';
import { initialValue, isContainer, isLiteral } from './initial.ts';
import { guardOf, keptOnPurpose } from './intent.ts';
import type { Invocation, Leak } from './leaks.ts';
import { type StateUse, usesIn } from './uses.ts';

/**
 * Objects of the module that an invocation writes into under a local name: of the object itself, `const order = DEFAULTS`,
 * or of a copy that has its inner lists and objects in common with it, `const order = { ...DEFAULTS }`.
 */
export function writtenUnderLocalNames(file: JavaScriptFile, invocations: readonly Invocation[]): Leak[] {
  const found = invocations.flatMap((invocation) =>
    [...invocation.reached].flatMap((fn) =>
      localsIn(file, fn).flatMap((local) => leakThrough(file, local, invocation) ?? []),
    ),
  );
  return found.filter((one, at) => found.findIndex(({ binding }) => binding === one.binding) === at);
}

interface LocalName {
  readonly name: Binding;
  readonly of: Binding;
  /** What is in common: the whole object, or some of its properties. */
  readonly common: 'all' | readonly string[];
}

function localsIn(file: JavaScriptFile, fn: FunctionNode): LocalName[] {
  const found: LocalName[] = [];
  walk(fn.body, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
      const name = file.scopes.bindingOf(node.id);
      const meant = name?.writes.length === 1 ? meantBy(file, unwrapped(node.init)) : undefined;
      if (name && meant) found.push({ name, ...meant });
    }
    return !isFunctionNode(node);
  });
  return found;
}

function meantBy(file: JavaScriptFile, value: Node): Omit<LocalName, 'name'> | undefined {
  if (value.type === 'Identifier') {
    const of = constantOf(file, value);
    return of && { of, common: 'all' };
  }
  const parts = value.type === 'ObjectExpression' ? value.properties : assignedTo(value);
  const spread = parts?.findIndex((one) => sourceOf(file, one) !== undefined) ?? -1;
  const of = parts?.[spread] && sourceOf(file, parts[spread]);
  if (!parts || !of) return undefined;
  const behind = parts.slice(spread + 1).flatMap((one) => keysOf(one) ?? [undefined]);
  // What is spread behind it may bring parts of its own.
  if (behind.includes(undefined)) return undefined;
  const common = containersIn(initialValue(of)).filter((key) => !behind.includes(key));
  return common.length > 0 ? { of, common } : undefined;
}

/** The arguments of `Object.assign({}, DEFAULTS, { … })`. */
function assignedTo(value: Node): readonly Node[] | undefined {
  if (!isCallNode(value) || !isMemberNode(value.callee) || propertyName(value.callee) !== 'assign') return undefined;
  const [target, ...others] = value.arguments;
  const isNew = target?.type === 'ObjectExpression' && target.properties.length === 0;
  return isNew && value.callee.object.type === 'Identifier' && value.callee.object.name === 'Object'
    ? others
    : undefined;
}

function sourceOf(file: JavaScriptFile, part: Node): Binding | undefined {
  const value = part.type === 'SpreadElement' ? part.argument : part;
  return value.type === 'Identifier' ? constantOf(file, value) : undefined;
}

function keysOf(part: Node): (string | undefined)[] | undefined {
  if (part.type === 'ObjectProperty' || part.type === 'ObjectMethod') return [keyName(part.key, part.computed)];
  return part.type === 'ObjectExpression' ? part.properties.flatMap((one) => keysOf(one) ?? [undefined]) : undefined;
}

/** The properties of an object that hold lists and objects. */
function containersIn(value: Node | undefined): string[] {
  if (value?.type !== 'ObjectExpression') return [];
  return value.properties.flatMap((one) =>
    one.type === 'ObjectProperty' && isContainer(unwrapped(one.value)) ? (keyName(one.key, one.computed) ?? []) : [],
  );
}

/** An object of the module that is written in place, and that its name always stands for. */
function constantOf(file: JavaScriptFile, name: Identifier): Binding | undefined {
  const binding = file.scopes.bindingOf(name);
  if (binding?.scopeNode.type !== 'Program' || binding.writes.length !== 1 || keptOnPurpose.test(binding.name))
    return undefined;
  return isContainer(initialValue(binding)) ? binding : undefined;
}

function leakThrough(
  file: JavaScriptFile,
  { name, of, common }: LocalName,
  { handler, reached, names }: Invocation,
): Leak | undefined {
  const isShared = ({ kind, path }: StateUse): boolean => {
    if (common === 'all') return path.length > 0 || kind === 'add';
    const [part = ''] = path;
    return common.includes(part) && !own.includes(part) && (kind === 'add' || path.length > 1);
  };
  const isOfInvocation = ({ kind, value }: StateUse): boolean => {
    const given = value && unwrapped(value);
    if (kind === 'add') return !(given && (given.type === 'NewExpression' || isFunctionNode(given)));
    return kind === 'set' && given !== undefined && (isLiteral(given) || holds(file, given, names));
  };
  const uses = usesIn(file, name, [name.scopeNode]);
  // What is given a value of its own is in common no more.
  const own = uses.flatMap(({ kind, path }) => (/^(?:set|update)$/.test(kind) && path.length === 1 ? path : []));
  const kept = common === 'all' ? 'written-into' : 'copied';
  const [leak] = uses
    .filter((use) => isShared(use) && isOfInvocation(use) && !guardOf(file, name, use.node, reached))
    .flatMap((use): Leak[] => {
      const cell = cellOf(name, use);
      const read = cell && staleRead(file, handler.fn, cell);
      return read ? [{ binding: of, write: use.node, read, handlers: [handler], kept }] : [];
    });
  return leak;
}
