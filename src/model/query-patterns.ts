import type { AccessPath, QualifiedName } from './call-patterns.ts';

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
  /** The calls that hand a dictionary to a template, which reads the queries in it, and the methods that give one. */
  readonly rendered?: { readonly by: readonly AccessPath[]; readonly methods: readonly string[] };
  /** The method of the library's classes that gives them the query they read as it stands, `unless` the class says so. */
  readonly served?: { readonly method: string; readonly by: readonly AccessPath[]; readonly unless: RegExp };
  /** The keyword under which calls keep a condition for good, or a function that makes one. */
  readonly conditions?: { readonly keyword: string; readonly call: readonly AccessPath[] };
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
