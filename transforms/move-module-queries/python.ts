import type { PythonFile } from '../../src/languages/python/file.ts';
import type { PythonNode } from '../../src/languages/python/node.ts';
import { functionAround } from '../../src/languages/python/queries.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { classAround, inClass } from './python/choices.ts';
import { frozenConditionsOf } from './python/conditions.ts';
import { inContext } from './python/contexts.ts';
import { inDefault } from './python/defaults.ts';
import { filledOnce } from './python/filled.ts';
import { givenTo } from './python/given.ts';
import { holderOf } from './python/holders.ts';
import { filledByLoop } from './python/loops.ts';
import { ofModuleName } from './python/names.ts';
import { polled } from './python/polled.ts';
import { type Code, refusals } from './python/refusals.ts';
import { isProgram, isRunOnce, isTest } from './python/run-once.ts';
import { inTable } from './python/tables.ts';

export const python: Rewrite<Code> = {
  language: 'python',
  startsFrom: [{ kind: 'query' }],
  alsoReads: ['handler'],
  refusals,
  *find(file: PythonFile): Iterable<Observed<Code>> {
    yield* frozenConditionsOf(file);
    if (file.sites('query').length === 0) return;
    const isOnce = isRunOnce(file.path) || isProgram(file);
    const told = new Set<PythonNode>();
    for (const site of file.sites('query')) {
      if (functionAround(site.node) !== undefined) {
        // A program that polls is no less in need of new rows.
        if (!isTest(file.path)) yield* polled(file, site);
        if (!isOnce) yield* filledOnce(file, site);
        continue;
      }
      if (isOnce) continue;
      const holder = holderOf(
        site.node,
        file.text,
        site.query?.hasRun ?? false,
        site.query?.chain.kept ?? [],
        givenTo(file, site),
      );
      // One finding for a declaration, however many queries it is made of.
      if (holder === undefined) {
        yield* inContext(file, site);
        yield* inTable(file, site, told);
      }
      if (holder === undefined || told.has(holder.statement)) continue;
      told.add(holder.statement);
      if (holder.kind === 'default') yield* inDefault(file, site, holder);
      else if (holder.kind === 'loop') yield* filledByLoop(file, site, holder);
      else if (classAround(holder.statement) !== undefined) yield* inClass(file, site, holder);
      else yield* ofModuleName(file, site, holder);
    }
  },
};
