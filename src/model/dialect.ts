import type { Callback, FunctionPattern, Making, MethodPattern, ModelHooks, PathPattern } from './call-patterns.ts';
import type {
  CommitHook,
  Enqueue,
  ImplicitTransactions,
  PythonEnqueue,
  SelfBegun,
  TaskPattern,
  TransactionPattern,
} from './commit-patterns.ts';
import type {
  DecoratedHandler,
  HandlerPattern,
  KeptConnection,
  KeptLogKeys,
  SignedHandler,
} from './handler-patterns.ts';
import type { QueryChain, QueryPattern } from './query-patterns.ts';
import type { RowChain, RowLocks, RowMethod, RowPattern } from './row-patterns.ts';
import type { Language } from './source.ts';

/** What a recognised call does; a `handler` is no call but a function, which a platform calls for each event. */
export type SiteKind = 'after-commit' | 'enqueue' | 'transaction' | 'handler' | 'query' | 'row';

/** How a library's calls of each kind are spelled in JavaScript and TypeScript. */
export interface JavaScriptPatterns {
  readonly 'after-commit': (MethodPattern | FunctionPattern) & Callback;
  readonly transaction: TransactionPattern;
  readonly enqueue: (MethodPattern | FunctionPattern) & Enqueue;
  readonly handler: HandlerPattern;
  readonly query: QueryPattern;
  readonly row: RowPattern | RowMethod;
}

/** How a library's calls of each kind are spelled in Python. */
export interface PythonPatterns {
  readonly 'after-commit': PathPattern & Callback;
  readonly enqueue: (PathPattern | TaskPattern) & PythonEnqueue;
  readonly row: RowChain;
  readonly query: QueryChain;
  /** A context manager, a decorator, or both. */
  readonly transaction: PathPattern;
  /** A decorator, or a signature. One process runs one invocation at a time where nothing else is said. */
  readonly handler: DecoratedHandler | SignedHandler;
}

/** The kinds of sites that are calls. */
export type CallKind = Exclude<SiteKind, 'handler' | 'query' | 'row'>;

/** The pattern type of each language. */
export interface PatternsByLanguage {
  readonly javascript: JavaScriptPatterns;
  readonly python: PythonPatterns;
}

/** What is known of one library: data, no code. */
export interface Dialect<L extends Language = Language> {
  /** The package's own name. */
  readonly id: string;
  readonly name: string;
  readonly language: L;
  /** The packages whose presence in a manifest means that the project uses the library. */
  readonly packages: readonly string[];
  /** The versions whose behaviour was established. */
  readonly versions: string;
  readonly docs: string;
  /** How its instances are made, where not by `new`, so that receivers can be resolved. JavaScript only. */
  readonly makes?: readonly Making[];
  readonly recognises: {
    readonly [K in SiteKind]?: readonly PatternsByLanguage[L][K][];
  };
  /** JavaScript only. */
  readonly hooks?: ModelHooks;
  /** Python only. */
  readonly keptConnection?: KeptConnection;
  readonly keptLogKeys?: KeptLogKeys;
  /** Python only. */
  readonly implicit?: ImplicitTransactions;
  /** Python only. */
  readonly session?: SelfBegun;
  /** What a database without row locks has for a sum, a list, one key of an object, and for all else. JavaScript only. */
  readonly insteadOfLocks?: Readonly<Record<'sum' | 'list' | 'key' | 'otherwise', string>>;
  /** How its code is written, where a transform writes any. */
  readonly writes?: {
    readonly afterCommit?: CommitHook;
    readonly rowLock?: RowLocks[L];
  };
}

/** How sure it is that a site, or a bug, is what it looks like. */
export type Certainty = 'certain' | 'likely' | 'possible';
