import type { Node } from '@babel/types';
import { addImport } from '../../../src/languages/javascript/add-import.ts';
import type { Copies, LateRead, LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentStep, lineEndOf, semicolonOf, wrapped } from '../../../src/languages/javascript/layout.ts';
import { isStatementList } from '../../../src/languages/javascript/nodes.ts';
import { collect } from './collection.ts';
import { endOfTransaction } from './end.ts';
import { moveBelow } from './move.ts';
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
  late: readonly LateRead[],
  copies: Copies,
  isAlone: boolean,
): Deferral | Code {
  const { statement, transaction } = sending;
  const holder = file.parentOf(statement);
  if (late.length && !(holder && isStatementList(holder))) return 'changed-before-commit';
  const bound = late.flatMap((read) => copies.copy(statement, read));
  const registration = registrationBy(file, sending);
  if (registration && transaction.isOptional) {
    const edits = guardedByHandle(file, sending, registration, copies);
    return edits ? { way: 'hook', edits: [...bound, ...edits] } : 'nested-transaction';
  }
  if (registration) {
    const { before, after, edits, losesErrors } = registration;
    const body = losesErrors ? guarded(file, sending) : plain(file, sending);
    return { way: 'hook', edits: [...edits, ...bound, ...body(before, after)] };
  }
  const end = endOfTransaction(file, transaction, statement);
  const moved = end && isAlone && !late.length ? moveBelow(file, sending, end) : undefined;
  if (moved) return { way: 'moved', edits: moved };
  if (transaction.site?.pattern.isRetried) return 'transaction-retried';
  if (!end) return 'no-commit-hook';
  const collected = collect(file, end, copies);
  const body = plain(file, sending)(`${collected.name}.push(`, ')');
  return { way: 'collected', edits: [...collected.edits, ...bound, ...body] };
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

/** A function of its own, which is registered where there is a transaction, and called at once where there is none. */
function guardedByHandle(
  file: JavaScriptFile,
  { statement, transaction: { handle } }: Sending & { statement: Node },
  { before, after }: Registration,
  copies: Copies,
): LocalEdit[] | undefined {
  const holder = file.parentOf(statement);
  if (!holder || !isStatementList(holder)) return undefined;
  const name = copies.nameFor(statement, ['send', 'sendNext']);
  const semicolon = semicolonOf(file, statement);
  const end = lineEndOf(file.text);
  const arrow = arrowFor(file, statement);
  return wrapped(
    file,
    statement,
    () => `const ${name} = ${arrow}`,
    (outer) =>
      [
        `${outer}}${semicolon}`,
        `${outer}if (${handle}) ${before.replace(/^;/, '')}${name}${after}${semicolon}`,
        `${outer}else ${arrow.startsWith('async') ? 'await ' : ''}${name}()${semicolon}`,
      ].join(end),
  );
}

type Body = (before: string, after: string) => LocalEdit[];

/** The statement in a function of its own, which waits for what the statement waited for. */
function plain(file: JavaScriptFile, { statement }: Sending & { statement: Node }): Body {
  const semicolon = semicolonOf(file, statement);
  return (before, after) =>
    wrapped(
      file,
      statement,
      () => `${before}${arrowFor(file, statement)}`,
      (outer) => `${outer}}${after}${semicolon}`,
    );
}

/** The same, where an error of the function would be lost or end the process. */
function guarded(file: JavaScriptFile, { statement }: Sending & { statement: Node }): Body {
  const { text } = file;
  const semicolon = semicolonOf(file, statement);
  const step = indentStep(text);
  const end = lineEndOf(text);
  return (before, after) =>
    wrapped(
      file,
      statement,
      (outer) => `${before}${arrowFor(file, statement)}${end}${outer}${step}try {`,
      (outer) =>
        [
          `${outer}${step}} catch (error) {`,
          `${outer}${step}${step}${log}(error)${semicolon}`,
          `${outer}${step}}`,
          `${outer}}${after}${semicolon}`,
        ].join(end),
      2,
    );
}

/** What the rewritten code logs with. */
const log = 'console.error';

const arrowFor = (file: JavaScriptFile, statement: Node): string =>
  file.find(statement, 'AwaitExpression').some((wait) => file.parentOf(wait) === statement)
    ? 'async () => {'
    : '() => {';
