import { statementAround } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { isWithin, named } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/dialect.ts';
import type { Cure } from './cures.ts';
import { classText } from './database.ts';
import { filled } from './lock.ts';
import type { Judged } from './wording.ts';

/**
 * Has the database compute the new value: where the row is read, one column of it gets more or less, and it is saved,
 * and nothing else is done with it.
 * @returns undefined where that is not so, or where the row's class does more than write when it is saved.
 */
export function atomicWrite(file: PythonFile, { held, changes, save }: Judged, { old }: ChainLock): Cure | undefined {
  const { binding, chain, saves, site } = held;
  const { written } = chain;
  const [change, ...others] = changes;
  const amount = change?.amount;
  if (old === undefined || written.by !== 'row' || change === undefined || amount === undefined || others.length > 0)
    return undefined;
  if (saves.length > 1 || save.columns !== undefined) return undefined;
  const statement = statementAround(change.node);
  const block = statement.parent === undefined ? [] : named(statement.parent);
  const next = block[block.indexOf(statement) + 1];
  if (next === undefined || statementAround(save.call) !== next) return undefined;
  if (!binding.reads.every((read) => isWithin(read, statement) || isWithin(read, next))) return undefined;
  const own = classText(file, held);
  const model = site?.rows?.model && file.textOf(site.rows.model).split('.').at(-1);
  if (own === undefined || model === undefined || /\bauto_now\s*=\s*True/.test(own)) return undefined;
  if (written.overridden.some((name) => new RegExp(String.raw`\bdef\s+${name}\b`).test(own))) return undefined;
  if (file.textsNaming(model).some((text) => /\b(?:pre|post)_save\b/.test(text))) return undefined;
  const imported = importedAs(file, old.path);
  if (imported === undefined) return undefined;
  const { path } = file;
  const value = filled(old.code, { column: change.column }).replace(/^\w+/, imported.name);
  const added = /^[\w.]+(?:\([^()]*\))?$/.test(file.textOf(amount.value))
    ? file.textOf(amount.value)
    : `(${file.textOf(amount.value)})`;
  const target = file.textOf(change.node);
  return {
    edits: [
      ...imported.edits,
      { path, start: statement.start, end: statement.end, text: `${target} = ${value} ${amount.sign} ${added}` },
      {
        path,
        start: save.call.end - 1,
        end: save.call.end - 1,
        text: `${written.columns}=["${change.column}"]`,
      },
    ],
    behaviour: `The database computes \`${target}\`; the instance holds an expression from then on, and only that column is written.`,
  };
}
