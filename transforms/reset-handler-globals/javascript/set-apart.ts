import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { startOf } from '../../../src/languages/javascript/walk.ts';

/** Whether a comment on the line of a declaration, or on the one above, says to leave it as it is. */
export function isSuppressed({ text, comments }: JavaScriptFile, { identifier }: Binding): boolean {
  const start = text.lastIndexOf('\n', startOf(identifier) - 1) + 1;
  const above = text.lastIndexOf('\n', start - 2) + 1;
  const end = text.indexOf('\n', start);
  return comments.some(
    (comment) =>
      comment.start >= above &&
      (end === -1 || comment.start < end) &&
      /unstale-ignore[^\n]*\breset-handler-globals\b/.test(text.slice(comment.start, comment.end)),
  );
}

/** Whether a file is run by a test runner, which begins with fresh modules. */
export function isTest(path: string): boolean {
  return /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/.test(path);
}

/** Whether a compiler has turned functions into state machines, in which nothing runs in the order of the text. */
export function isCompiled(text: string): boolean {
  return /\b__generator\(this|\bregeneratorRuntime\b|\b_regenerator/.test(text);
}
