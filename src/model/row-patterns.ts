import type { AtomicWrite } from './atomic-patterns.ts';
import type { AccessPath } from './call-patterns.ts';
import type { QueryChain, QueryPattern } from './query-patterns.ts';
import type { CountedUpdate, DeclaredColumns, LoneWrite } from './update-patterns.ts';

/** A part of a call in JavaScript: an argument, by its place from 0, or a property of it, or of what it is made of by `new`. */
export interface CallPart {
  readonly argument: number;
  readonly property?: string;
}

/**
 * How a call is put into a transaction; `{handle}` stands for what the transaction hands out, `{receiver}` for what the
 * call is made on.
 */
export type Threading =
  /**
   * What takes the receiver's place: `{handle}.withRepository({receiver})`. Where the receiver is made in place by
   * `madeBy`, the handle makes it.
   */
  | { readonly receiver: string; readonly madeBy?: string }
  /** An option of the call, whose value is the handle. */
  | { readonly option: string; readonly argument: number }
  /** What the call is given first. */
  | { readonly given: string }
  /** By nothing: a row remembers the transaction that it was read in. */
  | { readonly carried: true };

/** How a read locks the rows that it gives. */
export type Locking =
  /** By an option; `wraps` where the argument becomes an option itself. */
  | {
      readonly option: string;
      readonly argument: number;
      readonly value: string;
      readonly wraps?: { readonly as: string; readonly method: string };
    }
  /** By a chained call: the names of all that lock, and the code of the one that is written. */
  | { readonly chained: readonly string[]; readonly code: string }
  /** By a statement of its own before the read, made by {@link RowLock.statement}. */
  | { readonly statement: true }
  /** By words at the end of the SQL text. */
  | { readonly sql: string };

/** A call that reads rows, or writes one, in JavaScript. The calls that are chained to it belong to it. */
export interface RowPattern extends Pick<QueryPattern, 'method' | 'of' | 'named' | 'given' | 'unlessGiven'> {
  /** `read` gives one row, `list` several; `write` sets columns by what tells the row; `save` writes a row it is given. */
  readonly does: 'read' | 'list' | 'write' | 'save';
  /** Chained methods of which one must be there. */
  readonly chained?: readonly string[];
  /** Those of them that send it: what else is chained comes before. */
  readonly endsChain?: readonly string[];
  /** Chained methods that make it something else, or a read that has no single row to lock. */
  readonly unless?: readonly string[];
  /** The place of an argument that has to be a class, where the same method takes a row there as well. */
  readonly classAt?: number;
  /** What tells the table: the receiver, the property behind the instance, a part of the call, or a chained call's first argument. */
  readonly table: 'receiver' | 'property' | CallPart | { readonly chained: string };
  /** The new values of a write; of the chained call that `chained` names, where it names one. */
  readonly values?: CallPart;
  /** What tells the row; the same for a read and a write of one row. */
  readonly where?: CallPart | { readonly chained: readonly string[] };
  /** The row that a save is given. */
  readonly row?: CallPart;
  /** True where a save writes every column that the row was read with. */
  readonly writesWhole?: true;
  /** True where a save goes by the key in the row: under another than it was read by, it writes another row. */
  readonly isKeyed?: true;
  /** Properties of the argument with which rows of other tables are read too, by a join. */
  readonly joins?: readonly string[];
  readonly locks?: Locking;
  /** How a model's text says that a column of it counts its versions, and that a stale write fails. */
  readonly versioned?: RegExp;
  readonly threads?: Threading;
  /** The place of the SQL text among the arguments, where the call is one; its values stand behind it, or in it. */
  readonly sql?: number;
  /** Where an answer holds its rows: `rows` of `const { rows } = await …`, `0` of `const [rows] = await …`. */
  readonly answer?: string;
  /** True where a save is given no row: it writes whatever was changed of the rows that its receiver has read. */
  readonly flushes?: true;
  readonly atomic?: AtomicWrite;
  /** True where the receiver is one connection, on which only a transaction that is open there can hold a lock. */
  readonly isConnection?: true;
}

/** A method of a row itself that writes it. */
export interface RowMethod {
  readonly method: string | readonly string[];
  readonly ofRow: true;
  /** Chained methods of which one must be there. */
  readonly chained?: readonly string[];
  /** The new values; absent where the row is written as it is. */
  readonly values?: CallPart;
  /** True where a change in place is sent as such, `push` and not the whole list. */
  readonly sendsChanges?: true;
  readonly threads?: Threading;
  readonly atomic?: AtomicWrite;
}

/** A transaction in statements of its own, where a library has no callback for it; `{connection}`, `{handle}`. */
export interface OpenedByHand {
  readonly taken: string;
  readonly begin: string;
  readonly commit: string;
  readonly rollback: string;
  readonly released: string;
}

