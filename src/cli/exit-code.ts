import type { Report } from '../model/report.ts';

/** What the process says to its caller; the same in every output format. */
export const exitCodes = {
  clean: 0,
  /** `check`: findings that the baseline does not hold; `diff --exit-code`: something would change. */
  findings: 1,
  /** Usage, configuration or internal error: nothing was written. */
  error: 2,
  /** Some files could not be analysed or written; each is named. Wins over `findings`. */
  incomplete: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * @param hasFindings whether what was found counts for this command.
 * @param notWritten how many files could not be written.
 */
export function exitCodeOf(report: Report, hasFindings: boolean, notWritten = 0): ExitCode {
  if (report.unanalysed.length || notWritten) return exitCodes.incomplete;
  return hasFindings ? exitCodes.findings : exitCodes.clean;
}
