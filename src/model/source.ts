/** The languages that are read and rewritten. */
export type Language = 'javascript' | 'python';

/** A range of a file's text: UTF-16 offsets, a leading byte order mark included, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span of one file and the text that replaces it. Offsets as in {@link Span}. */
export interface Edit extends Span {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * What a run may read: the files under the root. Analysis reaches the disk through this alone, so that a run over a
 * map of texts is a run.
 */
export interface Project {
  /**
   * The text of one file, its byte order mark included.
   * @param path relative to the root, with forward slashes.
   * @returns undefined where there is no such file, or where it is not UTF-8 text.
   */
  read(path: string): string | undefined;
  /**
   * The files of the whole project, whatever the run was started on, whose text holds a word: who may use a name.
   * @param word ASCII, matched as it stands.
   * @returns paths, sorted. Files that no language here reads are not among them.
   */
  mentioning(word: string): readonly string[];
  /**
   * What stands in a folder: files whatever they hold, and folders with a closing slash.
   * @param folder relative to the root, with a closing slash; the root is ''.
   * @returns paths, sorted; empty where there is no such folder.
   */
  list(folder: string): readonly string[];
  /** Whether the run may edit a file: not what the configuration excludes. A rewrite that needs it then refuses. */
  mayEdit(path: string): boolean;
}

/** One opened file, as a transform sees it. Each language's kit has a richer type of its own. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /** Every comment, its marks included. */
  readonly comments: readonly Span[];
  /** The named classes and functions around an offset, joined by dots: `Orders.close`; empty at the top level. */
  symbolAt(offset: number): string;
}

/** Why a file was not analysed. */
export type UnanalysedReason =
  | 'syntax-error'
  | 'python-2'
  | 'template'
  | 'not-utf-8'
  | 'too-large'
  | 'unreadable'
  | 'symlink-out-of-root'
  | 'analysis-failed';
