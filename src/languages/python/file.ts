import type { Dialect, SiteKind } from '../../model/dialect.ts';
import type { RowChain } from '../../model/row-patterns.ts';
import type { Project, SourceFile, Span } from '../../model/source.ts';
import { enqueuesIn } from './enqueues.ts';
import { importedBy } from './imported.ts';
import type { Manifests } from './manifests.ts';
import { ancestorsOf, child, type PythonNode, type PythonTree } from './node.ts';
import { passedOnIn } from './passed-on.ts';
import { queriesIn } from './queries.ts';
import { recogniserOf } from './recognise.ts';
import type { Module, Resolver } from './resolve.ts';
import { rowsIn } from './rows.ts';
import type { Scopes } from './scopes.ts';
import { type PythonSite, sitesIn } from './sites.ts';
import { type Users, usersOf } from './uses.ts';

export type { PythonSite };

/** One opened Python file. */
export interface PythonFile extends SourceFile {
  readonly language: 'python';
  readonly root: PythonNode;
  readonly tree: PythonTree;
  /** Found when first asked for. */
  readonly scopes: Scopes;
  textOf(node: PythonNode): string;
  /** What an expression stands for, spelled from an import or a definition; empty where it cannot be told. */
  accessPaths(node: PythonNode): readonly string[];
  /** In source order. */
  sites(kind: SiteKind): readonly PythonSite[];
  /**
   * The innermost site of a kind in whose `with` body or decorated function a node runs. A function made inside of a
   * `with` does not run in it.
   */
  enclosing(node: PythonNode, kind: SiteKind): PythonSite | undefined;
  /** Who uses a name of this module, in all files of the project. */
  usersOf(name: string): Users;
  /** The places that take a module as a whole, so that they may read any of its names. */
  passedOn(module: Module): readonly (Span & { readonly path: string })[];
  /** As {@link accessPaths}, of an expression of any file. */
  accessPathsIn(module: Module, node: PythonNode): readonly string[];
  /** Whether the project is made into a package that others install. */
  readonly isDistributed: boolean;
  /** Where the project defines what an expression stands for: a file, and a name at the top level of it. */
  definitionOf(node: PythonNode): { readonly path: string; readonly name: string } | undefined;
  /** The files of the project that this one imports, wherever in it. */
  readonly imported: readonly string[];
  /** The file of the project whose module an expression is, or to which a `from … import` leads. */
  moduleOf(node: PythonNode): string | undefined;
  /** Another file of the project. */
  other(path: string): PythonFile | undefined;
  /** What a class and those that it inherits from are called, spelled as {@link accessPaths}. */
  ancestry(node: PythonNode): readonly string[];
  /** Whether an expression is a class whose rows a chain reads. */
  isModel(node: PythonNode, chain: RowChain): boolean;
  /** Whether the project names a library's package, or the file imports it. */
  isUsed(dialect: Dialect<'python'>): boolean;
  /** Those of Python that the run knows. */
  readonly dialects: readonly Dialect<'python'>[];
  mayEdit(path: string): boolean;
  /** The texts of the project's files that hold a word, this one's among them. */
  textsNaming(word: string): readonly string[];
  /** The same, with their paths. */
  filesNaming(word: string): readonly { readonly path: string; readonly text: string }[];
}

/** What the files of one run share. */
export interface Run {
  readonly project: Project;
  readonly resolver: Resolver;
  readonly manifests: Manifests;
}

