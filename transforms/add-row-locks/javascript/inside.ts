import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isMemberNode, propertyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { chainedTo, type RowCall } from '../../../src/languages/javascript/rows.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { readsIn } from './reads.ts';
import type { Region } from './region.ts';
import type { Threaded } from './threading.ts';

/** The calls of the library in the lines, and how each is put into the transaction. */
export function threadedIn(file: JavaScriptFile, region: Region, read: RowCall): Threaded[] {
  const isInside = (node: Node) => startOf(node) >= region.start && endOf(node) <= region.end;
  const calls = file
    .rowCalls()
    .filter(({ dialect, whole }) => dialect === read.dialect && isInside(whole))
    .flatMap(({ calls: chain, pattern, receiver }): Threaded[] => {
      const [call] = chain;
      return call ? [{ call, chain, threads: pattern.threads, receiver, isQuery: true }] : [];
    });
  const known = new Set<Node>(calls.map(({ call }) => call));
  const others = read.dialect.writes?.rowLock?.replaces ? othersOn(file, region, read.receiver) : [];
  return [...calls, ...onRows(file, region, read), ...others.filter(({ call }) => !known.has(call))];
}

/** `account.save()` of each row that the library has read. */
function onRows(file: JavaScriptFile, region: Region, { dialect }: RowCall): Threaded[] {
  const rows = new Set(
    readsIn(file)
      .filter(({ call }) => call.dialect === dialect)
      .map(({ binding }) => binding),
  );
  const methods = (dialect.recognises.row ?? []).flatMap((one) => ('ofRow' in one ? one : []));
  const found: Threaded[] = [];
  for (const statement of region.statements)
    walk(statement, (node) => {
      if (!isCallNode(node) || !isMemberNode(node.callee)) return;
      const { callee } = node;
      const owner = unwrapped(callee.object);
      const binding = owner.type === 'Identifier' ? file.scopes.bindingOf(owner) : undefined;
      const method = methods.find((one) => [one.method].flat().includes(propertyName(callee) ?? ''));
      if (binding && rows.has(binding) && method)
        found.push({
          call: node,
          chain: [node, ...chainedTo(node, file.module)],
          threads: method.threads,
          isQuery: true,
        });
    });
  return found;
}

/** What else is called on the receiver of a read: `em.persist(receipt)`, the `INSERT` of a pool. */
function othersOn(file: JavaScriptFile, region: Region, receiver: Node): Threaded[] {
  const spelled = (node: Node) => file.text.slice(startOf(node), endOf(node));
  const found: Threaded[] = [];
  for (const statement of region.statements)
    walk(statement, (node) => {
      const isTag = node.type === 'TaggedTemplateExpression';
      if (!isTag && !isCallNode(node)) return;
      const callee = isTag ? node.tag : node.callee;
      const owner = isMemberNode(callee) ? callee.object : callee;
      if (spelled(owner) === spelled(receiver))
        found.push({
          call: node,
          chain: [node, ...chainedTo(node, file.module)],
          threads: { receiver: '{handle}' },
          receiver: owner,
        });
    });
  return found;
}
