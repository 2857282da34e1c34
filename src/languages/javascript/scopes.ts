import { createRequire } from 'node:module';
import type babelTraverse from '@babel/traverse';
import type { Binding as BabelBinding } from '@babel/traverse';
import type { File, Identifier, JSXIdentifier, Node } from '@babel/types';
import { isClassNode, isFunctionNode } from './nodes.ts';
import { isTypePosition } from './type-position.ts';
import { isWithin, type ParentOf, startOf, walk } from './walk.ts';
import { type Write, writesBy } from './writes.ts';

/** How a name was declared; `type` is a declaration that only types use. */
export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'using'
  | 'param'
  | 'function'
  | 'class'
  | 'import'
  | 'catch'
  | 'type';

/** A name in use, or declared. */
export type Use = Identifier | JSXIdentifier;

/** One declared name, with everything that reads and writes it in its file. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier that declares it, the first where a `var` is declared twice. */
  readonly identifier: Identifier;
  /** The declarator, function, class, import specifier, parameter or catch clause that declares it. */
  readonly declaration: Node;
  /** What owns it: the program, function, block, loop, switch or catch clause. */
  readonly scopeNode: Node;
  /** In the order of the text. A declaration without a value is not one, nor is a parameter, function or import. */
  readonly writes: readonly Write[];
  /** In the order of the text, types left out; `x += 1` and `x++` read as well as write. */
  readonly reads: readonly Use[];
}

/** The names of one file. */
export interface Scopes {
  /** What an identifier stands for, in types too; undefined where the file does not declare it. */
  bindingOf(identifier: Use): Binding | undefined;
  /** What a name would stand for at a place. */
  bindingAt(name: string, place: Node): Binding | undefined;
  /** The outer names that running a function reads, functions inside it included, in the order of the text. */
  freeReads(fn: Node): { readonly node: Use; readonly binding: Binding }[];
  /** The outer names that running a function writes, in the order of the text. */
  freeWrites(fn: Node): { readonly write: Write; readonly binding: Binding }[];
}

/**
 * The names of a file, from the scopes of `@babel/traverse`, which gives parameters their own.
 * @param ast as the parser gave it.
 */
export function scopesOf(ast: File, parentOf: ParentOf): Scopes {
  const traverse = babel();
  withPlainParameters(ast, () => traverse(ast, { Program: (path) => path.stop() }));
  const babelAt = (name: string, place: Node): BabelBinding | undefined => {
    for (let node: Node | undefined = place; node !== undefined; node = parentOf(node)) {
      const scope = traverse.cache.scope.get(node);
      if (scope !== undefined) return scope.getBinding(name);
    }
    return undefined;
  };

  const found = new Set<BabelBinding>();
  const writes = new Map<BabelBinding, Write[]>();
  walk(ast.program, (node) => {
    // Babel lists the name of a `declare class` without a binding.
    for (const babel of Object.values(traverse.cache.scope.get(node)?.bindings ?? {})) if (babel) found.add(babel);
    for (const write of writesBy(node, parentOf)) {
      const babel = babelAt(write.node.name, write.node);
      if (babel === undefined) continue;
      const known = writes.get(babel);
      if (known === undefined) writes.set(babel, [write]);
      else known.push(write);
    }
  });

  const adapted = new Map<BabelBinding, Binding>();
  const byName = new Map<Node, Binding>();
  for (const babel of found) {
    const binding = adapt(babel, writes.get(babel) ?? [], parentOf);
    adapted.set(babel, binding);
    for (const name of [binding.identifier, ...binding.reads, ...binding.writes.map((write) => write.node)]) {
      byName.set(name, binding);
    }
  }

  const bindingAt = (name: string, place: Node): Binding | undefined => {
    const babel = babelAt(name, place);
    return babel && adapted.get(babel);
  };
  const outsideOf = (fn: Node) =>
    [...adapted.values()].filter(({ scopeNode }) => scopeNode.type === 'Program' || !isWithin(scopeNode, fn));

  return {
    bindingOf: (identifier) => byName.get(identifier) ?? bindingAt(identifier.name, identifier),
    bindingAt,
    freeReads: (fn) =>
      outsideOf(fn)
        .flatMap((binding) => binding.reads.filter((node) => isWithin(node, fn)).map((node) => ({ node, binding })))
        .sort((a, b) => startOf(a.node) - startOf(b.node)),
    freeWrites: (fn) =>
      outsideOf(fn)
        .flatMap((binding) => binding.writes.filter((w) => isWithin(w.node, fn)).map((write) => ({ write, binding })))
        .sort((a, b) => startOf(a.write.node) - startOf(b.write.node)),
  };
}

