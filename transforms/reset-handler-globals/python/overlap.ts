import type { PythonSite } from '../../../src/languages/python/file.ts';

/** Whether the platform begins an invocation before another has ended, wherever nothing else is said. */
export const overlaps = ({ dialect }: PythonSite): boolean =>
  dialect.recognises.handler?.some((pattern) => 'overlaps' in pattern && pattern.overlaps === true) === true;

/** Whether it may be set up to do so. */
export const mayOverlap = ({ dialect }: PythonSite): boolean =>
  dialect.recognises.handler?.some((pattern) => 'mayOverlap' in pattern && pattern.mayOverlap === true) === true;
