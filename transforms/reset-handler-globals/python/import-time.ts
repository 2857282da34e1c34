import { ancestorsOf, child, type PythonNode } from '../../../src/languages/python/node.ts';

/** Whether a node runs when its module is imported: it stands in no function's body. */
export function isImportTime(node: PythonNode): boolean {
  let at = node;
  for (const up of ancestorsOf(node)) {
    if ((up.type === 'function_definition' || up.type === 'lambda') && at.field === 'body') return false;
    at = up;
  }
  return true;
}

/** Whether a node runs only where the file is the program: under `if __name__ == "__main__":`. */
export function isProgramOnly(node: PythonNode, text: string): boolean {
  for (const up of ancestorsOf(node)) {
    const condition = up.type === 'if_statement' ? child(up, 'condition') : undefined;
    if (condition && /\b__name__\b/.test(text.slice(condition.start, condition.end))) return true;
  }
  return false;
}
