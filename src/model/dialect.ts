import type { Language } from './source.ts';

/** What a recognised call does; a `handler` is no call but a function, which a platform calls for each event. */
export type SiteKind = 'after-commit' | 'enqueue' | 'transaction' | 'handler' | 'query' | 'row';

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

/** Where a deployment configuration has its functions run; `folder`: beside a site, one for each file of a folder. */
export type DeploymentPlatform = 'aws' | 'azure' | 'google' | 'folder';

/** A handler that the project's deployment configuration names, under whatever name it is exported. */
export interface ConfiguredHandler extends HandlerPlatform {
  readonly platform: DeploymentPlatform;
  /** How its first parameter is called, where it has a name. */
  readonly parameter: string | readonly string[];
}

/** A handler by where its file stands, in a project of the platform, and by the name of its export. */
export interface PlacedHandler extends HandlerPlatform {
  /** The path of the file; from the folder that holds one of `beside`, where that is asked for. */
  readonly place: RegExp;
  /** `default` for the default export or all that a file exports; `default.fetch` for a method of it. */
  readonly export: string | readonly string[];
  /** How its first parameter is called, a leading `_` left out. Absent where the place and the name say enough. */
  readonly named?: readonly string[];
  /**
   * Files of which one stands in a folder around it. Absent where a manifest has to name one of the dialect's packages
   * instead; empty where the place is nobody else's.
   */
  readonly beside?: readonly string[];
}

/** A handler by the call that it is given to: as an argument, or as a property of one. */
export type RegisteredHandler = HandlerPlatform &
  Callback &
  (FunctionPattern | Omit<MethodPattern, 'named'>) & {
    /** The property of the argument, where that is an object: `handler`. */
    readonly property?: string;
  };

/** A function that a platform calls once for each event. */
export type HandlerPattern = ExportedHandler | TypedHandler | ConfiguredHandler | PlacedHandler | RegisteredHandler;

/**
 * What becomes of a query that is made once and read again and again.
 *
 * - `sent`: the call sends it; its promise keeps the answer.
 * - `remembered`: it is sent when first awaited, and keeps that answer.
 * - `single-use`: it is sent when awaited, and throws when awaited again.
 * - `renewed`: it is sent anew at each await; only what is awaited or derived from it keeps an answer.
 * - `inert`: awaiting it does nothing; one of `sentBy` sends it.
 * - `rows`: one of `sentBy` sends it, and gives the rows without a promise.
 * - `consumed`: it gives its rows once to whoever asks for them, and has none left for others; `unless` begins anew.
 * - `kept`: it is no query, but answers what `sentBy` asks from what it has read before; `unless` empties it.
 */
export type Answer = 'sent' | 'remembered' | 'single-use' | 'renewed' | 'inert' | 'rows' | 'consumed' | 'kept';

/** A query by the call that begins it, in JavaScript. The calls that are chained to it belong to it. */
export interface QueryPattern {
  /** `()` where the instance itself is called, or tags a template; `new` where it is made. */
  readonly method: string | readonly string[];
  readonly of: {
    readonly instanceOf: QualifiedName | readonly QualifiedName[];
    /** Properties between the instance and the method, joined by dots; `*` stands for any: `query.*`. */
    readonly property?: string;
    /** True where the method is a static one, of a class that is derived from `instanceOf`, or of an export itself. */
    readonly isStatic?: true;
  };
  /** As in {@link MethodPattern}; for `new`, how the class is called in a file that is worth reading. */
  readonly named?: RegExp;
  /** The place of the SQL text among the arguments, from 0: only a text that reads is a query. */
  readonly sql?: number;
  /** What an argument is an instance of, by place, where the call sends whatever it is given. */
  readonly given?: Readonly<Record<number, readonly QualifiedName[]>>;
  readonly answer: Answer;
  /** Chained methods that send it at once. */
  readonly sentBy?: readonly string[];
  /** Chained methods with which it writes, and is no query. */
  readonly unless?: readonly string[];
  /** Keys of an argument with which it keeps nothing, or what it keeps is looked after. */
  readonly unlessGiven?: readonly string[];
  /** Methods that add to the query itself, where others would give a new one. */
  readonly gathers?: {
    readonly by: readonly string[];
    /** The chained method without which they give a new one after all. */
    readonly after?: string;
  };
}

