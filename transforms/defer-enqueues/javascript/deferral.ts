import type { Node } from '@babel/types';
import { addImport } from '../../../src/languages/javascript/add-import.ts';
import type { Copies, LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { bracesAround, semicolonOf } from '../../../src/languages/javascript/layout.ts';
import { isStatementList } from '../../../src/languages/javascript/nodes.ts';
import { isWithin } from '../../../src/languages/javascript/walk.ts';
import { guarded, guardedByHandle, plain } from './bodies.ts';
import { collect } from './collection.ts';
import { endOfTransaction } from './end.ts';
import { moveBelow } from './move.ts';
import type { Payload } from './payload.ts';
import type { Code } from './refusals.ts';
import type { Sending } from './sendings.ts';

/** How a sending is put off: what is edited, and by which way. */
export interface Deferral {
  readonly way: 'hook' | 'moved' | 'collected';
  readonly edits: readonly LocalEdit[];
}

/**
 * Writes a sending so that it runs after the commit: by the library's hook, else below the transaction.
 * @param isAlone whether nothing else is sent in the same transaction.
 * @returns a refusal's code where the code around it leaves no room.
 */
export function defer(
  file: JavaScriptFile,
  sending: Sending & { statement: Node },
  { late, narrowed }: Omit<Payload, 'refusal'>,
  copies: Copies,
  isAlone: boolean,
): Deferral | Code {
  const { statement, transaction } = sending;
  const registration = registrationBy(file, sending);
  const end = registration ? undefined : endOfTransaction(file, transaction, statement);
  const isKnownBehind = late.length === 0 && !narrowed.some(({ by }) => end && isWithin(by, end.statement));
  const moved = end && isAlone && isKnownBehind ? moveBelow(file, sending, end) : undefined;
  if (moved) return { way: 'moved', edits: moved };
  const kept = [...late, ...narrowed];
  const holder = file.parentOf(statement);
  const isAmongOthers = holder !== undefined && isStatementList(holder);
  const needsBraces = kept.length > 0 || (registration && transaction.isOptional);
  const braces = needsBraces && holder && !isAmongOthers ? bracesAround(file, statement, holder) : undefined;
  const put = { statement, braces };
  const bound = kept.flatMap((read) => copies.copy(statement, read, braces));
  const inPlace = (edits: readonly LocalEdit[]) =>
    braces ? [braces.open, ...bound, ...edits, braces.close] : [...bound, ...edits];
  if (registration) {
    const { before, after, edits, losesErrors } = registration;
    const body = transaction.isOptional
      ? guardedByHandle(file, put, sending, registration, copies)
      : (losesErrors ? guarded : plain)(file, put)(before, after);
    return { way: 'hook', edits: [...edits, ...inPlace(body)] };
  }
  if (transaction.site?.pattern.isRetried) return 'transaction-retried';
  if (!end) return 'no-commit-hook';
  const collected = collect(file, end, copies);
  const body = plain(file, put)(`${collected.name}.push(`, ')');
  return { way: 'collected', edits: [...collected.edits, ...inPlace(body)] };
}

interface Registration {
  readonly before: string;
  readonly after: string;
  readonly edits: readonly LocalEdit[];
  readonly losesErrors: boolean;
}

/** The library's hook, where it can be called from here. */
function registrationBy(
  file: JavaScriptFile,
  { transaction, statement }: Sending & { statement: Node },
): Registration | undefined {
  const { dialect, form, handle } = transaction;
  const hook = dialect.writes?.afterCommit;
  // A hook that fails would fail inside `commit()`, and take the way of a rollback.
  if (!hook || form === 'opened') return undefined;
  if (hook.code.includes('{handle}') && handle === undefined) return undefined;
  const mayBeNested = form === 'received' || form === 'hook';
  const asked = mayBeNested ? (hook.outermost?.code ?? '{handle}') : '{handle}';
  let code = hook.code.replace('{handle}', asked).replaceAll('{handle}', handle ?? '');
  const edits: LocalEdit[] = [];
  for (const needed of hook.imports ?? []) {
    const at = needed.lastIndexOf('.');
    const name = needed.slice(at + 1);
    const imported = addImport(file, needed.slice(0, at), name);
    if (!imported) return undefined;
    code = code.replace(name, imported.code);
    edits.push(...imported.edits);
  }
  const [opening = '', after = ''] = code.split('{callback}');
  // A line that starts with a bracket would go on with the one above.
  const before = opening.startsWith('(') && semicolonOf(file, statement) === '' ? `;${opening}` : opening;
  return { before, after, edits, losesErrors: hook.losesErrors === true };
}
