import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { contextsOf } from '../../../src/languages/python/sites.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import { type OpenTransaction, openedBy } from './transactions.ts';

/** The transaction that a context manager or a decorator of the project's own opens around a node, one level down. */
export function wrapperAround(file: PythonFile, node: PythonNode): OpenTransaction | undefined {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if (at.field === 'body' && up.type === 'with_statement') {
      for (const context of contextsOf(up)) {
        const open = wrapperAt(file, context, up);
        if (open) return { ...open, form: 'block', node: up };
      }
    }
    if (at.field === 'body' && up.type === 'lambda') return undefined;
    if (at.field === 'body' && up.type === 'function_definition') {
      const decorators = up.parent?.type === 'decorated_definition' ? named(up.parent) : [];
      for (const decorator of decorators) {
        const [expression] = decorator.type === 'decorator' ? named(decorator) : [];
        const open = expression && wrapperAt(file, expression, decorator);
        if (open) return { ...open, form: 'decorated', node: up.parent };
      }
      return undefined;
    }
    at = up;
  }
  return undefined;
}

/** The function of the project's own that an expression names or calls, at the top level of a file. */
export function ownFunction(
  file: PythonFile,
  expression: PythonNode,
): { readonly file: PythonFile; readonly definition: PythonNode; readonly symbol: string } | undefined {
  const callee = expression.type === 'call' ? child(expression, 'function') : expression;
  const defined = callee && file.definitionOf(callee);
  const owner = defined && (defined.path === file.path ? file : file.other(defined.path));
  const writes = owner?.scopes.module.bindings.get(defined?.name ?? '')?.writes ?? [];
  const definition = writes.length === 1 && writes[0]?.kind === 'def' ? writes[0].statement : undefined;
  return callee && owner && definition && { file: owner, definition, symbol: file.textOf(callee) };
}

function wrapperAt(file: PythonFile, expression: PythonNode, place: PythonNode): OpenTransaction | undefined {
  const own = ownFunction(file, expression);
  const open = own && openedIn(own.file, own.definition);
  if (!open) return undefined;
  const { file: owner, symbol } = own;
  return {
    ...open,
    symbol,
    evidence: `\`${symbol}\` is the project's own, and opens \`${open.symbol}\` in ${owner.path}.`,
    place: { path: file.path, start: expression.start, end: expression.end },
    database: open.database && !isText(open.database) ? 'computed' : open.database,
    node: place,
  };
}

/** The transaction in which a function yields, or calls what it was given; or which it hands back. */
function openedIn(file: PythonFile, definition: PythonNode): OpenTransaction | undefined {
  const sites = file.sites('transaction').filter(({ node }) => isWithin(node, definition));
  const words = new Map<string, Dialect<'python'>>(
    file.dialects.flatMap((dialect) =>
      (dialect.recognises.transaction ?? []).flatMap(({ call }) =>
        [call].flat().map((path) => [`${path}()`, dialect] as const),
      ),
    ),
  );
  for (const node of walk(definition)) {
    const site = runsGiven(file, node, definition) ? file.enclosing(node, 'transaction') : undefined;
    if (site && sites.includes(site)) return openedBy(file, site);
    const [value] = node.type === 'return_statement' ? named(node) : [];
    const path = value && file.accessPaths(value).find((one) => words.has(one));
    const dialect = path === undefined ? undefined : words.get(path);
    if (!value || !path || !dialect) continue;
    const symbol = file.textOf(child(value, 'function') ?? value);
    const evidence = `\`${symbol}\` is ${path.slice(0, -2)}.`;
    const handed = {
      kind: 'transaction',
      certainty: 'certain',
      callback: undefined,
      node: value,
      call: value,
    } as const;
    return openedBy(file, { ...handed, dialect, symbol, evidence });
  }
  return undefined;
}

/** Whether a node is a `yield`, or a call of a parameter of the function or of one inside of it. */
function runsGiven(file: PythonFile, node: PythonNode, definition: PythonNode): boolean {
  if (node.type === 'yield') return true;
  const callee = node.type === 'call' ? child(node, 'function') : undefined;
  const writes = callee?.type === 'identifier' ? file.scopes.bindingOf(callee)?.writes : undefined;
  return writes?.some(({ kind, node: parameter }) => kind === 'parameter' && isWithin(parameter, definition)) === true;
}

const isText = (database: OpenTransaction['database']): boolean =>
  typeof database === 'object' && /^["']/.test(database.code);
