import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { derivedFrom } from './derived.ts';
import { isConstant } from './leaks.ts';
import { functionAround, type Reach } from './reach.ts';

/** What an invocation leaves in the process itself, and no variable of the module holds. */
export interface ProcessState {
  readonly node: PythonNode;
  readonly handler: PythonSite;
  readonly code: 'environment-written' | 'log-handler-added';
}

/** Finds what invocations leave in the environment of the process, and in its loggers. */
export function processStatesOf(
  file: PythonFile,
  entries: readonly PythonSite[],
  reach: Reach,
): readonly ProcessState[] {
  const found = new Map<PythonNode, ProcessState>();
  for (const handler of entries) {
    const states = [
      ...environmentWrites(file, handler, reach).map((node) => ({
        node,
        handler,
        code: 'environment-written' as const,
      })),
      ...handlersAdded(file, handler.node, reach).map((node) => ({
        node,
        handler,
        code: 'log-handler-added' as const,
      })),
    ];
    for (const state of states) if (!found.has(state.node)) found.set(state.node, state);
  }
  return [...found.values()];
}

/** `os.environ["DEBUG"] = "1"` on one path of several: the invocations that take another one find it too. */
function environmentWrites(file: PythonFile, { node: handler }: PythonSite, reach: Reach): readonly PythonNode[] {
  const functions = reach.of(handler);
  const writes = file.scopes.mutations.flatMap(({ target, kind, value }) => {
    const holder = target.type === 'subscript' ? child(target, 'value') : undefined;
    const [key] = childrenOf(target, 'subscript');
    const isEnvironment = holder !== undefined && file.accessPaths(holder).includes('os.environ');
    return isEnvironment && key !== undefined ? [{ target, kind, value, key: file.textOf(key) }] : [];
  });
  if (writes.some(({ kind }) => kind === 'delete') || /\benviron\.(?:pop|clear|update|copy)\b/.test(file.text))
    return [];
  const isDerived = derivedFrom(file, handler, functions);
  return writes.flatMap(({ target, value, key }) => {
    const around = functionAround(target);
    if (value === undefined || around === undefined || !functions.has(around)) return [];
    if (writes.filter((other) => other.key === key).length > 1) return [];
    const conditions = conditionsAround(target);
    const isItsOwn = conditions.some(
      (one) => /\benviron\b|getenv/.test(file.textOf(one)) && file.textOf(one).includes(key),
    );
    const isOfEvent = conditions.some(isDerived) && (isDerived(value) || isConstant(value));
    return isOfEvent && !isItsOwn ? [target] : [];
  });
}

/** What decides whether a node runs, inside of its function: conditions, and what loops run over. */
export function conditionsAround(node: PythonNode): readonly PythonNode[] {
  const found: PythonNode[] = [];
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') break;
    if (up.type === 'if_statement' && at.field !== 'condition') found.push(...childrenOf(up, 'condition'));
    if (up.type === 'elif_clause') found.push(...childrenOf(up, 'condition'));
    if (up.type === 'for_statement') found.push(...childrenOf(up, 'right'));
    at = up;
  }
  return found;
}

/** `logger.addHandler(…)` in every invocation: each line is logged once more than in the one before. */
function handlersAdded(file: PythonFile, handler: PythonNode, reach: Reach): readonly PythonNode[] {
  // Somebody takes them away again, or looks whether there is one.
  if (/\bremoveHandler\b|\bhasHandlers\b|\.handlers\b/.test(file.text)) return [];
  return alwaysRun(file, handler, reach).flatMap((callable) =>
    callsIn(callable).filter((call) => {
      const method = child(call, 'function');
      const logger = method?.type === 'attribute' ? child(method, 'object') : undefined;
      const name = method && child(method, 'attribute');
      if (logger === undefined || name === undefined || file.textOf(name) !== 'addHandler') return false;
      return (
        isUnconditional(call) && file.accessPaths(logger).includes('logging.getLogger()') && !isNamedAnew(file, logger)
      );
    }),
  );
}

/** `getLogger(order_id)` is another logger each time. */
function isNamedAnew(file: PythonFile, logger: PythonNode): boolean {
  const binding = logger.type === 'identifier' ? file.scopes.bindingOf(logger) : undefined;
  const call = binding === undefined ? logger : binding.writes[0]?.value;
  const list = call === undefined ? undefined : child(call, 'arguments');
  return list === undefined || named(list).some((name) => !isConstant(name) && file.textOf(name) !== '__name__');
}

/** The functions that run in every invocation: the handler, and those that are called without a condition. */
function alwaysRun(file: PythonFile, handler: PythonNode, reach: Reach): readonly PythonNode[] {
  const within = reach.of(handler);
  const found = [handler];
  for (const callable of found) {
    for (const call of callsIn(callable)) {
      const callee = child(call, 'function');
      const [write] = (callee?.type === 'identifier' && file.scopes.bindingOf(callee)?.writes) || [];
      if (write?.kind !== 'def' || !within.has(write.statement) || !isUnconditional(call)) continue;
      const isDecorated = write.statement.parent?.type === 'decorated_definition';
      if (!isDecorated && !found.includes(write.statement)) found.push(write.statement);
    }
  }
  return found;
}

/** Whether a node runs whenever its function does, as far as that is written: no branch, and no way out before it. */
function isUnconditional(node: PythonNode): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return true;
    if (
      /^(?:if_statement|except_clause|case_clause|while_statement|lambda|boolean_operator|conditional_expression)$/.test(
        up.type,
      )
    )
      return false;
    if (up.type === 'block' && named(up).some((one) => one.end <= at.start && leavesIn(one))) return false;
    at = up;
  }
  return true;
}

function leavesIn(node: PythonNode): boolean {
  if (node.type === 'function_definition') return false;
  return node.type === 'return_statement' || node.children.some(leavesIn);
}

/** The calls of a function's body, those of functions inside of it left out. */
export function callsIn(callable: PythonNode): readonly PythonNode[] {
  const body = child(callable, 'body');
  const collect = (node: PythonNode): readonly PythonNode[] => {
    if (node.type === 'function_definition' || node.type === 'class_definition') return [];
    return [...(node.type === 'call' ? [node] : []), ...node.children.flatMap(collect)];
  };
  return body === undefined ? [] : collect(body);
}

const words = {
  'environment-written': {
    message: 'The environment belongs to the process: what one invocation writes into it, the later ones find there.',
    scenario: [
      'T1  the first invocation sets the variable of the environment, and ends',
      'T1  the second invocation takes the other path, and does not set it',
      'T1  what reads the environment works with the first one’s value',
    ],
  },
  'log-handler-added': {
    message: 'The logger belongs to the process and keeps its handlers: every invocation adds one more.',
    scenario: [
      'T1  the first invocation adds a handler, and logs each line once',
      'T1  the second invocation adds another one',
      'T1  it logs each line twice, the third one three times',
    ],
  },
} as const;

/** The finding that a state of the process makes. */
export function processObservation(
  file: PythonFile,
  { node, handler, code }: ProcessState,
): Observed<ProcessState['code']> {
  return {
    outcome: 'refuse',
    refusal: code,
    span: { start: node.start, end: node.end },
    symbol: file.textOf(child(node, 'function') ?? child(node, 'value') ?? node),
    dialect: handler.dialect.id,
    certainty: 'likely',
    message: words[code].message,
    evidence: [handler.evidence],
    scenario: words[code].scenario,
    related: [],
  };
}