/** A part of a call in JavaScript: an argument, by its place from 0, or a property of it. */
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
export interface RowPattern extends Pick<QueryPattern, 'method' | 'of' | 'named'> {
  /** `read` gives one row, `list` several; `write` sets columns by what tells the row; `save` writes a row it is given. */
  readonly does: 'read' | 'list' | 'write' | 'save';
  /** Chained methods of which one must be there. */
  readonly chained?: readonly string[];
  /** Those of them that send it: what else is chained comes before. */
  readonly endsChain?: readonly string[];
  /** Chained methods that make it something else, or a read that has no single row to lock. */
  readonly unless?: readonly string[];
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
  /** The files of the schema, from a folder around the code. */
  readonly schema?: readonly string[];
  /** Where a schema of several files has a table's part; `{table}`, as the call spells it, or with a capital. */
  readonly schemaParts?: readonly string[];
  /** The files around the code that say where the schema is, and how: its path is what the first group matches. */
  readonly schemaNamed?: { readonly in: readonly string[]; readonly by: RegExp };
  /** Packages that talk to databases without row locks. */
  readonly lockless?: readonly string[];
  /** Whether the database of a schema has row locks. */
  readonly hasLocks?: (schema: string) => boolean;
  /** What stands for a column's new value where the database works it out; `{column}`, `{value}`. */
  readonly atomic?: { readonly '+': string; readonly '-': string };
  /** How a model's text says that its rows are read with a join that no call names; such a query cannot lock. */
  readonly joinsByItself?: RegExp;
  /** How functions that a model has run when a row of it is saved are called: as methods, decorators, or calls that take them. */
  readonly whenSaved?: RegExp;
  /** True where a transaction is given up after seconds, so that nothing slow may run in it. */
  readonly timesOut?: true;
}

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

/** How a library's calls of each kind are spelled in JavaScript and TypeScript. */
export interface JavaScriptPatterns {
  readonly 'after-commit': (MethodPattern | FunctionPattern) & Callback;
  readonly transaction: TransactionPattern;
  readonly enqueue: (MethodPattern | FunctionPattern) & Enqueue;
  readonly handler: HandlerPattern;
  readonly query: QueryPattern;
  readonly row: RowPattern | RowMethod;
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
  /** Whether it does so wherever nothing else is said. */
  readonly overlaps?: true;
  /** The keyword that makes the first parameter an instance which serves every invocation of the process. */
  readonly bound?: { readonly keyword: string; readonly except: readonly string[] };
}

/** A handler by its signature: a function at module level, whatever registers it. */
export interface SignedHandler {
  /** The names that such functions have by convention; under another name one is likely. */
  readonly function: string | readonly string[];
  /** How its parameters are called, by place. It has no others without a default. */
  readonly parameters: readonly (readonly string[])[];
  /** Whose deployment configurations name such functions too, whatever those and their parameters are called. */
  readonly platform?: DeploymentPlatform;
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
  /** The library's calls that read all rows of a query that they are given. */
  readonly readBy?: readonly AccessPath[];
  /** The library's classes whose instances keep what they have asked a query. */
  readonly keptBy?: readonly AccessPath[];
  /** The names under which a dictionary of queries is handed to every request's template. */
  readonly contexts?: readonly string[];
  /** A method without which the chain is none of these. */
  readonly needs?: string;
  /** True where the query writes: what it keeps is that it has been done. */
  readonly writes?: true;
  /** True where the query keeps the session that it was made on, so that a query made anew on it is no cure. */
  readonly keepsSession?: true;
  /** The calls of the library that take a function for this keyword, and call it for each new object. */
  readonly callable?: { readonly keyword: string; readonly call: readonly AccessPath[] };
  /** What takes rows under that keyword, and keeps them until each object's own fields are given others. */
  readonly choosing?: Choosing;
}

/** The forms of a library, in Python: classes whose objects have fields of their own, by name, in `self.fields`. */
export interface Choosing {
  readonly forms: readonly AccessPath[];
  /** Calls that make a field whose choices can be set. */
  readonly fields: readonly AccessPath[];
  /** Calls that make a widget whose choices can be set, and the keyword under which a field has one. */
  readonly widgets: readonly AccessPath[];
  readonly widget: string;
  /** Fields that take one and leave its choices alone. */
  readonly leaves: readonly AccessPath[];
}

