/**
 * How a write says that the database works out a column's new value from the old one. In the codes `{column}`; `{value}`,
 * what is added or taken; `{signed}`, the same with its sign; `{operator}`, a plus or a minus; `{method}`, `increment` or
 * `decrement`; `{table}`, as the read spells it; `{receiver}`, what the write is made on; `{row}`; `{key}`, as `key` finds it;
 * `{options}`, what hands on the transaction; `{condition}`, that of a guard.
 */
export interface AtomicWrite {
  /** What takes the place of the column's new value. */
  readonly value?: string;
  /** What stands around all new values then, `{values}`. */
  readonly around?: string;
  /** What takes the place of all new values, where they are those of one column. */
  readonly values?: string;
  /** What the method that is given the values is called then. */
  readonly method?: string;
  /** What takes the place of the whole call, where the row was changed in the program before it is saved. */
  readonly whole?: string;
  readonly imports?: { readonly name: string; readonly from: string };
  /** How a class declares its key; the first group is its name. */
  readonly key?: RegExp;
  /** How the file of a model says that saving a row, or setting a column, does more than writing it. */
  readonly unless?: RegExp;
  /** True where a write of a row that is missing raises an error. */
  readonly isStrict?: true;
  readonly guard?: AtomicGuard;
}

/** How an update is tied to a condition, and how its count of rows is told. */
export interface AtomicGuard {
  /** A property of what tells the row, or a chained call; `{column}`, `{operator}`, `{bound}`. */
  readonly condition: string;
  readonly operators: Readonly<Record<Comparison, string>>;
  /** The package that the operators are imported from. */
  readonly operatorsFrom?: string;
  /** Methods that are called by another name then. */
  readonly renames?: Readonly<Record<string, string>>;
  /** True of the answer, `{changed}`, of an update that has found no row. */
  readonly none: string;
}

/** How a column is compared with a value. */
export type Comparison = '<' | '<=' | '>' | '>=';
