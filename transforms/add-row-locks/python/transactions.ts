import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Held } from './held.ts';

/** How the read and the last write of a row stand to a transaction that is there already. */
export type Standing = 'none' | 'holds-both' | 'begins-between' | 'ends-between' | 'outside-task';

/** @param held with its saves in source order. */
export function standingOf(file: PythonFile, held: Held): Standing {
  const last = held.saves.at(-1)?.call ?? held.read;
  const [read, write] = [held.site?.node ?? held.read, last].map((node) => file.enclosing(node, 'transaction'));
  for (const site of [read, write])
    if (site !== undefined && isOutsideTask(file, site, held.callable)) return 'outside-task';
  if (read === undefined) return write === undefined ? 'none' : 'begins-between';
  if (write !== undefined && holds(read, last)) return 'holds-both';
  return read.node.type === 'with_statement' ? 'ends-between' : 'holds-both';
}

function holds(site: PythonSite, node: PythonNode): boolean {
  return node.start >= site.node.start && node.end <= site.node.end;
}

/** `@transaction.atomic` above `@shared_task`. */
function isOutsideTask(file: PythonFile, site: PythonSite, callable: PythonNode): boolean {
  const task = file.sites('handler').find(({ node }) => node === callable);
  if (task === undefined || site.node.type !== 'decorated_definition') return false;
  if (child(site.node, 'definition') !== callable) return false;
  const decorators = named(site.node).filter(({ type }) => type === 'decorator');
  const place = (symbol: string) => decorators.findIndex((one) => file.textOf(one).slice(1).trim().startsWith(symbol));
  const [transaction, queue] = [place(site.symbol), place(task.symbol)];
  return transaction !== -1 && queue !== -1 && transaction < queue;
}

/** Whether the code answers a request, and the project has each request run in a transaction. */
export function isRequested(file: PythonFile, { callable, dialect }: Held): boolean {
  const requested = dialect.implicit?.requested;
  const parameters = named(child(callable, 'parameters') ?? callable).slice(0, 2);
  if (requested === undefined || !parameters.some((one) => file.textOf(one).split(':')[0] === requested.parameter))
    return false;
  const above = callable.parent?.type === 'decorated_definition' ? named(callable.parent) : [];
  const isLeftOut = above.some((one) => {
    const [decorator] = one.type === 'decorator' ? named(one) : [];
    return decorator !== undefined && file.accessPaths(decorator).includes(requested.unless);
  });
  return !isLeftOut && file.textsNaming(requested.word).some((text) => requested.says.test(text));
}