/** A read of rows in Python, by what it is asked of and by the methods in a row behind that. */
export interface RowChain extends Pick<QueryChain, 'of' | 'ending' | 'begins'> {
  /** Methods between the two that leave every row as it is: `filter`. */
  readonly narrows: readonly string[];
  /** Methods with which the rows can't be locked: `distinct`. */
  readonly unlockable?: readonly string[];
  /** Methods that lock the rows they give. */
  readonly locks: readonly string[];
  /** Methods that give one row. */
  readonly one: readonly string[];
  /** Methods that give a row, or make one that is missing. */
  readonly makes?: readonly string[];
  /** Methods at the end of a query that give its rows one by one. */
  readonly each?: readonly string[];
  /** True where a query that is not run yet gives its rows in a `for`. */
  readonly iterable?: true;
  /** Functions that are given a model or a query first, and give one row of it. */
  readonly through?: readonly AccessPath[];
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
      /** Methods of a class that write it in a way of their own, which an update past it would leave out. */
      readonly overridden: readonly string[];
    }
  /** By a method of what was asked, the changed columns alone; or at the end of a block that one of `block` opens. */
  | { readonly by: 'session'; readonly method: readonly string[]; readonly block: readonly string[] };

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
  /** By a method that gives a row, the whole read: `{of}` is what it is asked of, `{arguments}` what stands in its brackets. */
  readonly instead?: Readonly<Record<string, string>>;
  /** By a method whose first argument is the query, what is chained to that. */
  readonly given?: Readonly<Record<string, string>>;
  /** What stands for the query of a class that a function is given: `{model}.objects`. */
  readonly queryOf?: string;
  readonly loop?: LoopLock;
  /** How a method of a query, with its arguments, says that rows are joined which need not be there: those can't be locked. */
  readonly joins?: RegExp;
  /** The method of a class with which that begins all queries of a model. */
  readonly begun?: string;
  /** A column's old value, for an update that the database computes. */
  readonly old?: {
    /** Of a `{column}` of a class, `{model}`. */
    readonly code: string;
    /** What it needs imported. */
    readonly path?: AccessPath;
    /** What the call that writes the row is given, so that it writes the column alone. */
    readonly written?: string;
    /** How a class says that setting or writing a column does more than that. */
    readonly unless?: RegExp;
  };
  /** How the project's settings tell which database it has: the word to look for, what has no locks, and what has. */
  readonly database: { readonly word: string; readonly lacks: RegExp; readonly has: RegExp };
  /** A word of the settings with which a function decides which database a row is in. */
  readonly router?: string;
  /** What in a model's class counts its versions, so that a stale write fails. */
  readonly versioned: RegExp;
  /** The path of a computed expression that the database evaluates. */
  readonly expressions: readonly AccessPath[];
}

/** A function that a decorator makes a task, which is sent by a method of it; `call` is the decorator. */
export interface TaskPattern extends PathPattern {
  /** The methods that send it; `()` where calling it does. */
  readonly sentBy: readonly string[];
  /** Methods that make something which is sent by the same methods: `s` in `send_receipt.s(7).delay()`. */
  readonly chained?: readonly string[];
}

/** What else decides in Python whether a call sends at once. */
interface PythonEnqueue extends Enqueue {
  /** The function through which it may be called: `async_to_sync(layer.group_send)(…)`. */
  readonly through?: AccessPath;
  /** Settings of the project with which it waits for the commit, or is a row of the same database: a word, and what stands by it. */
  readonly unlessSet?: { readonly word: string; readonly says: RegExp };
  /** The first version, of the dialect's first package, that waits for the commit, and the setting with which that one does not. */
  readonly waitsFrom?: { readonly major: number; readonly unless: { readonly word: string; readonly says: RegExp } };
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

/** How each language's libraries write a transaction with a lock. */
export interface RowLocks {
  readonly javascript: RowLock;
  readonly python: ChainLock;
}

/** A connection that a library keeps for the process, and renews only where its own way of serving requests asks it to. */
export interface KeptConnection {
  /** The call that sets the library up where it serves no requests itself. */
  readonly setUp: AccessPath;
  /** The attribute by which code that works with the database is known. */
  readonly usedBy: string;
  /** What renews or closes the connection; `call` is what a handler does first. */
  readonly renewedBy: { readonly call: AccessPath; readonly words: readonly string[] };
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