let loaded: Traverse | undefined;

type Traverse = typeof babelTraverse.default;

interface BabelModule {
  readonly default: Traverse;
  readonly Scope: { readonly prototype: { checkBlockScopedCollisions(): void } };
}

/** 120 ms to load, with Babel's tables: only a file with a site asks for it. */
function babel(): Traverse {
  if (loaded === undefined) {
    const babelModule = createRequire(import.meta.url)('@babel/traverse') as BabelModule;
    // TypeScript lets an imported type and a variable share a name; Babel's scopes throw. The parser finds real twins.
    babelModule.Scope.prototype.checkBlockScopedCollisions = () => {};
    loaded = babelModule.default;
  }
  return loaded;
}

/** Babel's scopes pass over `constructor(private orders: Orders)`: for them, the parameter stands there without its modifier. */
function withPlainParameters(ast: File, run: () => void): void {
  const restore: (() => void)[] = [];
  walk(ast.program, (node) => {
    if (node.type !== 'ClassMethod') return;
    const { params } = node;
    if (!params.some((param) => param.type === 'TSParameterProperty')) return;
    node.params = params.map((param) => (param.type === 'TSParameterProperty' ? param.parameter : param));
    restore.push(() => {
      node.params = params;
    });
  });
  try {
    run();
  } finally {
    for (const back of restore) back();
  }
}

function adapt(babel: BabelBinding, writes: Write[], parentOf: ParentOf): Binding {
  return {
    name: babel.identifier.name,
    kind: kindOf(babel),
    identifier: babel.identifier,
    declaration: babel.path.node,
    scopeNode: babel.scope.block,
    writes: inOrder(writes, (write) => write.node),
    reads: inOrder(readsOf(babel, writes, parentOf), (read) => read),
  };
}

/** Babel counts the plain target of a `for-of` among the references, and leaves out the target of `+=`. */
function readsOf(babel: BabelBinding, writes: readonly Write[], parentOf: ParentOf): Use[] {
  const written = new Set<Node>(writes.map((write) => write.node));
  const reads = new Set<Use>();
  for (const { node } of babel.referencePaths) {
    if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') continue;
    if (!written.has(node) && !isTypePosition(node, parentOf)) reads.add(node);
  }
  for (const { kind, node } of writes) if (kind === 'compound' || kind === 'update') reads.add(node);
  return [...reads];
}

function kindOf({ kind, path }: BabelBinding): BindingKind {
  const declaration = path.node;
  if (isClassNode(declaration)) return 'class';
  if (isFunctionNode(declaration) && kind !== 'param') return 'function';
  if (declaration.type === 'CatchClause') return 'catch';
  if (/^Import.*Specifier$|^TSImportEqualsDeclaration$/.test(declaration.type)) return 'import';
  if (declaration.type === 'VariableDeclarator' && path.parent.type === 'VariableDeclaration') {
    return path.parent.kind === 'await using' ? 'using' : path.parent.kind;
  }
  return kind === 'param' ? 'param' : 'type';
}

function inOrder<T>(items: T[], place: (item: T) => Node): T[] {
  return items.sort((a, b) => startOf(place(a)) - startOf(place(b)));
}
