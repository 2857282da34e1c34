import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { isImportTime } from './import-time.ts';
import type { Reach } from './reach.ts';

/**
 * A handler that works with the database through a library which the module sets up itself: the connection is kept, as
 * it should be, but what renews one that the server has closed runs only where the library serves requests.
 */
export function connectionsOf(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
): readonly Observed<'connection-kept'>[] {
  return file.dialects.flatMap((dialect) => {
    const kept = dialect.keptConnection;
    if (kept === undefined || !setsUp(file, kept.setUp)) return [];
    const { call, words } = kept.renewedBy;
    if (words.some((word) => file.textsNaming(word).length > 0)) return [];
    return entries.flatMap((handler): readonly Observed<'connection-kept'>[] => {
      // A queue's worker may renew connections itself; a bare function is all that there is.
      if (!handler.dialect.recognises.handler?.some((pattern) => 'function' in pattern)) return [];
      if (![...reach.of(handler.node)].some((callable) => uses(file, callable, kept.usedBy))) return [];
      const place = child(handler.node, 'name') ?? handler.node;
      const name = `\`${handler.symbol}\``;
      return [
        {
          outcome: 'refuse',
          refusal: 'connection-kept',
          span: { start: place.start, end: place.end },
          symbol: handler.symbol,
          dialect: dialect.id,
          certainty: 'likely',
          message: `${name} keeps the database connection of the invocation before, and nothing renews one that the server has closed: call \`${call}()\` first in it.`,
          evidence: [
            handler.evidence,
            `The module calls \`${kept.setUp}()\`, and nothing in the project names \`${words[0]}\`.`,
          ],
          scenario: [
            'T1  the first invocation opens a connection, and ends',
            'T2  the database closes the connection, which has been idle for long',
            'T1  the second invocation uses it, and fails; so does every later one',
          ],
          related: [],
        },
      ];
    });
  });
}

function setsUp(file: PythonFile, path: string): boolean {
  const calls = (node: PythonNode): boolean => {
    const callee = node.type === 'call' ? child(node, 'function') : undefined;
    if (callee !== undefined && isImportTime(node) && file.accessPaths(callee).includes(path)) return true;
    return node.children.some(calls);
  };
  return file.text.includes(path.slice(path.lastIndexOf('.') + 1)) && calls(file.root);
}

function uses(file: PythonFile, node: PythonNode, attribute: string): boolean {
  if (node.type === 'attribute' && file.textOf(child(node, 'attribute') ?? node) === attribute) return true;
  return node.children.some((one) => uses(file, one, attribute));
}
