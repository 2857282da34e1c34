import type { Callback } from '../../model/call-patterns.ts';
import type { Dialect, PythonPatterns, SiteKind } from '../../model/dialect.ts';
import type { Project } from '../../model/source.ts';
import { handlersIn } from './handlers.ts';
import { child, childrenOf, isWithin, named, type PythonNode, unwrapped } from './node.ts';
import type { Query } from './queries.ts';
import type { Recognised, Recogniser } from './recognise.ts';
import type { Module, Resolver } from './resolve.ts';
import type { Rows } from './rows.ts';

/** A call that a dialect recognises, or what it makes a transaction of. */
export interface PythonSite {
  readonly kind: SiteKind;
  readonly dialect: Dialect<'python'>;
  readonly certainty: 'certain' | 'likely';
  /** One sentence. */
  readonly evidence: string;
  /** As the code spells it: `transaction.on_commit`. */
  readonly symbol: string;
  /**
   * The call, or the decorator that stands for one. For a transaction, what runs inside of it: the `with_statement`,
   * the `decorated_definition` of a function or class, or the `function_definition` that a class's decorator names.
   * For a handler, its `function_definition`.
   */
  readonly node: PythonNode;
  readonly call: PythonNode | undefined;
  /** The expression or the definition that is run later. */
  readonly callback: PythonNode | undefined;
  /** Of a query. */
  readonly query?: Query;
  /** Of a read of rows. */
  readonly rows?: Rows;
  /** Of a call that sends something. */
  readonly enqueue?: PythonPatterns['enqueue'];
}

/** Finds the sites of one kind, in source order. */
export function sitesIn(
  kind: SiteKind,
  module: Module,
  recogniser: Recogniser,
  resolver: Resolver,
  dialects: readonly Dialect<'python'>[],
  project: Project,
): readonly PythonSite[] {
  const sites = [...(found[kind]?.(module, recogniser, resolver, dialects, project) ?? [])];
  return sites.toSorted((a, b) => a.node.start - b.node.start);
}

type Finder = (
  module: Module,
  recogniser: Recogniser,
  resolver: Resolver,
  dialects: readonly Dialect<'python'>[],
  project: Project,
) => Generator<PythonSite>;

const found: { readonly [K in SiteKind]?: Finder } = {
  'after-commit': registrationsIn,
  transaction: transactionsIn,
  *handler(module, recogniser, _, dialects, project) {
    for (const { node, known } of handlersIn(module, recogniser, dialects, project)) {
      yield { kind: 'handler', ...known, node, call: undefined, callback: undefined };
    }
  },
};

function* registrationsIn({ tree }: Module, recogniser: Recogniser): Generator<PythonSite> {
  for (const call of tree.index.call) {
    const callee = child(call, 'function');
    const known = callee && recogniser.callee('after-commit', callee);
    if (known === undefined) continue;
    yield site('after-commit', known, call, call, argumentOf(call, known.pattern, tree.text));
  }
  for (const decorator of tree.index.decorator) {
    const [expression] = named(decorator);
    if (expression === undefined || expression.type === 'call') continue;
    const definition = decorator.parent && child(decorator.parent, 'definition');
    const known = recogniser.callee('after-commit', expression);
    if (known === undefined || definition?.type !== 'function_definition') continue;
    yield site('after-commit', known, decorator, undefined, definition);
  }
}

function* transactionsIn(module: Module, recogniser: Recogniser, resolver: Resolver): Generator<PythonSite> {
  for (const statement of module.tree.index.with_statement) {
    for (const value of contextsOf(statement)) {
      const known = recogniser.result('transaction', value);
      if (known) yield site('transaction', known, statement, value.type === 'call' ? value : undefined);
    }
  }
  for (const decorator of module.tree.index.decorator) {
    const [expression] = named(decorator);
    if (expression === undefined || decorator.parent === undefined) continue;
    const known = decoration(expression, recogniser);
    if (known === undefined) continue;
    const call = expression.type === 'call' ? expression : undefined;
    yield site('transaction', known, methodNamedBy(call, decorator.parent, module) ?? decorator.parent, call);
  }
  for (const call of module.tree.index.call) {
    const stack = stackEntered(call, module, resolver);
    const [value] = stack === undefined ? [] : positionalOf(call);
    const known = value && recogniser.result('transaction', value);
    if (stack && known) yield site('transaction', known, stack, call);
  }
}

