import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { type Definition, functionCalled, functionNamed } from './called.ts';
import type { Held } from './held.ts';
import { leavesAtOnce } from './leaving.ts';

/** How many calls are followed down. */
const deepest = 3;

/**
 * Whether functions of the project that run between the read and the write of a row send something that is not to
 * leave before a commit: those that are called by name, methods of the code's own class, methods of the row by their
 * name alone, the `save` of its class, and receivers of the signal that a save gives.
 */
export function isSentByCallees(file: PythonFile, nodes: readonly PythonNode[], held: Held): boolean {
  const seen = new Set<PythonNode>();
  const saves = held.saves.map(({ call }) => call);
  return (
    nodes.some(
      (node) => node.type === 'call' && !saves.includes(node) && calledIn(file, node, held.callable, 0, held),
    ) || whenSaved(file, held).some((definition) => sendsIn(definition, 0))
  );

  function calledIn(file: PythonFile, call: PythonNode, around: PythonNode, depth: number, row?: Held): boolean {
    const callee = child(call, 'function');
    if (callee === undefined || depth >= deepest) return false;
    const called = functionCalled(file, callee, around);
    const definitions = called ? [called] : row ? methodsOfRow(file, callee, row) : [];
    return definitions.some((definition) => sendsIn(definition, depth + 1));
  }

  function sendsIn({ file, node }: Definition, depth: number): boolean {
    if (seen.has(node)) return false;
    seen.add(node);
    return [...walk(node)].some(
      (inner) => inner.type === 'call' && (leavesAtOnce(file, inner) || calledIn(file, inner, node, depth)),
    );
  }
}

/** Methods that a call on the row may run: all of that name in classes of the project. */
function methodsOfRow(file: PythonFile, callee: PythonNode, { binding }: Held): Definition[] {
  const object = child(callee, 'object');
  const method = child(callee, 'attribute');
  if (object?.type !== 'identifier' || !method || file.textOf(object) !== binding.name) return [];
  const name = file.textOf(method);
  return file.filesNaming(`def ${name}(`).flatMap(({ path }) => {
    const other = path === file.path ? file : file.other(path);
    return other ? classesOf(other).flatMap((body) => functionIn(other, body, name)) : [];
  });
}

/** What runs when a row is saved. */
function whenSaved(file: PythonFile, { site, chain, dialect }: Held): Definition[] {
  const model = site?.rows?.model;
  const place = model && file.definitionOf(model);
  const owner = place && (place.path === file.path ? file : file.other(place.path));
  if (place === undefined || owner === undefined) return [];
  const own = classesOf(owner, place.name).flatMap((body) =>
    chain.written.method.flatMap((name) => functionIn(owner, body, name)),
  );
  const signalled = dialect.implicit?.signalled;
  if (signalled === undefined) return own;
  const { by, saved } = signalled;
  // By its name alone: it may come from where the class is exported once more.
  const of = new RegExp(String.raw`\b${place.name}["']?$`);
  const receivers = file.filesNaming(by.slice(by.lastIndexOf('.') + 1)).flatMap(({ path }) => {
    const other = path === file.path ? file : file.other(path);
    return other ? receiversOf(other) : [];
  });
  return [...own, ...receivers];

  function receiversOf(other: PythonFile): Definition[] {
    return other.tree.index.call.flatMap((call) => {
      const callee = child(call, 'function');
      const decorated = call.parent?.type === 'decorator' ? call.parent.parent : undefined;
      const node = decorated && child(decorated, 'definition');
      if (!callee || node?.type !== 'function_definition' || !other.accessPaths(callee).some((path) => path === by))
        return [];
      const [first, ...others] = named(child(call, 'arguments') ?? call);
      if (
        !first ||
        !signalsIn(first).some((one) => other.accessPaths(one).some((path) => saved.some((signal) => signal === path)))
      )
        return [];
      const sender = others.find((one) => one.type === 'keyword_argument' && other.textOf(one).startsWith('sender'));
      return sender === undefined || of.test(other.textOf(sender)) ? [{ file: other, node }] : [];
    });
  }
}

function signalsIn(node: PythonNode): readonly PythonNode[] {
  return node.type === 'list' || node.type === 'tuple' ? named(node) : [node];
}

function functionIn(file: PythonFile, body: PythonNode, name: string): Definition[] {
  const node = functionNamed(file, named(body), name);
  return node ? [{ file, node }] : [];
}

/** The bodies of the classes of a module, or of the one of a name. */
function classesOf(file: PythonFile, name?: string): PythonNode[] {
  return named(file.root).flatMap((statement) => {
    const node = statement.type === 'decorated_definition' ? child(statement, 'definition') : statement;
    const own = node?.type === 'class_definition' ? child(node, 'name') : undefined;
    const body = node && child(node, 'body');
    return own && body && (name === undefined || file.textOf(own) === name) ? [body] : [];
  });
}
