import type { Certainty } from './dialect.ts';
import type { Language } from './source.ts';
import type { Safety } from './transform.ts';

/** By the id of a transform, whether it runs. */
type Switches = { [transform: string]: 'on' | 'off' };

/** Other transforms for some files. */
interface Override {
  /** Which files, as in .gitignore, from the configuration's folder. */
  paths: string[];
  transforms: Switches;
}

/** A function of the project that runs its callback after commit. */
export interface Wrapper {
  /**
   * The function by its module: `app.db.run_after_commit` in Python, `src/db/after-commit.runAfterCommit` or
   * `@acme/db.runAfterCommit` in JavaScript and TypeScript.
   */
  call: string;
  /** The place of the callback among the arguments, from 0, the first; negative counts from the end. */
  callback?: number;
  /** The keyword of the callback, in Python. */
  keyword?: string;
  /** Where the name alone does not tell; otherwise it is looked for in both languages. */
  language?: Language;
}

/** The project's own functions, by what they do. */
interface Wrappers {
  /** Those that run a callback after commit; the bare name of one whose first argument is the callback will do. */
  afterCommit?: (string | Wrapper)[];
  /** Those that run a callback, the body of a `with` statement, or a decorated function in a transaction. */
  transaction?: (string | Wrapper)[];
  /** Those that enqueue a job, or send a mail or a message. */
  enqueue?: (string | Omit<Wrapper, 'callback' | 'keyword'>)[];
}

/** What `add-row-locks` writes where there is a choice. */
export interface Locks {
  /**
   * `lock`: a lock also where a smaller cure fits, such as writing one column alone. `atomic`: an atomic expression
   * where the new value is the old one plus or minus something, and nothing else depends on the row; and a conditional
   * update where the row is tested and then set. `column`: a write of the changed columns alone, where their values do
   * not depend on the row.
   */
  prefer?: 'lock' | 'atomic' | 'column';
  /**
   * Whether a remote call that stands between the read and the write may run under the lock; `inside` by default. With
   * `outside` it runs before the lock, where that can be written, and such places are refused elsewhere.
   */
  remoteCalls?: 'inside' | 'outside';
}

/**
 * What a project sets: `unstale.config.json`, the key `unstale` of package.json, or `[tool.unstale]` of pyproject.toml.
 * Every key is optional.
 */
export interface Configuration {
  /** Where an editor finds this schema. */
  $schema?: string;
  /** The only files that take part, as in .gitignore, from the configuration's folder. */
  include?: string[];
  /** Files that take no part, in the same way. */
  exclude?: string[];
  /** Transforms that run or do not; those that are not named run. */
  transforms?: Switches;
  /** The same for some files; of several that hold a file the last wins. */
  overrides?: Override[];
  /** By the id of a transform: its rewrites are promoted to `safe`, or demoted to `review`. */
  levels?: { [transform: string]: Safety };
  wrappers?: Wrappers;
  locks?: Locks;
  /** The least certain findings that count; `likely` by default. */
  certainty?: Certainty;
  /** The baseline, from the configuration's folder; `.unstale-baseline.json` by default. */
  baseline?: string;
}

/** The part of a configuration that transforms ask for. */
export type Choices = Pick<Configuration, 'locks'>;
