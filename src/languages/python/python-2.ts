import { childrenOf, named, type PythonNode, type PythonTree } from './node.ts';
import type { Scopes } from './scopes.ts';
import { lineAt } from './syntax.ts';

/**
 * What in a tree is Python 2 only, with its line: `line 3: a print statement`. The grammar reads both languages.
 * @param scopes asked for only where names decide.
 */
export function pythonTwoIn(tree: PythonTree, scopes: () => Scopes): string | undefined {
  const { index, text } = tree;
  const textOf = (node: PythonNode) => text.slice(node.start, node.end);
  const signs: [PythonNode | undefined, string][] = [
    [index.print_statement[0], 'a print statement'],
    [index.exec_statement[0], 'an exec statement'],
    [index['<>'][0], 'the operator `<>`'],
    [index.integer.find((one) => /^0[0-9_]*[1-9][0-9_]*$|l$/i.test(textOf(one))), 'an old number'],
    [index.string_start.find((one) => /^(ur|`)/i.test(textOf(one))), 'an old string'],
    [index.raise_statement.find((one) => named(one)[0]?.type === 'expression_list'), 'a raise with a comma'],
    [
      [...index.parameters, ...index.lambda_parameters].find((one) => named(one).some(isTuple)),
      'a tuple as a parameter',
    ],
    [index.except_clause.find((one) => bindsAfterComma(one, textOf, scopes)), 'an except with a comma'],
  ];
  for (const [node, what] of signs) {
    if (node !== undefined) return `line ${lineAt(text, node.start)}: ${what}`;
  }
  return undefined;
}

function isTuple(parameter: PythonNode): boolean {
  return parameter.type === 'tuple_pattern' || parameter.children[0]?.type === 'tuple_pattern';
}

/**
 * `except E, e` names the exception in Python 2; `except A, B` names two classes in Python 3.14 (PEP 758). A bare name
 * in lower case that nothing else in the file gives a value to is taken for Python 2.
 */
function bindsAfterComma(clause: PythonNode, textOf: (node: PythonNode) => string, scopes: () => Scopes): boolean {
  const [, second, ...more] = childrenOf(clause, 'value');
  if (second?.type !== 'identifier' || more.length > 0 || !/^[a-z_]/.test(textOf(second))) return false;
  return scopes().bindingOf(second) === undefined;
}
