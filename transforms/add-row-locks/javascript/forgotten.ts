import type { Identifier } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { narrowedReads } from '../../../src/languages/javascript/narrowed.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { RowRead } from './reads.ts';
import type { Region } from './region.ts';

/** Says what TypeScript knows of a value where it stands, and not in a function around it: the file may not compile. */
export function forgottenSaid(file: JavaScriptFile, { statements }: Region, { fn }: RowRead): string {
  const [first] = statements;
  const isOutside = (identifier: Identifier): boolean => {
    const declared = file.scopes.bindingOf(identifier)?.identifier;
    return declared !== undefined && !statements.some((one) => isWithin(declared, one));
  };
  const uses = statements.flatMap((one) => file.find(one, 'Identifier')).filter(isOutside);
  const reads = first === undefined ? [] : narrowedReads(file, first, fn, uses).flatMap((one) => one.reads);
  const names = [...new Set(reads.map((read) => `\`${file.text.slice(startOf(read), endOf(read))}\``))];
  return names.length === 0
    ? ''
    : ` In a callback TypeScript no longer knows what was asked of ${names.slice(0, 3).join(', ')} before it.`;
}
