import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { isTest } from './places.ts';
import { type OpenTransaction, transactionAround } from './transactions.ts';

/** How many calls are followed up. */
const deepest = 2;

interface Call {
  readonly file: PythonFile;
  readonly node: PythonNode;
}

/** The transaction that is open in whoever calls the function around a node, as far as all of them can be seen. */
export function openInCallers(file: PythonFile, node: PythonNode, depth: number): OpenTransaction | undefined {
  const callable = functionAround(node);
  if (depth >= deepest || callable?.type !== 'function_definition') return undefined;
  const name = child(callable, 'name');
  const calls = name && callsOf(file, callable, name)?.filter(({ file: { path } }) => !isTest(path));
  if (!name || !calls?.length) return undefined;
  const around = calls.map((call) => transactionAround(call.file, call.node, depth + 1));
  const surely = around.filter((one) => one && one.certainty !== 'possible');
  const [first] = surely;
  if (!first) return undefined;
  const inside = surely.length;
  const called = `\`${file.textOf(name)}\``;
  const [certainty, evidence] =
    inside === calls.length
      ? (['likely', `Every call of ${called} is inside a transaction: \`${first.symbol}\`.`] as const)
      : ([
          'possible',
          `Of ${calls.length} calls of ${called}, ${inside} are inside a transaction: \`${first.symbol}\`.`,
        ] as const);
  const isSteady = first.database === undefined || (first.database !== 'computed' && /^["']/.test(first.database.code));
  return {
    ...first,
    form: 'caller',
    node: undefined,
    certainty,
    evidence,
    database: isSteady ? first.database : 'computed',
  };
}

/** The calls of a function; undefined where it is also handed on, or where others may call it that are not seen. */
function callsOf(file: PythonFile, callable: PythonNode, name: PythonNode): Call[] | undefined {
  const own = [...ancestorsOf(callable)].find(({ type }) => /^(?:function|class)_definition$/.test(type));
  if (callable.parent?.type === 'decorated_definition') return undefined;
  if (own?.type === 'class_definition') return callsOfMethod(file, file.textOf(name));
  if (own) return asCalls((file.scopes.bindingOf(name)?.reads ?? []).map((node) => ({ file, node })));
  const { uses, obstacles } = file.usersOf(file.textOf(name));
  // Its own file has been read, whatever the parser could not place in it.
  const isSeen = (path: string, kind: string) => isTest(path) || (kind === 'unreadable' && path === file.path);
  if (obstacles.some(({ path, kind }) => !isSeen(path, kind))) return undefined;
  const reads = uses.filter(({ module }) => !isTest(module.path));
  return asCalls(
    reads.flatMap(({ module: { path }, node }) => {
      const other = path === file.path ? file : file.other(path);
      return other ? [{ file: other, node: other === file ? node : sameIn(other, node) }] : [];
    }),
  );
}

/** A private method is called in its own file, or by someone unknown. */
function callsOfMethod(file: PythonFile, name: string): Call[] | undefined {
  if (!/^_(?!_.*__$)/.test(name)) return undefined;
  const word = new RegExp(String.raw`\b${name}\b`);
  if (file.filesNaming(name).some(({ path, text }) => path !== file.path && !isTest(path) && word.test(text)))
    return undefined;
  const reads = [...walk(file.root)].filter(
    (node) => node.type === 'attribute' && file.textOf(child(node, 'attribute') ?? node) === name,
  );
  return asCalls(reads.map((node) => ({ file, node })));
}

/** The calls that each read of a name is; undefined where one is something else. */
function asCalls(reads: readonly Call[]): Call[] | undefined {
  const calls = reads.flatMap(({ file, node }) => {
    const call = node.parent?.type === 'call' && node.field === 'function' ? node.parent : undefined;
    return call ? [{ file, node: call }] : [];
  });
  return calls.length === reads.length ? calls : undefined;
}

/** A node of another tree of the same text. */
function sameIn({ root }: PythonFile, { start, end, type }: PythonNode): PythonNode {
  for (const node of walk(root)) if (node.start === start && node.end === end && node.type === type) return node;
  return root;
}
