/** How a class declares the columns of its rows in Python. */
export interface DeclaredColumns {
  /** What makes one: `IntegerField`. */
  readonly made: RegExp;
  /** Those of them whose values are changed in place, or that write more than themselves. */
  readonly mutable: RegExp;
  /** How the call says that every write of the row sets the column anew. */
  readonly touched?: RegExp;
}

/** How a row is written in Python so that only some of its columns are; `{columns}` have commas between. */
export interface LoneWrite {
  /** What the call that writes it is given. */
  readonly code: string;
  /** One of them: `{column}` of a class `{model}`. */
  readonly column: string;
  /** Reads them anew, of a `{row}`. */
  readonly again?: string;
}

/** How two values are compared. */
export type Compared = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** An update of one row under a condition in Python, whose count of rows says whether that held. */
export interface CountedUpdate {
  /** `{query}`, of all rows; `{model}`; `{row}`; `{key}`, the name of its key; `{holds}`; `{values}`. */
  readonly code: string;
  /** The condition: how `{column}` of `{model}` compares with `{value}`, where a column without a value is unlike any. */
  readonly holds: Readonly<Partial<Record<Compared, string>>>;
  /** How the project says that rows are counted, or kept in memory, in a way that the code does not fit. */
  readonly unless?: { readonly word: string; readonly says: RegExp };
  /** The new `{value}` of a `{column}`; several have commas between. */
  readonly value: string;
}
