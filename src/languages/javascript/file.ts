import type { File, Node } from '@babel/types';
import type { CallKind, Certainty, Dialect, Handle } from '../../model/dialect.ts';
import type { Project, SourceFile } from '../../model/source.ts';
import { handlersOf, type JavaScriptHandler, takersOf } from './handlers.ts';
import { type Importer, importersOf } from './importers.ts';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import { type CallNode, isCallNode, isFunctionNode } from './nodes.ts';
import { callsWith } from './passed.ts';
import { type JavaScriptQuery, queryAt } from './queries.ts';
import { spelling } from './receivers.ts';
import type { Scopes } from './scopes.ts';
import { type Found, find } from './search.ts';
import { callbackOf, type Sites } from './sites.ts';
import { symbolAt } from './symbols.ts';
import { closest, type ParentOf, startOf, walk } from './walk.ts';

/** A recognised call. */
export interface JavaScriptSite {
  readonly kind: CallKind;
  readonly dialect: Dialect<'javascript'>;
  /** How sure it is that the call belongs to the dialect. */
  readonly certainty: Exclude<Certainty, 'possible'>;
  /** How it is known, a sentence. */
  readonly evidence: string;
  /** What is called, as it is spelled, on one line: `t.afterCommit`. */
  readonly symbol: string;
  readonly call: CallNode;
  /** The argument that the pattern names: a function in place, a name, or anything else; undefined where none is given. */
  readonly callback: Node | undefined;
  /** What a transaction hands out. */
  readonly handle: Handle | undefined;
}

/** One opened file of JavaScript or TypeScript. */
export interface JavaScriptFile extends SourceFile {
  readonly language: 'javascript';
  readonly ast: File;
  readonly parentOf: ParentOf;
  readonly scopes: Scopes;
  /** The recognised calls of a kind, in the order of the text. */
  sites(kind: CallKind): readonly JavaScriptSite[];
  /** The query that a call or a tagged template begins. */
  queryAt(node: Node): JavaScriptQuery | undefined;
  /** The file as imports see it. */
  readonly module: Module;
  /** The files that may take an export of a file; undefined where one of them cannot be read. */
  importersOf(module: Module, name: string): readonly Importer[] | undefined;
  /** Where an import leads; see {@link Modules}. */
  imported(from: Module, specifier: string): Module | undefined;
  /** Whether the package of the file, or one around it, depends on a package. */
  dependsOn(packageName: string): boolean;
  /** Whether the run may edit a file. */
  mayEdit(path: string): boolean;
  /** The functions that a platform calls once for each event. */
  handlers(): readonly JavaScriptHandler[];
  /** The other files, tests left out, that take an export of this one and may call it. */
  takersOf(name: string): readonly string[];
  /** The innermost transaction whose callback holds a node. */
  enclosingTransaction(node: Node): JavaScriptSite | undefined;
  /** The nodes of a type in a tree, its root included, in the order of the text: found by jscodeshift. */
  find<T extends Node['type']>(root: Node, type: T, filter?: object): Found<T>[];
  /** What an expression refers to, every hop of imports on the way: `sequelize.Sequelize`, `src/db/index.sequelize`. */
  exportNames(node: Node): ReadonlySet<string>;
  /** What a value is an instance of; empty where that cannot be told. */
  instanceNames(node: Node): ReadonlySet<string>;
}

/** Where a file stands. */
interface Surroundings {
  readonly modules: Modules;
  readonly dialects: readonly Dialect<'javascript'>[];
  readonly project: Project;
}

/** @param sites over the files that this one imports. */
export function openFile(module: Module, sites: Sites, { modules, dialects, project }: Surroundings): JavaScriptFile {
  const { ast, path, text } = module;
  const known = new Map<CallKind, readonly JavaScriptSite[]>();
  let calls: CallNode[] | undefined;
  let handlers: JavaScriptHandler[] | undefined;

  const sitesOf = (kind: CallKind): JavaScriptSite[] => {
    calls ??= callsIn(ast);
    return calls.flatMap((call) => {
      const match = sites.match(kind, { module, node: call });
      if (match === undefined) return [];
      const { dialect, certainty, evidence, pattern } = match;
      return {
        kind,
        dialect,
        certainty,
        evidence,
        symbol: spelling({ module, node: call.callee }),
        call,
        callback: callbackOf(pattern, call),
        handle: 'handle' in pattern ? pattern.handle : undefined,
      };
    });
  };

  const file: JavaScriptFile = {
    path,
    text,
    language: 'javascript',
    ast,
    comments: (ast.comments ?? []).map((comment) => ({ start: comment.start ?? 0, end: comment.end ?? 0 })),
    get parentOf() {
      return module.parentOf;
    },
    get scopes() {
      return module.scopes;
    },
    sites(kind) {
      const found = known.get(kind) ?? sitesOf(kind);
      known.set(kind, found);
      return found;
    },
    module,
    queryAt: (node) => queryAt({ module, node }, sites, modules, dialects),
    importersOf: (target, name) => importersOf(target, name, project, modules),
    imported: (from, specifier) => modules.imported(from, specifier),
    dependsOn: (packageName) => modules.manifests.dependsOn(path, packageName),
    mayEdit: (other) => project.mayEdit(other),
    handlers() {
      handlers ??= handlersOf(module, { references: sites, manifests: modules.manifests, project, dialects });
      return handlers;
    },
    takersOf: (name) => takersOf(module, name, project),
    enclosingTransaction(node) {
      const transactions = new Map(file.sites('transaction').map((site) => [site.callback, site]));
      if (transactions.size === 0) return undefined;
      for (
        let fn = closest(node, module.parentOf, isFunctionNode);
        fn;
        fn = closest(fn, module.parentOf, isFunctionNode)
      ) {
        for (const argument of [fn, ...callsWith({ module, node: fn }).map((passed) => passed.argument)]) {
          const site = transactions.get(argument);
          if (site !== undefined) return site;
        }
      }
      return undefined;
    },
    find,
    exportNames: (node) => sites.exportNames({ module, node }),
    instanceNames: (node) => new Set(sites.instancesOf({ module, node }).map(({ name }) => name)),
    symbolAt: (offset) => symbolAt(ast.program, offset),
  };
  return file;
}

function callsIn(ast: File): CallNode[] {
  const calls: CallNode[] = [];
  walk(ast.program, (node) => {
    if (isCallNode(node)) calls.push(node);
  });
  return calls.sort((a, b) => startOf(a) - startOf(b));
}
