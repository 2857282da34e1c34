import type {
  AccessPath,
  Callback,
  FunctionPattern,
  Handle,
  MethodPattern,
  PathPattern,
  QualifiedName,
} from './call-patterns.ts';

/** What leaves the process with an enqueue, and what it gives back. */
export interface Enqueue {
  /** `request` is a call to the outside over HTTP: possible, and never rewritten. */
  readonly sends: 'job' | 'mail' | 'message' | 'request';
  /** Keys of an argument with which it is part of the transaction itself: `db`. JavaScript only. */
  readonly unlessGiven?: readonly string[];
}

/**
 * How a library registers a function that runs once its transaction has committed. Absent in a dialect whose library
 * has no such call.
 */
export interface CommitHook {
  /** The call; `{callback}` stands for the function, `{handle}` for the transaction: `{handle}.afterCommit({callback})`. */
  readonly code: `${string}{callback}${string}`;
  /** What the call needs imported. */
  readonly imports?: readonly QualifiedName[];
  /** The keyword of the call that opened the transaction which the hook must repeat, also where it came without it. */
  readonly repeats?: string;
  /** Methods that let transactions begin by themselves; behind one, the hook raises. Python only. */
  readonly raisesAfter?: readonly string[];
  /** The start of calls that give the transaction up without an error: `set_rollback(True`. Python only. */
  readonly givenUpBy?: readonly string[];
  /** Names that tell whether a transaction is open: what depends on one is deferred as far as it should be. Python only. */
  readonly askedBy?: readonly string[];
  /** What becomes of a hook that is registered in a nested transaction; `early`: it runs before the outer commit. */
  readonly nested: 'outermost' | 'early';
  /** True where an error of the function would be lost, or end the process: then it has to be caught in it. */
  readonly losesErrors?: true;
  /**
   * The outermost transaction of one that may be nested, where that can be asked for: `({handle}.parent ?? {handle})`. In
   * TypeScript where the project's own code reads it too: the library's types may leave it out. JavaScript only.
   */
  readonly outermost?: { readonly code: string; readonly readAs: RegExp };
  /** True where the function also runs when the COMMIT itself fails. */
  readonly ignoresFailedCommit?: true;
}

/** A call that closes a transaction, in JavaScript: a method of what the transaction was opened on, or of what it gave. */
export type Closing = Pick<MethodPattern, 'method' | 'argument'>;

/** A transaction by the call that opens it, in JavaScript; as a decorator, around the method below. */
export type TransactionPattern = (MethodPattern | FunctionPattern) &
  Partial<Callback> & {
    readonly handle?: Handle;
    /** How it is closed where it is opened without a callback. */
    readonly closed?: {
      readonly commit: Closing;
      readonly rollback: Closing;
      /** True where the commit resolves also when the server refuses it. */
      readonly ignoresFailedCommit?: true;
    };
    /** True where the code in it knows of it without being handed anything. */
    readonly isAmbient?: true;
    /** True where the library may run the callback again. */
    readonly isRetried?: true;
  };

/** A function that a decorator makes a task, which is sent by a method of it; `call` is the decorator. */
export interface TaskPattern extends PathPattern {
  /** The methods that send it; `()` where calling it does. */
  readonly sentBy: readonly string[];
  /** Methods that make something which is sent by the same methods: `s` in `send_receipt.s(7).delay()`. */
  readonly chained?: readonly string[];
}

/** What else decides in Python whether a call sends at once. */
export interface PythonEnqueue extends Enqueue {
  /** The function through which it may be called: `async_to_sync(layer.group_send)(…)`. */
  readonly through?: AccessPath;
  /** Settings of the project with which it waits for the commit, or is a row of the same database: a word, and what stands by it. */
  readonly unlessSet?: { readonly word: string; readonly says: RegExp };
  /** The first version, of the dialect's first package, that waits for the commit, and the setting with which that one does not. */
  readonly waitsFrom?: { readonly major: number; readonly unless: { readonly word: string; readonly says: RegExp } };
}

/** Functions that may run in a transaction which their code does not show, in Python. */
export interface ImplicitTransactions {
  /** A decorator that has a function run whenever a row is written, and the first arguments with which it does. */
  readonly signalled: {
    readonly by: AccessPath;
    readonly signals: readonly AccessPath[];
    /** Those of a row that is saved. */
    readonly saved: readonly AccessPath[];
  };
  /** The setting that opens one around every function which takes a parameter of this name, and what leaves one out. */
  readonly requested: {
    readonly word: string;
    readonly says: RegExp;
    readonly parameter: string;
    readonly unless: AccessPath;
  };
}

/** An object whose transaction begins by itself with the first write, in Python. */
export interface SelfBegun {
  readonly of: readonly AccessPath[];
  /** How it is usually spelled, in a project that uses the library. */
  readonly named: RegExp;
  /** Its methods that write. */
  readonly writes: readonly string[];
  readonly commit: string;
  /** Its other methods that end the transaction. */
  readonly ends: readonly string[];
}
