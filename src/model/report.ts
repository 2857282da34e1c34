import type { Certainty } from './dialect.ts';
import type { UnanalysedReason } from './source.ts';
import type { Safety } from './transform.ts';

/** A place in a file: lines and columns from 1, columns in UTF-16 units, the path relative to the root. */
export interface Place {
  path: string;
  line: number;
  column: number;
}

/** A replacement: offsets in UTF-16 units into the file as it was read, the end exclusive. */
export interface ReportEdit {
  path: string;
  start: number;
  end: number;
  text: string;
}

/** One place where a transform has something to say. */
export interface Finding extends Place {
  /** The id of the transform. */
  transform: string;
  /** The id of the dialect that recognised the site. */
  dialect: string;
  endLine: number;
  /** Exclusive. */
  endColumn: number;
  /** What was recognised, as the code spells it. */
  symbol: string;
  outcome: 'rewrite' | 'refuse';
  /** Why there are no edits: a code that says what the code under test is like. */
  refusal: string | null;
  /** About the bug. */
  certainty: Certainty;
  /** About the edits; null where there are none. */
  safety: Safety | null;
  /** One sentence. */
  message: string;
  /** The facts for and against, a sentence each. */
  evidence: string[];
  /** What will behave differently; null when nothing but the bug does. */
  behaviour: string | null;
  /** The failing timeline, a line each. */
  scenario: string[];
  /** Other places that the finding speaks of. */
  related: (Place & { message: string })[];
  /** Survives moves of lines and files, and formatting: what a baseline compares. */
  fingerprint: string;
  /** Against the baseline; `new` where there is none. */
  status: 'new' | 'known' | 'moved';
  /** All of them or none are applied. */
  edits: ReportEdit[];
}

/** A file that was not analysed, and why. */
export interface Unanalysed {
  path: string;
  reason: UnanalysedReason;
  /** The reader's or parser's own words, with the place where it knows one. */
  detail: string;
}

/** A suppression comment that does nothing. */
export interface IdleSuppression extends Place {
  transform: string;
  problem: 'unused' | 'no-reason' | 'unknown-transform';
}

/** A finding of the baseline that is no longer there. */
export interface Gone {
  transform: string;
  path: string;
  symbol: string;
  fingerprint: string;
}

/** The one result of a run, as `unstale check --format json` prints it. */
export interface Report {
  version: 1;
  tool: { name: string; version: string };
  /** What the paths are relative to: the folder that the run was started in. */
  root: string;
  summary: {
    /** Files considered. */
    files: number;
    /** Of them, analysed: all but the unanalysed. */
    analysed: number;
    findings: number;
    rewrites: number;
    refusals: number;
    new: number;
    /** Known or moved. */
    baselined: number;
    /** Findings that a comment suppresses; they are not among the findings. */
    suppressed: number;
  };
  /** Sorted by path, line, column, transform. */
  findings: Finding[];
  unanalysed: Unanalysed[];
  idleSuppressions: IdleSuppression[];
  gone: Gone[];
}

/** Gives a refusal's sentence: what the code is like, and what to do; empty where the code is not known. */
export type RefusalSentence = (finding: Pick<Finding, 'transform' | 'path' | 'refusal'>) => string;
