import type { Language } from './source.ts';

/** What a recognised call does; a `handler` is no call but a function, which a platform calls for each event. */
export type SiteKind = 'after-commit' | 'transaction' | 'handler' | 'query';

/**
 * A library's export as the library names it, whatever a file calls it: the module, a dot, the export
 * (`sequelize.Sequelize`, `@adonisjs/lucid/services/db.default`).
 */
export type QualifiedName = `${string}.${string}`;

/**
 * A Python expression spelled from an import: `django.db.transaction.on_commit`; `[]` stands for any subscript and
 * `()` for any call: `django.db.connections[].on_commit`.
 */
export type AccessPath = `${string}.${string}`;

/** Where a call takes the function that it runs later. */
export interface Callback {
  /** Its place among the positional arguments, from 0; negative counts from the end. */
  readonly callback: number;
  /** Its keyword, in Python. */
  readonly keyword?: string;
}

/** A call recognised by what its receiver is. */
export interface MethodPattern {
  readonly method: string | readonly string[];
  readonly of: {
    readonly instanceOf: QualifiedName | readonly QualifiedName[];
    /** A property between the instance and the method: `executionPromise` in `trx.executionPromise.then`. */
    readonly property?: string;
  };
  /** Literal values that an argument must have, by place: `{ 0: ['commit', 'rollback'] }`. */
  readonly argument?: Readonly<Record<number, readonly string[]>>;
  /**
   * How the receiver is usually called. Where it cannot be resolved, in a package that depends on the library, a
   * receiver of this name makes the site likely.
   */
  readonly named?: RegExp;
}

/** A call recognised by the function that it calls. */
export interface FunctionPattern {
  readonly call: QualifiedName | readonly QualifiedName[];
}

/** What a transaction hands to the code inside it, so that later receivers can be resolved. */
export interface Handle {
  /** The place of the parameter of the callback that receives it, from 0. */
  readonly parameter?: number;
  /** True where the awaited call itself returns it. */
  readonly returned?: true;
  readonly instanceOf: QualifiedName;
}

/** A function or a method that makes an instance without `new`, in JavaScript: `knex({ … })`, `source.getRepository(…)`. */
export type Making = (FunctionPattern | Omit<MethodPattern, 'named'>) & { readonly instanceOf: QualifiedName };

/** What a platform does with the process between the invocations of a handler, in JavaScript. */
interface HandlerPlatform {
  /** Whether the process may begin an invocation before another has ended. */
  readonly invocations: 'one-at-a-time' | 'overlapping';
}

/** A handler by the name under which its module exports it. */
export interface ExportedHandler extends HandlerPlatform {
  readonly export: string | readonly string[];
  /** How its first parameter is usually called: other frameworks export the same name. */
  readonly named: RegExp;
}

/** A handler by its declared type, or by that of its first parameter: a type of a module, by how its name ends. */
export interface TypedHandler extends HandlerPlatform {
  readonly from: string;
  readonly type: string | readonly string[];
}

/** A handler that the project's deployment configuration names, under whatever name it is exported. */
export interface ConfiguredHandler extends HandlerPlatform {
  /** How its first parameter is called. */
  readonly parameter: string | readonly string[];
}

/** A handler by the call that it is given to. */
export interface RegisteredHandler extends HandlerPlatform, FunctionPattern, Callback {}

/** A function that a platform calls once for each event. */
export type HandlerPattern = ExportedHandler | TypedHandler | ConfiguredHandler | RegisteredHandler;

/**
 * What becomes of a query that is made once and read again and again.
 *
 * - `sent`: the call sends it; its promise keeps the answer.
 * - `remembered`: it is sent when first awaited, and keeps that answer.
 * - `single-use`: it is sent when awaited, and throws when awaited again.
 * - `renewed`: it is sent anew at each await; only what is awaited or derived from it keeps an answer.
 * - `inert`: awaiting it does nothing; one of `sentBy` sends it.
 * - `rows`: one of `sentBy` sends it, and gives the rows without a promise.
 */
export type Answer = 'sent' | 'remembered' | 'single-use' | 'renewed' | 'inert' | 'rows';

