import type { File, Node } from '@babel/types';
import type { Certainty, Dialect, Handle, SiteKind } from '../../model/dialect.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Module } from './module.ts';
import { type CallNode, isCallNode, isFunctionNode } from './nodes.ts';
import { callsWith } from './passed.ts';
import { spelling } from './receivers.ts';
import type { Scopes } from './scopes.ts';
import { type Found, find } from './search.ts';
import { callbackOf, type Sites } from './sites.ts';
import { symbolAt } from './symbols.ts';
import { closest, type ParentOf, startOf, walk } from './walk.ts';

/** A recognised call. */
export interface JavaScriptSite {
  readonly kind: SiteKind;
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
  sites(kind: SiteKind): readonly JavaScriptSite[];
  /** The innermost transaction whose callback holds a node. */
  enclosingTransaction(node: Node): JavaScriptSite | undefined;
  /** The nodes of a type in a tree, its root included, in the order of the text: found by jscodeshift. */
  find<T extends Node['type']>(root: Node, type: T, filter?: object): Found<T>[];
  /** What an expression refers to, every hop of imports on the way: `sequelize.Sequelize`, `src/db/index.sequelize`. */
  exportNames(node: Node): ReadonlySet<string>;
  /** What a value is an instance of; empty where that cannot be told. */
  instanceNames(node: Node): ReadonlySet<string>;
}

/** @param sites over the files that this one imports. */
export function openFile(module: Module, sites: Sites): JavaScriptFile {
  const { ast, path, text } = module;
  const known = new Map<SiteKind, readonly JavaScriptSite[]>();
  let calls: CallNode[] | undefined;

  const sitesOf = (kind: SiteKind): JavaScriptSite[] => {
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
