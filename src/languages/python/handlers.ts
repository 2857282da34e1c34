import type { Dialect } from '../../model/dialect.ts';
import type { SignedHandler } from '../../model/handler-patterns.ts';
import type { Project } from '../../model/source.ts';
import { deployedAround } from '../deployment/index.ts';
import { child, childrenOf, named, type PythonNode } from './node.ts';
import type { Recognised, Recogniser } from './recognise.ts';
import type { Module } from './resolve.ts';
import { parameterNames } from './targets.ts';

/** What says that a function is a handler. */
export type RecognisedHandler = Pick<Recognised, 'dialect' | 'certainty' | 'evidence' | 'symbol'>;

/**
 * The functions at module level that a platform calls for each event, with what says so; the method `__call__` of a class
 * where the module makes an instance of it under the name: `handler = Handler()`.
 */
export function* handlersIn(
  module: Module,
  recogniser: Recogniser,
  dialects: readonly Dialect<'python'>[],
  project: Project,
): Generator<{ node: PythonNode; known: RecognisedHandler }> {
  for (const statement of named(module.tree.root)) {
    const node = statement.type === 'decorated_definition' ? child(statement, 'definition') : statement;
    const instance = node?.type === 'expression_statement' ? instanceIn(node, module) : undefined;
    const callable = node?.type === 'function_definition' ? { node, name: child(node, 'name'), first: 0 } : instance;
    if (node === undefined || callable?.name === undefined) continue;
    const { name, first } = callable;
    const parameters = childrenOf(callable.node, 'parameters').flatMap(named).slice(first);
    const called = { node: callable.node, symbol: module.tree.text.slice(name.start, name.end), parameters };
    const known =
      decoratedAs(statement, node, recogniser) ??
      deployedAs(called, module, dialects, project) ??
      signedAs(called, module, dialects);
    // Of an instance, nothing but the name says that the platform calls it.
    if (known === undefined || (instance !== undefined && known.certainty !== 'certain')) continue;
    yield { node: callable.node, known };
  }
}

/** What is called under a name. */
interface Called {
  readonly node: PythonNode;
  readonly symbol: string;
  /** Without the instance that a method is of. */
  readonly parameters: readonly PythonNode[];
}

/** `handler = Handler()`: the method of the class that calling the instance runs. */
function instanceIn(
  statement: PythonNode,
  { tree, scopes }: Module,
): { node: PythonNode; name: PythonNode; first: number } | undefined {
  const [assignment] = named(statement);
  const name = assignment?.type === 'assignment' ? child(assignment, 'left') : undefined;
  const call = assignment && child(assignment, 'right');
  const callee = call?.type === 'call' ? child(call, 'function') : undefined;
  if (name?.type !== 'identifier' || callee?.type !== 'identifier') return undefined;
  const [write, ...others] = scopes.bindingOf(callee)?.writes ?? [];
  if (write?.kind !== 'class' || others.length > 0) return undefined;
  const node = childrenOf(write.statement, 'body')
    .flatMap(named)
    .find((one) => {
      const own = one.type === 'function_definition' ? child(one, 'name') : undefined;
      return own !== undefined && tree.text.slice(own.start, own.end) === '__call__';
    });
  return node && { node, name, first: 1 };
}

function decoratedAs(
  statement: PythonNode,
  definition: PythonNode,
  recogniser: Recogniser,
): RecognisedHandler | undefined {
  if (statement === definition) return undefined;
  for (const decorator of named(statement).filter(({ type }) => type === 'decorator')) {
    const [expression] = named(decorator);
    const known = expression && (recogniser.callee('handler', expression) ?? recogniser.result('handler', expression));
    if (known !== undefined) return known;
  }
  return undefined;
}

/** A configuration of the file's folder, or of one around it, may name the function, whatever its parameters are called. */
function deployedAs(
  { symbol, parameters }: Called,
  { path }: Module,
  dialects: readonly Dialect<'python'>[],
  project: Project,
): RecognisedHandler | undefined {
  if (parameters.length < 2) return undefined;
  const file = path.replace(/\.pyw?$/, '');
  for (const { file: other, export: exported, platform, source } of deployedAround(project, path)) {
    if (other !== file || exported !== symbol) continue;
    const dialect = dialects.find(({ recognises }) =>
      recognises.handler?.some((pattern) => 'function' in pattern && pattern.platform === platform),
    );
    const evidence = `${source} names \`${symbol}\` as a handler.`;
    if (dialect !== undefined) return { dialect, symbol, certainty: 'certain', evidence };
  }
  return undefined;
}

function signedAs(
  { node, symbol, parameters }: Called,
  { tree }: Module,
  dialects: readonly Dialect<'python'>[],
): RecognisedHandler | undefined {
  const textOf = (one: PythonNode) => tree.text.slice(one.start, one.end);
  if (node.children.some(({ type }) => type === 'async')) return undefined;
  for (const dialect of dialects) {
    for (const pattern of dialect.recognises.handler ?? []) {
      if (!('function' in pattern) || !hasParameters(pattern, parameters, textOf)) continue;
      const isNamed = [pattern.function].flat().includes(symbol);
      const spelled = parameters.map((one) => parameterNames(one).map(textOf).join()).join(', ');
      return {
        dialect,
        symbol,
        certainty: isNamed ? 'certain' : 'likely',
        evidence: `\`${symbol}(${spelled})\` has the ${isNamed ? 'name and the parameters' : 'parameters'} of a handler of ${dialect.name}.`,
      };
    }
  }
  return undefined;
}

function hasParameters(
  { parameters: wanted }: SignedHandler,
  parameters: readonly PythonNode[],
  textOf: (node: PythonNode) => string,
): boolean {
  if (parameters.length < wanted.length) return false;
  return parameters.every((parameter, at) => {
    const names = wanted[at];
    if (names === undefined) return parameter.type.endsWith('default_parameter');
    const [own] = parameterNames(parameter);
    return own !== undefined && !parameter.type.includes('splat') && names.includes(textOf(own));
  });
}
