import type { Comparison } from '../src/model/atomic-patterns.ts';

/** The operators of libraries that spell them as SQL does. */
export const asSpelled: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
