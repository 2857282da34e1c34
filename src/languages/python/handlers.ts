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

/** The functions at module level that a platform calls for each event, with what says so. */
export function* handlersIn(
  module: Module,
  recogniser: Recogniser,
  dialects: readonly Dialect<'python'>[],
  project: Project,
): Generator<{ node: PythonNode; known: RecognisedHandler }> {
  for (const statement of named(module.tree.root)) {
    const node = statement.type === 'decorated_definition' ? child(statement, 'definition') : statement;
    if (node?.type !== 'function_definition') continue;
    const known =
      decoratedAs(statement, node, recogniser) ??
      deployedAs(node, module, dialects, project) ??
      signedAs(node, module, dialects);
    if (known !== undefined) yield { node, known };
  }
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
  node: PythonNode,
  { path, tree }: Module,
  dialects: readonly Dialect<'python'>[],
  project: Project,
): RecognisedHandler | undefined {
  const name = child(node, 'name');
  const [list] = childrenOf(node, 'parameters');
  if (name === undefined || list === undefined || named(list).length < 2) return undefined;
  const symbol = tree.text.slice(name.start, name.end);
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
  node: PythonNode,
  { tree }: Module,
  dialects: readonly Dialect<'python'>[],
): RecognisedHandler | undefined {
  const textOf = (one: PythonNode) => tree.text.slice(one.start, one.end);
  const name = child(node, 'name');
  if (name === undefined || node.children.some(({ type }) => type === 'async')) return undefined;
  const parameters = childrenOf(node, 'parameters').flatMap(named);
  for (const dialect of dialects) {
    for (const pattern of dialect.recognises.handler ?? []) {
      if (!('function' in pattern) || !hasParameters(pattern, parameters, textOf)) continue;
      const symbol = textOf(name);
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
