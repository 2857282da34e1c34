import { completionOfBody, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import { functionCalled } from './called.ts';
import type { Held } from './held.ts';

/** Errors that the database has no part in. */
const harmless =
  /^\(?\s*(?:(?:[\w.()]*\.)?DoesNotExist|(?:[\w.()]*\.)?MultipleObjectsReturned|Http404|ObjectDoesNotExist|NoResultFound|KeyError|ValueError|TypeError|AttributeError|IndexError|StopIteration|ZeroDivisionError|InvalidOperation|OSError|IOError|UnicodeDecodeError|JSONDecodeError|(?:\w+\.)+(?:JSONDecodeError|RequestException|ConnectionError|Timeout|HTTPError))(?:\s*,\s*[\w.]*(?:DoesNotExist|Error|Http404))*,?\s*\)?(?:\s+as\s+\w+)?$/;

/** What asks the database by its looks. */
const asking = /\.objects\b|\.save\(|\.create\(|\.delete\(|\.update\(/;

/** Methods of texts, lists, dicts, times and loggers. */
const plain =
  /^(?:append|capitalize|copy|critical|debug|decode|encode|endswith|error|exception|extend|find|format|get|index|info|insert|isdigit|isoformat|items|join|json|keys|log|lower|lstrip|pop|raise_for_status|replace|rstrip|setdefault|sort|split|splitlines|startswith|strftime|strip|timestamp|title|total_seconds|update|upper|values|warn|warning)$/;

const builtIn =
  /^(?:abs|all|any|bool|bytes|dict|enumerate|filter|float|format|getattr|hasattr|int|isinstance|iter|len|list|map|max|min|next|open|print|range|repr|reversed|round|set|setattr|sorted|str|sum|super|tuple|type|zip|\w*(?:Error|Exception))$/;

/** How many calls are followed down. */
const deepest = 3;

/** Whether a handler goes on after an error that may be the database's: its transaction is then broken. */
export function swallows(file: PythonFile, statement: PythonNode, { callable, saves, site }: Held): boolean {
  const isBroad = named(statement).some((clause) => {
    if (clause.type !== 'except_clause' || !(completionOfBody(clause) & ways.next)) return false;
    const [what] = named(clause);
    return what === undefined || what.type === 'block' || !harmless.test(file.textOf(what).trim());
  });
  const body = child(statement, 'body');
  if (!isBroad || body === undefined) return false;
  const own = [site?.node, ...saves.map(({ call }) => call)];
  return own.some((node) => node && isWithin(node, body)) || mayAsk(file, body, callable, 0, new Set());
}

/**
 * Whether something in a function may ask the database, in it or in what it calls.
 * @param around the function.
 */
function mayAsk(file: PythonFile, node: PythonNode, around: PythonNode, depth: number, seen: Set<PythonNode>): boolean {
  if (asking.test(file.textOf(node))) return true;
  return [...walk(node)].some((call) => {
    const callee = call.type === 'call' ? child(call, 'function') : undefined;
    if (callee === undefined) return false;
    const called = functionCalled(file, callee, around);
    if (called === undefined) return !isPlain(file, callee);
    if (seen.has(called.node)) return false;
    seen.add(called.node);
    return depth >= deepest || mayAsk(called.file, called.node, called.node, depth + 1, seen);
  });
}

/** Whether a call is of what asks no database: the language, its containers, or a library that is none of Django's. */
function isPlain(file: PythonFile, callee: PythonNode): boolean {
  if (callee.type === 'identifier' && builtIn.test(file.textOf(callee))) return true;
  const method = callee.type === 'attribute' ? child(callee, 'attribute') : undefined;
  if (method !== undefined && plain.test(file.textOf(method))) return true;
  let root: PythonNode | undefined = callee;
  while (root !== undefined && root.type !== 'identifier') root = child(root, 'object') ?? child(root, 'function');
  if (root === undefined || file.definitionOf(root) !== undefined || file.moduleOf(root) !== undefined) return false;
  const writes = file.scopes.bindingOf(root)?.writes ?? [];
  return writes.length > 0 && writes.every(({ statement }) => isOfLibrary(file.textOf(statement)));
}

const isOfLibrary = (statement: string): boolean =>
  /^(?:import|from)\s+(?!\.|django\.(?!utils|conf|core\.(?:files|serializers)))/.test(statement);
