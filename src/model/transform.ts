import type { Choices } from './configuration.ts';
import type { Certainty, Dialect, SiteKind } from './dialect.ts';
import type { Edit, Language, SourceFile, Span } from './source.ts';

/** About an edit: `safe` changes nothing but the bug; `review` changes when or how often something happens. */
export type Safety = 'safe' | 'review';

/** Another place that a finding speaks of. */
export interface Related extends Span {
  readonly path: string;
  readonly message: string;
}

interface Observation {
  /** Where a reader should look. */
  readonly span: Span;
  /** What was recognised there, as the code spells it: `transaction.on_commit`. */
  readonly symbol: string;
  /** The id of the dialect that recognised the site. */
  readonly dialect: string;
  readonly certainty: Certainty;
  /** One sentence. */
  readonly message: string;
  /** The facts for and against, a sentence each. */
  readonly evidence: readonly string[];
  /** The failing timeline, a line each. */
  readonly scenario: readonly string[];
  readonly related: readonly Related[];
}

/** A place with edits that cure it. */
export interface Rewriting extends Observation {
  readonly outcome: 'rewrite';
  readonly safety: Safety;
  /** What will behave differently; null when nothing but the bug does. */
  readonly behaviour: string | null;
  /** All of them or none are applied. */
  readonly edits: readonly Edit[];
}

/** A place without edits, and the reason. */
export interface Refusal<Code extends string = string> extends Observation {
  readonly outcome: 'refuse';
  readonly refusal: Code;
}

/** What a transform says of one place. */
export type Observed<Code extends string = string> = Rewriting | Refusal<Code>;

/** What a file must hold for a transform to have anything to say of it. */
export interface Start {
  readonly kind: SiteKind;
  /** What must stand in the file as well. It runs over the bytes as Latin-1, so what it names is ASCII. */
  readonly beside?: RegExp;
  /** What may stand in the file instead of a word of a dialect, as where the project's own functions are called. */
  readonly instead?: RegExp;
  /** True where that begins a statement at the top of a file, which holds the site. */
  readonly holds?: true;
}

/** One language's half of a transform. */
export interface Rewrite<Code extends string = string> {
  readonly language: Language;
  /** A file without a site of one of these cannot have a finding; its bytes are tested for the dialects' words. */
  readonly startsFrom: readonly Start[];
  /** Kinds that are read as well, where a file has been opened for one of the above. */
  readonly alsoReads: readonly SiteKind[];
  /** The kinds whose dialects are the cells of the support matrix; those of `startsFrom` unless told. */
  readonly cells?: readonly SiteKind[];
  /** Code to sentence: what the code under test is like, and the smallest manual step. */
  readonly refusals: Readonly<Record<Code, string>>;
  /** Declared as a method, so that each half may name its own kit's file type. */
  find(file: SourceFile, choices: Choices): Iterable<Observed<Code>>;
}

/** One named rewriting and its detection. The prose is Markdown. */
export interface Transform {
  /** Imperative, verb and object, in kebab case; the same string everywhere. */
  readonly id: string;
  /** One line, for tables. */
  readonly summary: string;
  readonly finds: string;
  readonly why: string;
  /** The failing timeline, a line each. */
  readonly timeline: readonly string[];
  readonly writes: string;
  readonly safety: string;
  /** When a reader should not use it. */
  readonly avoid: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly rewrites: { readonly [L in Language]?: Rewrite };
}

/** Everything that a run knows. The lists reach the engine as an argument. */
export interface Knowledge {
  /** In running order. */
  readonly transforms: readonly Transform[];
  readonly dialects: readonly Dialect[];
}