/** How a library's transaction with a lock is written in JavaScript. */
export interface RowLock {
  /** Names for what the transaction hands out; the first that is free is taken. */
  readonly handle: readonly string[];
  /** Opens the transaction: `{connection}` as `connection` gives it, `{handle}`, and `{body}` in braces. */
  readonly code: string | OpenedByHand;
  /** The connection, from the receiver of the read: `{receiver}`, `{receiver}.manager`. */
  readonly connection: string;
  /** Added to the connection in TypeScript, whose types say that it may be missing. */
  readonly asserted?: '!';
  /** What the lock is spelled with, `{imported}`, and the packages that export it. */
  readonly imports?: { readonly name: string; readonly from: readonly string[] };
  /** True where the handle goes by the receiver's name, and takes its place in all that is called on it. */
  readonly replaces?: true;
  /** Makes the locking statement of a table from the library's schema. */
  readonly statement?: (
    schema: string,
    table: string,
    where: readonly { readonly column: string; readonly value: string }[],
    handle: string,
  ) => string | undefined;
  /** The main file of the schema, from a folder around the code; others beside it, and in the folders there, belong to it. */
  readonly schema?: readonly string[];
  /** The files around the code that say where the schema is, and how: its path is what the first group matches. */
  readonly schemaNamed?: { readonly in: readonly string[]; readonly by: RegExp };
  /** Packages that talk to databases without row locks. */
  readonly lockless?: readonly string[];
  /** Whether a schema tells of a table; `table` as the call spells it. */
  readonly hasTable?: (schema: string, table: string) => boolean;
  /** Whether the database of a schema has row locks. */
  readonly hasLocks?: (schema: string) => boolean;
  /**
   * How the schema, or a driver of the project, tells a database that goes on reading rows as they were at the first read
   * of a transaction, however a lock was taken since.
   */
  readonly readsSnapshot?: { readonly schema?: RegExp; readonly drivers?: readonly string[] };
  /** How a model's text says that its rows are read with a join that no call names; such a query cannot lock. */
  readonly joinsByItself?: RegExp;
  /** How functions that a model has run when a row of it is saved are called: as methods, decorators, or calls that take them. */
  readonly whenSaved?: RegExp;
  /** True where a transaction is given up after seconds, so that nothing slow may run in it. */
  readonly timesOut?: true;
}

/** A read of rows in Python, by what it is asked of and by the methods in a row behind that. */
export interface RowChain extends Pick<QueryChain, 'of' | 'ending' | 'begins'> {
  /** Methods between the two that leave every row as it is: `filter`. */
  readonly narrows: readonly string[];
  /** Methods with which the rows can't be locked: `distinct`. */
  readonly unlockable?: readonly string[];
  /** Methods that lock the rows they give. */
  readonly locks: readonly string[];
  /** Methods with which a query runs without its lock, and no error tells. */
  readonly unlocks?: readonly string[];
  /** Methods that give one row. */
  readonly one: readonly string[];
  /** Those of them that give the same row when they are asked again, or none. */
  readonly again: readonly string[];
  /** Methods that give a row, or make one that is missing. */
  readonly makes?: readonly string[];
  /** Methods at the end of a query that give its rows one by one. */
  readonly each?: readonly string[];
  /** True where a query that is not run yet gives its rows in a `for`. */
  readonly iterable?: true;
  /** Functions that are given a model or a query first, and give one row of it. */
  readonly through?: readonly AccessPath[];
  /** A query of all rows of the `{model}`, from what a read `{asked}`. */
  readonly anew?: string;
  /** Where the model stands: in what is asked, before its last name or whole; in the first argument of the first method. */
  readonly model: 'owner' | 'whole' | 'argument';
  readonly written: RowWriting;
}

/** How a row that was read is written back in Python. */
export type RowWriting =
  /** By a method of the row: all columns, but where a keyword names them. */
  | {
      readonly by: 'row';
      readonly method: readonly string[];
      readonly columns: string;
      /** Keywords with which it makes a new row. */
      readonly makes: readonly string[];
      /** Attributes with which a row that is given `None` there becomes a new one. */
      readonly key: readonly string[];
      /** How a class says that only the columns which were given a value are written. */
      readonly partial?: RegExp;
      /** Methods of a class that write it in a way of their own, which an update past it would leave out. */
      readonly overridden: readonly string[];
    }
  /** By a method of what was asked, the changed columns alone; or at the end of a block that one of `block` opens. */
  | {
      readonly by: 'session';
      readonly method: readonly string[];
      readonly block: readonly string[];
      /** How a column's declaration says that a change of its value in place is written. */
      readonly tracked: RegExp;
      /** The function that is told of a row and a column when that was changed in place. */
      readonly told: string;
      /** What makes an attribute that holds other rows. */
      readonly relation: RegExp;
      /** How another class's declaration says that rows of this one have an attribute `{name}` for its rows. */
      readonly back: string;
    };

