import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { methodOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Span } from '../../../src/model/source.ts';

/** Calls that are over at once: of Python itself, of a log, of a text, of time. */
const quick =
  /^(?:len|str|int|float|bool|dict|list|set|tuple|min|max|sum|any|all|sorted|isinstance|hasattr|getattr|setattr|print|range|zip|enumerate|repr|round|abs|type|super|Decimal|ValueError|format|next|iter|open|reversed|vars|id|hash|timedelta|date|datetime|now|_|gettext|ugettext|reverse|uuid4|\w*[Ff]orm|\w*Exception|\w*Error)$/;
const quickMethods =
  /^(?:now|utcnow|today|info|debug|warning|warn|error|exception|critical|log|format|join|split|strip|lstrip|rstrip|replace|lower|upper|title|startswith|endswith|encode|decode|get|items|keys|values|append|extend|pop|update|add|date|time|isoformat|strftime|strptime|total_seconds|hexdigest|sleep|copy|is_valid|has_perm|exists|getlist|setdefault|timestamp|hex|loads|dumps|capture_exception|capture_message|retry)$/;

/** A call that takes its time: `name` is how the code spells what is called. */
export interface Slow {
  readonly node: PythonNode;
  readonly name: string;
  /** Whether it is known to go to the outside. */
  readonly isRemote: boolean;
}

/** The calls between two offsets of a function that may take long, in source order. */
export function slowCalls(file: PythonFile, callable: PythonNode, { start, end }: Span, row: string): Slow[] {
  return [...walk(callable)].flatMap((node) => {
    if (node.type !== 'call' || node.start < start || node.end > end || functionAround(node) !== callable) return [];
    const callee = child(node, 'function');
    if (callee === undefined) return [];
    const name = file.textOf(callee).replace(/\s+/g, ' ');
    if (name.length > 60) return [];
    const method = methodOf(node);
    const isOutside = isRemote(file, node);
    const isQuick = method ? quickMethods.test(file.textOf(method)) : quick.test(name);
    const isOwn = name === `${row}.save` || name === `${row}.refresh_from_db`;
    const isBegin = file.sites('transaction').some((site) => site.call === node);
    return isOutside || (!isQuick && !isOwn && !isBegin) ? [{ node, name, isRemote: isOutside }] : [];
  });
}

/** Whether a call is known to go to the outside, and to wait for the answer. */
export function isRemote(file: PythonFile, call: PythonNode): boolean {
  const callee = child(call, 'function');
  return (
    callee !== undefined &&
    (goesOut.test(file.textOf(callee).replace(/\s+/g, ' ')) ||
      isVerbOfModule(file, callee) ||
      file.sites('enqueue').some((site) => site.node === call && takesTime(site)))
  );
}

/** A job or a message is handed to the queue at once; a mail and a request wait for somebody else's answer. */
function takesTime({ enqueue }: PythonSite): boolean {
  return enqueue?.sends === 'mail' || enqueue?.sends === 'request';
}

/** Names that say that a call goes to the outside. */
const goesOut =
  /(?:^|[._])(?:urlopen|fetch|download|upload|send_request|call_api|remote|charge|capture_payment|new_token|refresh_token|get_new_token)(?:_|$)|(?:^|[._])(?:session|client|http|api)\.(?:get|post|put|patch|delete|request|send)$/i;

/** The verbs of HTTP on a module of somebody else's. */
function isVerbOfModule(file: PythonFile, callee: PythonNode): boolean {
  const object = callee.type === 'attribute' ? child(callee, 'object') : undefined;
  const method = child(callee, 'attribute');
  if (object?.type !== 'identifier' || method === undefined) return false;
  if (!/^(?:get|post|put|patch|delete|request|urlopen)$/.test(file.textOf(method))) return false;
  const writes = file.scopes.bindingOf(object)?.writes ?? [];
  return writes.length === 1 && writes[0]?.statement.type === 'import_statement';
}
