import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { PythonNode } from '../../../src/languages/python/node.ts';
import type { Edit } from '../../../src/model/source.ts';
import { handOver, nameAt } from './bound.ts';
import { collect, moveBehind, moveBelow, outermostBlock } from './collection.ts';
import type { PythonCode } from './refusals.ts';
import type { Sending } from './sendings.ts';
import { roomAround } from './sessions.ts';

/** How a sending is put off: what is edited, and by which way. */
export interface Deferral {
  readonly way: 'hook' | 'moved' | 'collected';
  readonly edits: readonly Edit[];
}

/**
 * Writes a sending so that it runs after the commit: by the library's hook, else below the transaction.
 * @param isAlone whether nothing else is sent in the same function.
 */
export function defer(
  file: PythonFile,
  sending: Sending & { readonly statement: PythonNode },
  isAlone: boolean,
): Deferral | PythonCode {
  const { call, transaction } = sending;
  const hook = transaction.dialect.writes?.afterCommit;
  if (!hook) return withoutHook(file, sending, isAlone);
  if (sending.isAwaited) return 'send-awaited';
  const names = (hook.imports ?? []).map((path) => ({ path, found: nameAt(file, call, path) }));
  let code: string = hook.code;
  const edits: Edit[] = [];
  for (const { path, found } of names) {
    if (typeof found === 'string') return found;
    code = code.replace(path.slice(path.lastIndexOf('.') + 1), found.name);
    edits.push(...found.edits);
  }
  const [before = ''] = code.split('{callback}');
  const { database } = transaction;
  const after = hook.repeats && typeof database === 'object' ? `, ${hook.repeats}=${database.code}` : '';
  const handed = handOver(file, call, before, after);
  return typeof handed === 'string' ? handed : { way: 'hook', edits: [...handed, ...edits] };
}

function withoutHook(
  file: PythonFile,
  { call, statement, isAwaited, transaction: { stretch } }: Sending & { readonly statement: PythonNode },
  isAlone: boolean,
): Deferral | PythonCode {
  const room = stretch && roomAround(call, stretch);
  const block = stretch ? undefined : outermostBlock(file, call);
  const place = room ?? (block && { first: block, last: block });
  if (!place) return 'no-commit-hook';
  const moved =
    isAlone && (block ? moveBelow(file, call, statement, block) : moveBehind(file, call, statement, place.last));
  if (moved) return { way: 'moved', edits: moved };
  if (isAwaited) return 'send-awaited';
  const collected = collect(file, call, place);
  return typeof collected === 'string' ? collected : { way: 'collected', edits: collected };
}
