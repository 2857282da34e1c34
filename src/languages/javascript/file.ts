import type { File, Identifier, Node } from '@babel/types';
import type { Handle, ModelHooks } from '../../model/call-patterns.ts';
import type { CallKind, Certainty, Dialect, JavaScriptPatterns } from '../../model/dialect.ts';
import type { Project, SourceFile } from '../../model/source.ts';
import { functionsCalled } from './callees.ts';
import { handlersOf, type JavaScriptHandler } from './handlers.ts';
import { type Importer, importersOf } from './importers.ts';
import { packageOf } from './manifests.ts';
import type { Located, Module } from './module.ts';
import type { Modules } from './modules.ts';
import { type CallNode, isCallNode, isFunctionNode } from './nodes.ts';
import { callsWith } from './passed.ts';
import { type JavaScriptQuery, queryAt } from './queries.ts';
import { type ReceivedTransaction, receivedTransaction } from './received.ts';
import { spelling } from './receivers.ts';
import { type RowCall, rowCallAt } from './rows.ts';
import type { Scopes } from './scopes.ts';
import { type Found, find } from './search.ts';
import { callbackOf, type Sites } from './sites.ts';
import { symbolAt } from './symbols.ts';
import { takersOf } from './takers.ts';
import { closest, type ParentOf, startOf, walk } from './walk.ts';

