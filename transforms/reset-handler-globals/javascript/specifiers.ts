import { posix } from 'node:path';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode } from '../../../src/languages/javascript/nodes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/**
 * How a file names a module: as it does already, else by a relative path, written as its others are.
 * @returns undefined where the file names no module of the project by a relative path.
 */
export function specifierOf(file: JavaScriptFile, module: JavaScriptFile): string | undefined {
  const specifiers = specifiersIn(file);
  const own = specifiers.find((one) => file.imported(file.module, one)?.path === module.path);
  if (own !== undefined) return own;
  const sample = specifiers.find((one) => /^\.\.?\//.test(one) && file.imported(file.module, one) !== undefined);
  if (sample === undefined) return undefined;
  const ending = /\.[cm]?[jt]sx?$/.exec(sample)?.[0];
  const relative = posix.relative(posix.dirname(file.path), module.module.stem);
  const path = relative.startsWith('.') ? relative : `./${relative}`;
  return ending === undefined ? path.replace(/(?<=[^.])\/index$/, '') : path + endingFor(module.path, ending);
}

/** TypeScript is imported by what it is compiled to, where the file does so. */
function endingFor(path: string, sample: string): string {
  const own = posix.extname(path);
  return /ts/.test(sample) ? own : own.replace(/tsx?$/, 'js').replace(/jsx$/, 'js');
}

function specifiersIn({ ast }: JavaScriptFile): string[] {
  return ast.program.body.flatMap((statement): string[] => {
    if (statement.type === 'ImportDeclaration') return statement.importKind === 'type' ? [] : [statement.source.value];
    if (statement.type !== 'VariableDeclaration') return [];
    const found: string[] = [];
    walk(statement, (node) => {
      const [given] = isCallNode(node) ? node.arguments : [];
      const isRequire = isCallNode(node) && node.callee.type === 'Identifier' && node.callee.name === 'require';
      if (isRequire && given?.type === 'StringLiteral') found.push(given.value);
    });
    return found;
  });
}
