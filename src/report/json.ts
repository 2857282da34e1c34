import type { Report } from '../model/report.ts';

/** The report as it is: the contract that `schema/report.schema.json` describes. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
