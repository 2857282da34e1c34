import { ancestorsOf, named, type PythonNode, type PythonTree } from './node.ts';

/**
 * The first thing in a tree that Python would not take, with its line: `` line 12: unexpected `foo` ``.
 * The grammar is laxer than Python; what it lets through and a rewrite could bring about is checked here as well.
 */
export function syntaxErrorIn(tree: PythonTree): string | undefined {
  const faults = tree.faults.filter(({ node }) => !isTypeParameterDefault(node, tree.text));
  const fault = faults.find(({ node }, at) => faults[at + 1]?.node.parent !== node);
  if (fault !== undefined) {
    const at = `line ${lineAt(tree.text, fault.node.start)}`;
    if (!fault.missing) return `${at}: unexpected ${quoted(fault.node, tree.text)}`;
    return `${at}: ${fault.node.type === 'identifier' ? 'a name' : `\`${fault.node.type}\``} is missing`;
  }
  for (const list of [...tree.index.parameters, ...tree.index.lambda_parameters]) {
    const wrong = parameterError(list, tree.text);
    if (wrong !== undefined) return `line ${lineAt(tree.text, wrong.node.start)}: ${wrong.message}`;
  }
  return undefined;
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function quoted(node: PythonNode, text: string): string {
  const [first = ''] = text.slice(node.start, node.end).trim().split(/\r?\n/, 1);
  return first === '' ? 'end of line' : `\`${first.length > 40 ? `${first.slice(0, 40)}…` : first}\``;
}

/** `class A[T = int]` (PEP 696, Python 3.13): tree-sitter-python 0.25 stumbles over the `=` and goes on unharmed. */
function isTypeParameterDefault(node: PythonNode, text: string): boolean {
  if (node.type !== 'ERROR' || !text.slice(node.start, node.end + 1).includes('=')) return false;
  for (const up of ancestorsOf(node)) {
    if (up.type !== 'type_parameter') continue;
    if (up.field === 'type_parameters') return true;
    return (
      up.parent?.parent?.type === 'type_alias_statement' || up.parent?.parent?.parent?.type === 'type_alias_statement'
    );
  }
  return false;
}

/** The rules of a parameter list that the grammar leaves out: order, defaults, and names used once. */
function parameterError(list: PythonNode, text: string): { node: PythonNode; message: string } | undefined {
  const seen = new Set<string>();
  let [defaults, starred, ended] = [false, false, false];
  for (const node of named(list)) {
    const wrong = (message: string) => ({ node, message });
    if (ended) return wrong('a parameter after `**`');
    const inner = node.type === 'typed_parameter' ? named(node)[0] : node;
    const name = nameOf(inner ?? node);
    const key = name === undefined ? undefined : text.slice(name.start, name.end);
    if (key !== undefined && seen.has(key)) return wrong(`\`${key}\` is a parameter twice`);
    if (key !== undefined) seen.add(key);
    const hasDefault = node.type.endsWith('default_parameter');
    if (inner?.type === 'dictionary_splat_pattern') ended = true;
    else if (inner?.type === 'list_splat_pattern' || inner?.type === 'keyword_separator') {
      if (starred) return wrong('a second `*`');
      starred = true;
    } else if (node.type === 'positional_separator') {
      if (starred) return wrong('`/` after `*`');
    } else if (hasDefault) defaults = true;
    else if (defaults && !starred) return wrong('a parameter without a default after one with a default');
  }
  return undefined;
}

function nameOf(node: PythonNode): PythonNode | undefined {
  if (node.type === 'identifier') return node;
  return node.children.find((one) => one.type === 'identifier');
}
