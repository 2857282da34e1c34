import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';

/** Builtins, and what is used like them, that read all that they are given. */
const readers =
  /^(?:list|tuple|set|frozenset|dict|OrderedDict|collections\.OrderedDict|sorted|len|bool|sum|enumerate|zip|any|all|min|max|map|filter|iter|next|reversed|chain|itertools\.chain|random\.choice)$/;

/** Methods that change a list, a set, a dictionary or a row in place. */
const changers =
  /^(?:append|extend|insert|remove|pop|popitem|clear|sort|reverse|add|discard|update|setdefault|save|delete|refresh_from_db|asave|adelete)$/;

/**
 * Whether the expression around a query reads its rows where it stands: iterates, counts, tests or unpacks it.
 * @param kept the methods that read it besides, `[]` for a subscript.
 */
export function isRead(node: PythonNode, text: string, kept: readonly string[]): boolean {
  const textOf = (one: PythonNode) => text.slice(one.start, one.end);
  const at = outermost(node);
  const up = at.parent;
  if (up === undefined) return false;
  switch (up.type) {
    case 'attribute': {
      const method = methodCalled(up);
      return at.field === 'object' && method !== undefined && kept.includes(textOf(method));
    }
    case 'subscript':
      return at.field === 'value' && kept.includes('[]');
    case 'for_statement':
    case 'for_in_clause':
      return at.field === 'right';
    case 'comparison_operator': {
      const before = up.children[up.children.indexOf(at) - 1];
      return before !== undefined && /^(?:not\s+)?in$/.test(textOf(before));
    }
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return at.field === 'condition';
    case 'conditional_expression':
      return named(up)[1] === at || (named(up)[1] !== at && isRead(up, text, kept));
    case 'boolean_operator':
      return at.field === 'left' || isRead(up, text, kept);
    case 'not_operator':
    case 'list_splat':
    case 'assert_statement':
      return true;
    case 'yield':
      return up.children.some(({ type }) => type === 'from');
    case 'argument_list': {
      const callee = up.parent && child(up.parent, 'function');
      return callee !== undefined && readers.test(textOf(callee));
    }
    case 'assignment':
      return at.field === 'right' && /pattern/.test(child(up, 'left')?.type ?? '');
    default:
      return false;
  }
}

/** Whether a use changes what it reads, so that others are meant to see the change. */
export function isChanged(node: PythonNode, text: string): boolean {
  const at = outermost(node);
  const up = at.parent;
  if (up === undefined || !/^(?:attribute|subscript)$/.test(up.type)) return false;
  if (at.field !== 'object' && at.field !== 'value') return false;
  const method = up.type === 'attribute' ? methodCalled(up) : undefined;
  if (method !== undefined) return changers.test(text.slice(method.start, method.end));
  const around = outermost(up);
  return (
    around.parent?.type === 'delete_statement' ||
    around.parent?.parent?.type === 'delete_statement' ||
    (/assignment$/.test(around.parent?.type ?? '') && around.field === 'left')
  );
}

/** The keyword under which a value is passed to a call. */
export function keywordOf(node: PythonNode, text: string): { name: string; call: PythonNode } | undefined {
  const up = outermost(node).parent;
  if (up?.type !== 'keyword_argument' || up.parent?.parent === undefined) return undefined;
  const name = child(up, 'name');
  return name && { name: text.slice(name.start, name.end), call: up.parent.parent };
}

/** An expression with the parentheses around it. */
export function outermost(node: PythonNode): PythonNode {
  let at = node;
  while (at.parent?.type === 'parenthesized_expression') at = at.parent;
  return at;
}

function methodCalled(attribute: PythonNode): PythonNode | undefined {
  return attribute.parent?.type === 'call' && attribute.field === 'function'
    ? child(attribute, 'attribute')
    : undefined;
}