/** @param scopes of the tree, asked for at most once. */
export function pythonFile(
  path: string,
  tree: PythonTree,
  scopes: () => Scopes,
  dialects: readonly Dialect<'python'>[],
  { project, resolver, manifests }: Run,
): PythonFile {
  const known = new Map<SiteKind, readonly PythonSite[]>();
  const module: Module = {
    path,
    tree,
    get scopes() {
      return scopes();
    },
  };
  const recogniser = recogniserOf(module, dialects, resolver, manifests);
  const sites = (kind: SiteKind): readonly PythonSite[] => {
    let found = known.get(kind);
    if (found === undefined) {
      found =
        kind === 'query'
          ? [...queriesIn(module, dialects, resolver, manifests)]
          : kind === 'row'
            ? [...rowsIn(module, dialects, resolver, manifests)]
            : kind === 'enqueue'
              ? [...enqueuesIn(module, dialects, resolver, manifests, project)]
              : sitesIn(kind, module, recogniser, resolver, dialects, project);
      known.set(kind, found);
    }
    return found;
  };
  const accessPathsIn = (other: Module, node: PythonNode) => [
    ...new Set(resolver.trailsOf(node, other).map((trail) => trail.path)),
  ];
  return {
    path,
    text: tree.text,
    language: 'python',
    root: tree.root,
    tree,
    comments: tree.index.comment,
    get scopes() {
      return scopes();
    },
    textOf: (node) => tree.text.slice(node.start, node.end),
    accessPaths: (node) => accessPathsIn(module, node),
    accessPathsIn,
    usersOf: (name) => usersOf({ module, name }, project, resolver),
    passedOn: (other) => passedOnIn(other, project, resolver),
    get isDistributed() {
      return manifests.describingPackage(path) !== undefined;
    },
    definitionOf: (node) => resolver.definitionOf(node, module),
    get imported() {
      return importedBy(module, resolver);
    },
    moduleOf(node) {
      if (node.type === 'import_from_statement') return resolver.sourceOf(node, module).file;
      const trails = resolver.trailsOf(node, module).filter((trail) => !/[[(]/.test(trail.path));
      return trails.flatMap((trail) => resolver.fileOf(trail.path, module) ?? [])[0];
    },
    other(other) {
      const opened = resolver.open(other);
      return opened && pythonFile(other, opened.tree, () => opened.scopes, dialects, { project, resolver, manifests });
    },
    ancestry: (node) => resolver.ancestryOf(node, module).map((trail) => trail.path),
    isModel(node, { of, model }) {
      const classes = [of].flat().map((path) => (model === 'owner' ? path.slice(0, path.lastIndexOf('.')) : path));
      return resolver.ancestryOf(node, module).some((trail) => classes.includes(trail.path));
    },
    isUsed: ({ packages }) => manifests.naming(path, packages) !== undefined,
    dialects,
    mayEdit: (other) => project.mayEdit(other),
    textsNaming: (word) =>
      project.mentioning(word).flatMap((other) => (/\.pyw?$/.test(other) ? (project.read(other) ?? '') : [])),
    filesNaming: (word) =>
      project.mentioning(word).flatMap((other) => {
        const text = /\.pyw?$/.test(other) ? project.read(other) : undefined;
        return text === undefined ? [] : { path: other, text };
      }),
    sites,
    enclosing: (node, kind) => enclosing(node, sites(kind)),
    symbolAt: (offset) => symbolAt(tree, offset),
  };
}

function enclosing(node: PythonNode, sites: readonly PythonSite[]): PythonSite | undefined {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (at.field === 'body' && up.type === 'with_statement') {
      const around = sites.findLast((site) => site.node === up && !isEnteredAfter(site, node));
      if (around !== undefined) return around;
    }
    if (at.field === 'body' && up.type === 'lambda') return undefined;
    if (at.field === 'body' && up.type === 'function_definition') {
      const method = [up, up.parent, up.parent?.type === 'decorated_definition' ? up.parent.parent : up.parent];
      const owner = method[2]?.parent?.type === 'class_definition' ? method[2].parent.parent : undefined;
      return sites.find((site) => method.slice(0, 2).includes(site.node)) ?? sites.find((site) => site.node === owner);
    }
    at = up;
  }
  return undefined;
}

/** `stack.enter_context(atomic())` opens the transaction where it stands, not where the `with` begins. */
function isEnteredAfter(site: PythonSite, node: PythonNode): boolean {
  const body = child(site.node, 'body');
  return site.call !== undefined && body !== undefined && site.call.start >= body.start && site.call.end > node.start;
}

function symbolAt({ root, text }: PythonTree, offset: number): string {
  const names: string[] = [];
  for (let at: PythonNode | undefined = root; at !== undefined; ) {
    const name = /^(class|function)_definition$/.test(at.type) ? child(at, 'name') : undefined;
    if (name !== undefined) names.push(text.slice(name.start, name.end));
    at = at.children.find((one) => one.start <= offset && offset < one.end);
  }
  return names.join('.');
}