function site(
  kind: SiteKind,
  { dialect, certainty, evidence, symbol }: Recognised,
  node: PythonNode,
  call: PythonNode | undefined,
  callback?: PythonNode | undefined,
): PythonSite {
  return { kind, dialect, certainty, evidence, symbol, node, call, callback };
}

/** The positional arguments up to the first `*`, behind which places are not known. */
function positionalOf(call: PythonNode): readonly PythonNode[] {
  const list = child(call, 'arguments');
  if (list?.type !== 'argument_list') return list === undefined ? [] : [list];
  const values = named(list).filter((one) => one.type !== 'keyword_argument' && one.type !== 'dictionary_splat');
  const splat = values.findIndex((one) => one.type === 'list_splat');
  return splat === -1 ? values : values.slice(0, splat);
}

/** The value of a keyword argument. */
function keywordOf(call: PythonNode, keyword: string, text: string): PythonNode | undefined {
  const list = child(call, 'arguments');
  for (const one of list === undefined ? [] : named(list)) {
    const name = one.type === 'keyword_argument' ? child(one, 'name') : undefined;
    if (name !== undefined && text.slice(name.start, name.end) === keyword) return child(one, 'value');
  }
  return undefined;
}

function argumentOf(call: PythonNode, { callback, keyword }: Callback, text: string): PythonNode | undefined {
  return positionalOf(call).at(callback) ?? (keyword === undefined ? undefined : keywordOf(call, keyword, text));
}

/** The context managers of a `with`, whatever they are bound to. */
export function contextsOf(statement: PythonNode): readonly PythonNode[] {
  const clause = named(statement).find((one) => one.type === 'with_clause');
  return (clause === undefined ? [] : named(clause)).flatMap((item) =>
    childrenOf(item, 'value').flatMap((value) => {
      const inner = unwrapped(value);
      return (inner.type === 'as_pattern' ? named(inner).slice(0, 1) : [inner]).map(unwrapped);
    }),
  );
}

/** A decorator is the transaction, makes it, or is given it: `@method_decorator(transaction.atomic)`. */
function decoration(expression: PythonNode, recogniser: Recogniser): Recognised<'transaction'> | undefined {
  const direct = recogniser.callee('transaction', expression) ?? recogniser.result('transaction', expression);
  if (direct !== undefined || expression.type !== 'call') return direct;
  const [first] = positionalOf(expression);
  const given = first === undefined ? [] : first.type === 'list' || first.type === 'tuple' ? named(first) : [first];
  for (const one of given) {
    const known = recogniser.callee('transaction', one) ?? recogniser.result('transaction', one);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** `@method_decorator(transaction.atomic, name="dispatch")` on a class decorates the method of that name. */
function methodNamedBy(call: PythonNode | undefined, decorated: PythonNode, { tree }: Module): PythonNode | undefined {
  const definition = child(decorated, 'definition');
  if (call === undefined || definition?.type !== 'class_definition') return undefined;
  const value = keywordOf(call, 'name', tree.text);
  const content = value && named(value).find((one) => one.type === 'string_content');
  const body = child(definition, 'body');
  for (const member of body === undefined ? [] : named(body)) {
    const method = member.type === 'decorated_definition' ? child(member, 'definition') : member;
    const name = method?.type === 'function_definition' ? child(method, 'name') : undefined;
    if (!name || !content) continue;
    if (tree.text.slice(name.start, name.end) === tree.text.slice(content.start, content.end)) return method;
  }
  return undefined;
}

const stacks = ['contextlib.ExitStack()', 'contextlib.AsyncExitStack()'];

/** The `with` statement whose stack a call enters a context on: `stack.enter_context(…)`. */
function stackEntered(call: PythonNode, module: Module, resolver: Resolver): PythonNode | undefined {
  const callee = child(call, 'function');
  const method = callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
  const stack = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
  if (method === undefined || stack?.type !== 'identifier') return undefined;
  if (!/^enter_(async_)?context$/.test(module.tree.text.slice(method.start, method.end))) return undefined;
  const statements = (module.scopes.bindingOf(stack)?.writes ?? [])
    .filter((write) => write.kind === 'with' && isWithin(call, write.statement))
    .map((write) => write.statement);
  return statements.findLast((statement) =>
    contextsOf(statement).some((value) => resolver.trailsOf(value, module).some(({ path }) => stacks.includes(path))),
  );
}