/** A query by the call that begins it, in JavaScript. The calls that are chained to it belong to it. */
export interface QueryPattern {
  /** `()` where the instance itself is called, or tags a template. */
  readonly method: string | readonly string[];
  readonly of: {
    readonly instanceOf: QualifiedName | readonly QualifiedName[];
    /** Properties between the instance and the method, joined by dots; `*` stands for any: `query.*`. */
    readonly property?: string;
    /** True where the method is a static one, of a class that is derived from `instanceOf`. */
    readonly isStatic?: true;
  };
  /** As in {@link MethodPattern}. */
  readonly named?: RegExp;
  /** The place of the SQL text among the arguments, from 0: only a text that reads is a query. */
  readonly sql?: number;
  readonly answer: Answer;
  /** Chained methods that send it at once. */
  readonly sentBy?: readonly string[];
  /** Chained methods with which it writes, and is no query. */
  readonly unless?: readonly string[];
}

/** How a library's calls of each kind are spelled in JavaScript and TypeScript. */
export interface JavaScriptPatterns {
  readonly 'after-commit': (MethodPattern | FunctionPattern) & Callback;
  readonly transaction: (MethodPattern | FunctionPattern) & Partial<Callback> & { readonly handle?: Handle };
  readonly handler: HandlerPattern;
  readonly query: QueryPattern;
}

/** A Python call, by the spelling of the called expression from its import. */
export interface PathPattern {
  readonly call: AccessPath | readonly AccessPath[];
  /**
   * The end of the spelling that is unmistakable (`transaction.on_commit`). Where the receiver cannot be resolved, in
   * a project that depends on the library, a call that ends so is a likely site.
   */
  readonly ending?: readonly string[];
}

/** A handler by the decorator that registers it. */
export interface DecoratedHandler extends PathPattern {
  /** Attributes of the decorated function that do not run it here and now: `delay`. */
  readonly defers?: readonly string[];
  /** Whether a process may be set up to begin an invocation before another has ended. */
  readonly mayOverlap?: true;
}

/** A handler by its signature: a function at module level, whatever registers it. */
export interface SignedHandler {
  /** The names that such functions have by convention; under another name one is likely. */
  readonly function: string | readonly string[];
  /** How its parameters are called, by place. It has no others without a default. */
  readonly parameters: readonly (readonly string[])[];
}

/** A query in Python, by what it is asked of and by the methods in a row behind that: `Court.objects.filter(…).get()`. */
export interface QueryChain {
  /** What is asked, `django.db.models.Model.objects`: a class stands for all that inherit from it. */
  readonly of: AccessPath | readonly AccessPath[];
  /** The end of that spelling that is unmistakable (`objects`), in a project that depends on the library. */
  readonly ending?: readonly string[];
  /** The methods with which a chain begins, where `of` ends with a class or an instance that goes by any name. */
  readonly begins?: readonly string[];
  /** Methods that make a query which runs when it is first read, and from then on keeps its rows or its session. */
  readonly lazy: readonly string[];
  /** Methods that run the query at once, and give rows or a value. */
  readonly rows: readonly string[];
  /**
   * How a query that was made before is read so that it answers from what it keeps, besides iterating, counting with
   * `len` and testing it: names of methods, `[]` for a subscript. Absent where every use does.
   */
  readonly kept?: readonly string[];
  /** The method that gives a copy of a query which has read nothing. */
  readonly renewedBy?: string;
  /** True where the query keeps the session that it was made on, so that a query made anew on it is no cure. */
  readonly keepsSession?: true;
  /** The calls of the library that take a function for this keyword, and call it for each new object. */
  readonly callable?: { readonly keyword: string; readonly call: readonly AccessPath[] };
}

/** How a library's calls of each kind are spelled in Python. */
export interface PythonPatterns {
  readonly 'after-commit': PathPattern & Callback;
  readonly query: QueryChain;
  /** A context manager, a decorator, or both. */
  readonly transaction: PathPattern;
  /** A decorator, or a signature. One process runs one invocation at a time where nothing else is said. */
  readonly handler: DecoratedHandler | SignedHandler;
}

/** The kinds of sites that are calls. */
export type CallKind = Exclude<SiteKind, 'handler' | 'query'>;

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
}

/** How sure it is that a site, or a bug, is what it looks like. */
export type Certainty = 'certain' | 'likely' | 'possible';