/** A recognised call. */
export interface JavaScriptSite<K extends CallKind = CallKind> {
  readonly kind: K;
  readonly dialect: Dialect<'javascript'>;
  /** What it was recognised by. */
  readonly pattern: JavaScriptPatterns[K];
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
  sites<K extends CallKind>(kind: K): readonly JavaScriptSite<K>[];
  /** A call of this file or another, if it is one of a kind. */
  siteAt<K extends CallKind>(kind: K, place: Located & { node: CallNode }): JavaScriptSite<K> | undefined;
  /** The query that a call or a tagged template begins. */
  queryAt(node: Node): JavaScriptQuery | undefined;
  /** The calls that read rows or write them, in the order of the text. */
  rowCalls(): readonly RowCall[];
  /** The call that a node begins, in this file or another, if it reads rows or writes them. */
  rowCallAt(place: Located): RowCall | undefined;
  /** The functions of the project that a call may run. */
  functionsCalled(place: Located & { node: CallNode }): readonly Located[];
  /** Where the project defines what an expression refers to. */
  definitionsOf(place: Located): readonly Located[];
  /** Any file's text, and what stands in any folder; see {@link Project}. */
  readonly project: Pick<Project, 'read' | 'list'>;
  /** The folders, with their closing slashes, of the packages of the same workspace that the file imports. */
  importedPackages(): readonly string[];
  /** The other files of the project whose text holds a word, opened one by one. */
  mentioning(word: string): Iterable<Module>;
  /** The project's files in these languages that hold a word, this one among them, with their texts. */
  filesNaming(word: string): readonly { readonly path: string; readonly text: string }[];
  /** The file as imports see it. */
  readonly module: Module;
  /** The files that may take an export of a file; undefined where one of them cannot be read. */
  importersOf(module: Module, name: string): readonly Importer[] | undefined;
  /** Where an import leads; see {@link Modules}. */
  imported(from: Module, specifier: string): Module | undefined;
  /** Whether the package of the file, or one around it, depends on a package. */
  dependsOn(packageName: string): boolean;
  /** Whether a file's package offers it to those who install it; see {@link Manifests}. */
  isOffered(path: string): boolean;
  /** Whether the run may edit a file. */
  mayEdit(path: string): boolean;
  /** Another file of the project, opened as this one is. */
  other(module: Module): JavaScriptFile;
  /** The functions that a platform calls once for each event. */
  handlers(): readonly JavaScriptHandler[];
  /** The other files, tests left out, that take an export of this one and may call it. */
  takersOf(name: string): readonly string[];
  /** What a parameter holds, where that is a transaction. */
  receivedTransaction(parameter: Identifier): ReceivedTransaction | undefined;
  /** The functions that libraries call when they write a row, of the libraries that the package depends on. */
  readonly modelHooks: readonly (ModelHooks & { readonly dialect: Dialect<'javascript'> })[];
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

/**
 * @param sites over the files that this one imports.
 * @param others those that were opened with the same, this one among them once it is.
 */
export function openFile(
  module: Module,
  sites: Sites,
  { modules, dialects, project }: Surroundings,
  others: WeakMap<Module, JavaScriptFile> = new WeakMap(),
): JavaScriptFile {
  const { ast, path, text } = module;
  const known = new Map<CallKind, readonly JavaScriptSite[]>();
  let calls: CallNode[] | undefined;
  let handlers: JavaScriptHandler[] | undefined;
  let rows: RowCall[] | undefined;

  const siteAt = <K extends CallKind>(kind: K, place: Located & { node: CallNode }): JavaScriptSite<K> | undefined => {
    const match = sites.match(kind, place);
    if (match === undefined) return undefined;
    const { node: call } = place;
    const { dialect, certainty, evidence, pattern } = match;
    return {
      kind,
      dialect,
      pattern,
      certainty,
      evidence,
      symbol: spelling({ module: place.module, node: call.callee }),
      call,
      callback: 'callback' in pattern ? callbackOf(pattern, call) : undefined,
      handle: 'handle' in pattern ? pattern.handle : undefined,
    };
  };

  const sitesOf = <K extends CallKind>(kind: K): JavaScriptSite<K>[] => {
    calls ??= callsIn(ast);
    return calls.flatMap((call) => siteAt(kind, { module, node: call }) ?? []);
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
    sites<K extends CallKind>(kind: K) {
      const found = (known.get(kind) as readonly JavaScriptSite<K>[] | undefined) ?? sitesOf(kind);
      known.set(kind, found);
      return found;
    },
    siteAt,
    rowCalls() {
      rows ??= rowCallsIn(ast, (node) => file.rowCallAt({ module, node }));
      return rows;
    },
    rowCallAt: (place) => rowCallAt(place, sites, modules, dialects),
    definitionsOf: (place) => sites.targetsOf(place).flatMap(({ definition }) => definition ?? []),
    functionsCalled: (place) => functionsCalled(place, sites),
    project,
    importedPackages() {
      const imports = ast.program.body.flatMap((one) => (one.type === 'ImportDeclaration' ? one.source.value : []));
      const names = new Set(imports.filter((name) => !name.startsWith('.')).map(packageOf));
      return [...names].flatMap((name) => modules.manifests.folderOf(path, name) ?? []);
    },
    *mentioning(word) {
      for (const other of project.mentioning(word)) {
        const opened = other !== path && /\.[cm]?[jt]sx?$/.test(other) ? modules.open(other) : undefined;
        if (opened) yield opened;
      }
    },
    filesNaming: (word) =>
      project.mentioning(word).flatMap((other) => {
        const text = /\.[cm]?[jt]sx?$/.test(other) ? project.read(other) : undefined;
        return text === undefined ? [] : { path: other, text };
      }),
    module,
    queryAt: (node) => queryAt({ module, node }, sites, modules, dialects),
    importersOf: (target, name) => importersOf(target, name, project, modules),
    imported: (from, specifier) => modules.imported(from, specifier),
    dependsOn: (packageName) => modules.manifests.dependsOn(path, packageName),
    isOffered: (other) => modules.manifests.offers(other),
    mayEdit: (other) => project.mayEdit(other),
    other(opened) {
      return others.get(opened) ?? openFile(opened, sites, { modules, dialects, project }, others);
    },
    handlers() {
      handlers ??= handlersOf(module, { sites, modules, project, dialects });
      return handlers;
    },
    receivedTransaction: (parameter) => receivedTransaction(parameter, module, { sites, modules, dialects }),
    get modelHooks() {
      return dialects.flatMap((dialect) => {
        const isUsed = dialect.packages.some((name) => modules.manifests.dependsOn(path, name));
        return dialect.hooks && isUsed ? { ...dialect.hooks, dialect } : [];
      });
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
  others.set(module, file);
  return file;
}

function callsIn(ast: File): CallNode[] {
  const calls: CallNode[] = [];
  walk(ast.program, (node) => {
    if (isCallNode(node)) calls.push(node);
  });
  return calls.sort((a, b) => startOf(a) - startOf(b));
}

function rowCallsIn(ast: File, rowCall: (node: Node) => RowCall | undefined): RowCall[] {
  const found: RowCall[] = [];
  walk(ast.program, (node) => {
    const row = rowCall(node);
    if (row) found.push(row);
  });
  return found.sort((a, b) => startOf(a.whole) - startOf(b.whole));
}
