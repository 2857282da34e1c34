import type { Dialect } from './dialect.ts';
import type { Language, Project, SourceFile, UnanalysedReason } from './source.ts';

/** A text that a kit could not open, in the parser's words. */
export interface Unopened {
  readonly reason: UnanalysedReason;
  readonly detail: string;
}

/** What reads one language. The engine knows kits by this alone. */
export interface LanguageKit {
  readonly language: Language;
  /**
   * Parses a text and finds its sites.
   * @param path relative to the root; its ending chooses the grammar.
   * @param text the whole file, its byte order mark included.
   * @param dialects those of this language that the run knows; others are passed over.
   * @param project where imports lead; read only when a receiver has to be followed to another file.
   */
  open(path: string, text: string, dialects: readonly Dialect[], project: Project): SourceFile | Unopened;
  /**
   * Whether a text may be written: the syntax errors that the language's strictest parser at hand finds in it.
   * @returns the first error in the parser's words with its line, or undefined.
   */
  syntaxError(path: string, text: string): string | undefined;
}

/** Tells a file that was opened from one that could not be. */
export function isUnopened(opened: SourceFile | Unopened): opened is Unopened {
  return 'reason' in opened;
}
