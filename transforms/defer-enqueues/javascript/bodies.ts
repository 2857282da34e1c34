import type { Node } from '@babel/types';
import type { Copies, LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type Braces, indentStep, lineEndOf, semicolonOf, wrapped } from '../../../src/languages/javascript/layout.ts';
import { startOf } from '../../../src/languages/javascript/walk.ts';
import type { Sending } from './sendings.ts';

/** A statement that is to run later, and the braces that it gets where it is all there is to an `if`. */
export interface Put {
  readonly statement: Node;
  readonly braces: Braces | undefined;
}

/** A function of its own, which is registered where there is a transaction, and called at once where there is none. */
export function guardedByHandle(
  file: JavaScriptFile,
  { statement, braces }: Put,
  { transaction: { handle } }: Sending,
  { before, after }: { readonly before: string; readonly after: string },
  copies: Copies,
): LocalEdit[] {
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
    1,
    braces?.indentation,
  );
}

type Body = (before: string, after: string) => LocalEdit[];

/** The statement in a function of its own, which waits for what the statement waited for. */
export function plain(file: JavaScriptFile, { statement, braces }: Put): Body {
  const semicolon = semicolonOf(file, statement);
  return (before, after) =>
    wrapped(
      file,
      statement,
      () => `${before}${arrowFor(file, statement)}`,
      (outer) => `${outer}}${after}${semicolon}`,
      1,
      braces?.indentation,
    );
}

/** The same, where an error of the function would be lost or end the process. */
export function guarded(file: JavaScriptFile, { statement, braces }: Put): Body {
  const { text } = file;
  const semicolon = semicolonOf(file, statement);
  const step = indentStep(file, startOf(statement));
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
      braces?.indentation,
    );
}

/** What the rewritten code logs with. */
const log = 'console.error';

const arrowFor = (file: JavaScriptFile, statement: Node): string =>
  file.find(statement, 'AwaitExpression').some((wait) => file.parentOf(wait) === statement)
    ? 'async () => {'
    : '() => {';
