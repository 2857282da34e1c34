import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';

/** Whether a node sends a job, mail or message at once: after the commit of a transaction around it, it would be right. */
export function leavesAtOnce(file: PythonFile, node: PythonNode): boolean {
  if (node.type !== 'call') return false;
  return file.sites('enqueue').some((site) => site.node === node && !isRequest(site)) || isDeferral(file, node);
}

/** A call over HTTP may run under the lock; a job may not be sent under it. */
function isRequest({ dialect }: PythonSite): boolean {
  return dialect.recognises.enqueue?.every(({ sends }) => sends === 'request') === true;
}

/** `send_receipt.delay(…)`: what the queue's own dialect says puts a job off. */
function isDeferral(file: PythonFile, node: PythonNode): boolean {
  const callee = child(node, 'function');
  const method = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
  const name = method && file.textOf(method);
  if (name === undefined || !/delay|async/.test(name)) return false;
  const isNamed = file.dialects.some(({ recognises }) =>
    (recognises.handler ?? []).some((one) => 'defers' in one && one.defers?.includes(name)),
  );
  return isNamed && child(callee ?? node, 'object')?.type !== 'string';
}
