import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Choosing } from '../../../src/model/query-patterns.ts';

/** Whether a form may be without a field that its class declares, once the inherited `__init__` has run. */
export function mayLackField(file: PythonFile, { forms }: Choosing, owner: PythonNode): boolean {
  const isLibrarys = (of: PythonFile, base: PythonNode) =>
    of.accessPaths(base).some((path) => forms.some((one) => one === path));
  const lacks = (of: PythonFile, node: PythonNode, depth: number): boolean => {
    if (depth > 0 && taking.test(of.textOf(node))) return true;
    return childrenOf(node, 'superclasses')
      .flatMap(named)
      .some((base) => {
        if (isLibrarys(of, base)) return false;
        const found = of.definitionOf(base);
        const other = found?.path === of.path ? of : found && of.other(found.path);
        const definition = other && found && classIn(other, found.name);
        return definition !== undefined && other !== undefined && (depth > 9 || lacks(other, definition, depth + 1));
      });
  };
  return lacks(file, owner, 0);
}

/** `self.fields.pop("court")`, `del self.fields["court"]`, `self.fields = …`. */
const taking = /\bfields\s*\.\s*(?:pop|clear)\(|\bdel\s+\w+\.fields\b|\.fields\s*=(?!=)/;

function classIn(file: PythonFile, name: string): PythonNode | undefined {
  return named(file.root)
    .map((node) => (node.type === 'decorated_definition' ? child(node, 'definition') : node))
    .find((node) => {
      const own = node?.type === 'class_definition' ? child(node, 'name') : undefined;
      return own !== undefined && file.textOf(own) === name;
    });
}