/** How a loop over the rows of a query, `{rows}`, becomes one over their keys, in Python. */
export interface LoopLock {
  /** The head of the loop over the keys: `for {key} in …`, of a class `{model}` whose key is `{column}`. */
  readonly head: string;
  /** The row of a key, which is nothing where the query no longer holds it. */
  readonly row: string;
  /** The key of a row that was read before, `{row}`. */
  readonly own?: string;
  /** Where the code needs the name of the key: how its class declares it; the first group is the name. */
  readonly key?: RegExp;
  /** How a class says that its rows have no single key. */
  readonly unless?: RegExp;
  /** Locks all rows of the query in the order of their key, where one transaction writes them all. */
  readonly ordered?: string;
}

/** How a row is locked and read again in Python, in one transaction. */
export interface ChainLock {
  /**
   * What a `with` opens; `{using}` stands for the keyword of its database, `{model}` for the row's class. Absent where the
   * read itself begins the transaction, which the write ends.
   */
  readonly transaction?: { readonly code: string; readonly path?: AccessPath; readonly using?: string };
  /** Chained to the query, before the method that gives the row. */
  readonly chained: string;
  /** How methods that make a missing row lock it, where a unique key keeps others from making it as well. */
  readonly made?: {
    /** Those behind which `chained` locks the row as well. */
    readonly methods: readonly string[];
    /** The keyword that holds what the row is not looked up by. */
    readonly defaults: string;
    /** How a column's declaration says that no two rows have the same. */
    readonly unique: RegExp;
    /** How a class says it of several columns together; the first group holds their names in quotes. */
    readonly together: RegExp;
  };
  /** By a method that gives a row, the whole read: `{of}` is what it is asked of, `{arguments}` what stands in its brackets. */
  readonly instead?: Readonly<Record<string, string>>;
  /** By a method whose first argument is the query, what is chained to that. */
  readonly given?: Readonly<Record<string, string>>;
  /** How a class names the manager that a function asks which is given the class alone. */
  readonly manager?: {
    /** That of a class which declares none, and as most name it. */
    readonly usual: string;
    /** By which every class names its own, whatever it is called. */
    readonly byDefault: string;
    /** The word with which a class chooses another than its first. */
    readonly chosenBy: string;
    /** The calls in a class that make no manager. */
    readonly column: RegExp;
  };
  readonly loop?: LoopLock;
  /** How a method of a query, with its arguments, says that rows are joined which need not be there: those can't be locked. */
  readonly joins?: RegExp;
  /** How a keyword of a query says that it joins rows of other tables, which the lock takes as well. */
  readonly joinedBy?: {
    /** By its spelling: `owner__name`. */
    readonly spanned: RegExp;
    /** What makes the attribute that it begins with: one that may be spanned, and one that is joined by itself. */
    readonly relation: RegExp;
    readonly many: RegExp;
  };
  /** How a class says that its rows are read with an outer join that no call names. */
  readonly joinsByItself?: {
    /** What makes an attribute that holds other rows. */
    readonly relation: RegExp;
    /** The argument of it that has them joined, and the one with which that is no outer join. */
    readonly joined: RegExp;
    readonly unless: RegExp;
    /** The keyword whose value, a call, says the same of the class on the other side. */
    readonly back: string;
  };
  /** The method of a class with which that begins all queries of a model. */
  readonly begun?: string;
  /** A column's old value, for an update that the database computes. */
  readonly old?: {
    /** Of a `{column}` of a class, `{model}`. */
    readonly code: string;
    /** What it needs imported. */
    readonly path?: AccessPath;
    /** How a class says that setting or writing a column does more than that. */
    readonly unless?: RegExp;
  };
  readonly columns?: DeclaredColumns;
  /** Where the call that writes a row writes all of its columns, how it writes some alone. */
  readonly alone?: LoneWrite;
  readonly counted?: CountedUpdate;
  /** How the project's settings tell which database it has: the word to look for, what has no locks, and what has. */
  readonly database: { readonly word: string; readonly lacks: RegExp; readonly has: RegExp };
  /** How functions of the project decide which database a row is in. */
  readonly router?: {
    /** The word of the settings that names them. */
    readonly setting: string;
    /** The method that says where a row is written. */
    readonly method: string;
    /** How the text of one says that it asks the row, and not its `{model}` alone. */
    readonly byRow: RegExp;
    /** What gives the database of a `{model}`, and what it needs imported. */
    readonly code: string;
    readonly path: AccessPath;
  };
  /** What in a model's class counts its versions, so that a stale write fails. */
  readonly versioned: RegExp;
  /** The path of a computed expression that the database evaluates. */
  readonly expressions: readonly AccessPath[];
}

/** How each language's libraries write a transaction with a lock. */
export interface RowLocks {
  readonly javascript: RowLock;
  readonly python: ChainLock;
}
