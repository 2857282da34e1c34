import type { Identifier, Node, VariableDeclarator } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  isCallNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import type { JavaScriptQuery } from '../../../src/languages/javascript/queries.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** What a name at the top of a module holds, once the module has been imported. */
export type Held =
  /** The promise of the rows, or a query that is sent when it is awaited. */
  | 'promise'
  /** The rows, or what was made of them, by an `await` at the top of the module. */
  | 'rows'
  /** The same, of a library that answers without a promise. */
  | 'rows-at-once'
  /** A query that is sent anew each time it is awaited. */
  | 'renewed';

/** A query at the top of a module, and the name that keeps it. */
export interface Declared {
  /** The declarator, or the expression of `export default`. */
  readonly node: Node;
  /** undefined for `export default`. */
  readonly declarator: VariableDeclarator | undefined;
  readonly binding: Binding | undefined;
  /** The one name that a pattern takes out of the rows, where there is a pattern. */
  readonly taken: { readonly pattern: Node; readonly access: string } | undefined;
  readonly init: Node;
  readonly query: JavaScriptQuery;
  readonly held: Held;
  /** Whether awaiting it a second time throws. */
  readonly isSingleUse: boolean;
  /** Whether the parameters hold the time of the import, or a random value of then. */
  readonly isFrozen: boolean;
}

/** The queries that the top level of a file keeps under a name, each once. */
export function declaredIn(file: JavaScriptFile): Declared[] {
  return file.ast.program.body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return defaultOf(file, statement.declaration);
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || /using/.test(declaration.kind) || declaration.declare) return [];
    return declaration.declarations.flatMap((declarator) => declarationOf(file, declarator));
  });
}

function defaultOf(file: JavaScriptFile, init: Node): Declared[] {
  const kept = keptBy(file, init);
  if (!kept) return [];
  return [
    {
      node: init,
      declarator: undefined,
      binding: undefined,
      taken: undefined,
      init,
      ...kept,
      isFrozen: isFrozen(init),
    },
  ];
}

function declarationOf(file: JavaScriptFile, declarator: VariableDeclarator): Declared[] {
  const { id, init } = declarator;
  if (!init) return [];
  const kept = keptBy(file, init);
  if (!kept) return [];
  const taken = id.type === 'Identifier' ? undefined : takenBy(id);
  const name = id.type === 'Identifier' ? id : taken?.name;
  // A pattern over a promise takes nothing of the rows.
  if (!name || (taken && (kept.held === 'promise' || kept.held === 'renewed'))) return [];
  const binding = file.scopes.bindingOf(name);
  // What is assigned again is refreshed by the program itself, and what says that it is a cache is meant to be one.
  if (binding?.writes.length !== 1 || /cache|memo/i.test(binding.name)) return [];
  return [
    {
      node: declarator,
      declarator,
      binding,
      taken: taken && { pattern: id, access: taken.access },
      init,
      ...kept,
      isFrozen: isFrozen(init),
    },
  ];
}

/** The one name in `{ rows }`, `{ rows: rooms }` or `[rooms]`, and how it is reached. */
function takenBy(pattern: Node): { name: Identifier; access: string } | undefined {
  if (pattern.type === 'ArrayPattern') {
    const [first, ...others] = pattern.elements;
    return first?.type === 'Identifier' && others.length === 0 ? { name: first, access: '[0]' } : undefined;
  }
  if (pattern.type !== 'ObjectPattern' || pattern.typeAnnotation) return undefined;
  const [first, ...others] = pattern.properties;
  if (first?.type !== 'ObjectProperty' || first.computed || others.length > 0) return undefined;
  if (first.key.type !== 'Identifier' || first.value.type !== 'Identifier') return undefined;
  return { name: first.value, access: `.${first.key.name}` };
}

type Kept = Pick<Declared, 'query' | 'held' | 'isSingleUse'>;

