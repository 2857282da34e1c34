import type { Language } from './source.ts';

/** What a recognised call does. */
export type SiteKind = 'after-commit' | 'transaction';

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

/** A function that makes an instance without `new`, in JavaScript: `knex({ … })`. */
export interface Making {
  readonly call: QualifiedName | readonly QualifiedName[];
  readonly instanceOf: QualifiedName;
}

/** How a library's calls of each kind are spelled in JavaScript and TypeScript. */
export interface JavaScriptPatterns {
  readonly 'after-commit': (MethodPattern | FunctionPattern) & Callback;
  readonly transaction: (MethodPattern | FunctionPattern) & Partial<Callback> & { readonly handle?: Handle };
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

/** How a library's calls of each kind are spelled in Python. */
export interface PythonPatterns {
  readonly 'after-commit': PathPattern & Callback;
  /** A context manager, a decorator, or both. */
  readonly transaction: PathPattern;
}

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
