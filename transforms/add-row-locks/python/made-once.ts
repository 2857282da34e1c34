import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child } from '../../../src/languages/python/node.ts';
import { argumentsOf } from '../../../src/languages/python/rows.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Held } from './held.ts';
import { declaredIn, lineageOf } from './lineage.ts';

/** Whether a row that is made where it is missing is locked when it is there, and made by one process only. */
export function isMadeOnce(file: PythonFile, held: Held, { made }: ChainLock): boolean {
  const { site, binding } = held;
  const last = site?.rows?.steps.at(-1);
  if (made === undefined || last === undefined || site?.rows?.gives !== 'made') return false;
  if (!made.methods.includes(last.name) || binding.writes.length > 1) return false;
  const lineage = lineageOf(file, held);
  const given = argumentsOf(last.call);
  if (lineage === undefined || given.some(({ type }) => type !== 'keyword_argument')) return false;
  const names = given.map((one) => file.textOf(child(one, 'name') ?? one)).filter((name) => name !== made.defaults);
  const isGiven = (column: string) => names.includes(column) || names.includes(`${column}_id`);
  if (declaredIn(lineage).some(({ name, text }) => made.unique.test(text) && isGiven(name))) return true;
  return lineage.classes.some(({ file: home, node }) =>
    [...home.textOf(node).matchAll(new RegExp(made.together.source, 'g'))].some((match) => {
      const columns = [...(match.slice(1).find((group) => group !== undefined) ?? '').matchAll(/["'](\w+)["']/g)];
      return columns.length > 0 && columns.every(([, column = '']) => isGiven(column));
    }),
  );
}