/** What an initial value keeps of a query: the query, its promise, its rows, or what is made of the rows at once. */
function keptBy(file: JavaScriptFile, init: Node): Kept | undefined {
  const node = unwrapped(init);
  const chain = chainOf(file, node);
  if (chain) return keptUnawaited(chain);
  if (node.type === 'AwaitExpression') {
    const awaited = chainOf(file, node.argument);
    return awaited && keptAwaited(awaited);
  }
  const source = sourceOf(node);
  const kept = source && keptBy(file, source);
  // Only rows are there to be taken apart.
  return kept?.held === 'rows' || kept?.held === 'rows-at-once' ? kept : undefined;
}

/** What an expression is made of, where it does no more than take apart or arrange. */
function sourceOf(node: Node): Node | undefined {
  if (isMemberNode(node)) return node.object;
  if (node.type === 'LogicalExpression') return node.operator === '&&' ? undefined : node.left;
  if (node.type === 'NewExpression') {
    const { callee } = node;
    return callee.type === 'Identifier' && /^(?:Map|Set)$/.test(callee.name) ? node.arguments[0] : undefined;
  }
  if (!isCallNode(node) || !isMemberNode(node.callee)) return undefined;
  const { object } = node.callee;
  if (object.type !== 'Identifier') return object;
  return /^(?:Object|Array)$/.test(object.name) ? node.arguments[0] : undefined;
}

interface Chain {
  readonly query: JavaScriptQuery;
  /** The methods that are called behind the one that begins the query, in their order. */
  readonly chained: readonly string[];
}

function chainOf(file: JavaScriptFile, node: Node): Chain | undefined {
  const chained: string[] = [];
  for (let inner = unwrapped(node); ; ) {
    const query = file.queryAt(inner);
    if (query) return query.pattern.unless?.some((method) => chained.includes(method)) ? undefined : { query, chained };
    if (!isCallNode(inner) || !isMemberNode(inner.callee)) return undefined;
    chained.unshift(propertyName(inner.callee) ?? '');
    inner = unwrapped(inner.callee.object);
  }
}

function keptUnawaited({ query, chained }: Chain): Kept | undefined {
  const { answer } = query.pattern;
  const isSent = sends({ query, chained });
  if (answer === 'rows') return isSent ? { query, held: 'rows-at-once', isSingleUse: false } : undefined;
  if (answer === 'sent' || answer === 'remembered' || isSent) return { query, held: 'promise', isSingleUse: false };
  if (answer === 'single-use') return { query, held: 'promise', isSingleUse: true };
  return answer === 'renewed' ? { query, held: 'renewed', isSingleUse: false } : undefined;
}

function keptAwaited({ query, chained }: Chain): Kept | undefined {
  const { answer } = query.pattern;
  if (answer === 'rows' || (answer === 'inert' && !sends({ query, chained }))) return undefined;
  return { query, held: 'rows', isSingleUse: false };
}

function sends({ query, chained }: Chain): boolean {
  return chained.some((method) => /^(?:then|catch|finally)$/.test(method) || query.pattern.sentBy?.includes(method));
}

/** Whether an expression asks for the time or a random value: the import's, ever after. */
function isFrozen(init: Node): boolean {
  let found = false;
  walk(init, (node) => {
    if (isFunctionNode(node)) return false;
    if (node.type === 'NewExpression') {
      found ||= node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
    } else if (isCallNode(node)) {
      const { callee } = node;
      const method = isMemberNode(callee) ? propertyName(callee) : undefined;
      const owner = isMemberNode(callee) && callee.object.type === 'Identifier' ? callee.object.name : undefined;
      found ||= (owner === 'Date' && method === 'now') || (owner === 'Math' && method === 'random');
      found ||= method === 'randomUUID' || (callee.type === 'Identifier' && callee.name === 'randomUUID');
      const clock = callee.type === 'Identifier' && /^(?:dayjs|moment)$/.test(callee.name);
      found ||= clock && node.arguments.length === 0;
    }
    return !found;
  });
  return found;
}
