import type { Finding } from '../model/report.ts';
import type { Output } from './settle.ts';

/**
 * Sorts outputs into groups of files that one rewrite, or a chain of rewrites that share files, ties together.
 * @param applied the rewrites that the outputs hold.
 */
export function groupOutputs(outputs: readonly Output[], applied: readonly Finding[]): Output[][] {
  const leaderOf = new Map(outputs.map(({ path }) => [path, path]));
  const leader = (path: string): string => {
    const next = leaderOf.get(path) ?? path;
    return next === path ? path : leader(next);
  };
  for (const { edits } of applied) {
    const [first, ...others] = edits.map(({ path }) => leader(path));
    if (first === undefined) continue;
    for (const other of others) leaderOf.set(leader(other), leader(first));
  }
  const groups = new Map<string, Output[]>();
  for (const output of outputs) groups.set(leader(output.path), [...(groups.get(leader(output.path)) ?? []), output]);
  return [...groups.values()];
}
