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
    /** True where the class itself has the method: `Order.startTransaction()`. */
    readonly isStatic?: true;
  };
  /** Literal values that an argument must have, by place: `{ 0: ['commit', 'rollback'] }`. */
  readonly argument?: Readonly<Record<number, readonly string[]>>;
  /** What arguments must be instances of, by place. That tells the library, so that the receiver may be anything. */
  readonly given?: Readonly<Record<number, readonly QualifiedName[]>>;
  /**
   * How the receiver is usually called. Where it cannot be resolved, in a package that depends on the library, a
   * receiver of this name makes the site likely.
   */
  readonly named?: RegExp;
}

/** A call recognised by the function that it calls. */
export interface FunctionPattern {
  /** `globalThis.fetch` is what no file declares. */
  readonly call: QualifiedName | readonly QualifiedName[];
  /** What the text of an argument must say, by place: `method: 'POST'`. */
  readonly saying?: Readonly<Record<number, RegExp>>;
}

/** What a transaction hands to the code inside it, so that later receivers can be resolved. */
export interface Handle {
  /** The place of the parameter of the callback that receives it, from 0. */
  readonly parameter?: number;
  /** True where the awaited call itself returns it. */
  readonly returned?: true;
  readonly instanceOf: QualifiedName;
  /** How a parameter that receives one is usually called. */
  readonly named?: RegExp;
}

/** Functions that a library calls when it writes a row, inside the transaction of whoever writes it, in JavaScript. */
export interface ModelHooks {
  /** The property of a model's options that holds them by name. */
  readonly property: string;
  readonly names: readonly string[];
  /** The decorators that make one of a static method. */
  readonly decorators: readonly QualifiedName[];
  /** What the options of the write hold the transaction as, where there is one. */
  readonly handle: string;
  /** Those that get the options first; the others get them behind what is written. */
  readonly optionsFirst: RegExp;
}

/** A function or a method that makes an instance without `new`, in JavaScript: `knex({ … })`, `source.getRepository(…)`. */
export type Making = (FunctionPattern | Omit<MethodPattern, 'named'>) & { readonly instanceOf: QualifiedName };

/** A Python call, by the spelling of the called expression from its import. */
export interface PathPattern {
  readonly call: AccessPath | readonly AccessPath[];
  /**
   * The end of the spelling that is unmistakable (`transaction.on_commit`). Where the receiver cannot be resolved, in
   * a project that depends on the library, a call that ends so is a likely site.
   */
  readonly ending?: readonly string[];
}
