import type { Node } from '@babel/types';
import type { LocalEdit } from './copies.ts';
import type { JavaScriptFile } from './file.ts';
import { lineEndOf, lineStartOf, semicolonOf } from './layout.ts';
import { isCallNode, keyName } from './nodes.ts';
import { endOf, startOf } from './walk.ts';

/** An export of a module as a file can call it, and what has to be added for that. */
export interface Imported {
  /** `runOnTransactionCommit`, `hooks.runOnTransactionCommit`. */
  readonly code: string;
  readonly edits: readonly LocalEdit[];
}

/**
 * Imports an export in the way in which the file imports.
 * @returns undefined where the file uses the name for something else.
 */
export function addImport(file: JavaScriptFile, specifier: string, name: string): Imported | undefined {
  const { body } = file.ast.program;
  for (const statement of body) {
    const taken = takenBy(statement, specifier, name);
    if (taken) return { code: taken, edits: [] };
  }
  if (file.scopes.bindingAt(name, file.ast.program)) return undefined;
  for (const statement of body) {
    const list = listOf(statement, specifier);
    const last = list?.at(-1);
    if (!last) continue;
    const lineStart = lineStartOf(file.text, startOf(last));
    const before = file.text.slice(lineStart, startOf(last));
    const gap = before.trim() === '' ? `,${lineEndOf(file.text)}${before}` : ', ';
    return { code: name, edits: [{ start: endOf(last), end: endOf(last), text: gap + name }] };
  }
  return { code: name, edits: [newImport(file, specifier, name)] };
}

/** The name under which a statement has taken an export already. */
function takenBy(statement: Node, specifier: string, name: string): string | undefined {
  if (
    statement.type === 'ImportDeclaration' &&
    statement.source.value === specifier &&
    statement.importKind !== 'type'
  ) {
    for (const one of statement.specifiers) {
      if (one.type === 'ImportNamespaceSpecifier') return `${one.local.name}.${name}`;
      if (one.type === 'ImportSpecifier' && keyName(one.imported) === name && one.importKind !== 'type')
        return one.local.name;
    }
  }
  if (statement.type !== 'VariableDeclaration') return undefined;
  for (const { id, init } of statement.declarations) {
    if (!init || requiredBy(init) !== specifier) continue;
    if (id.type === 'Identifier') return `${id.name}.${name}`;
    if (id.type !== 'ObjectPattern') continue;
    for (const property of id.properties) {
      if (property.type === 'ObjectProperty' && keyName(property.key) === name && property.value.type === 'Identifier')
        return property.value.name;
    }
  }
  return undefined;
}

/** The names that a statement takes from a module, where more can be added to them. */
function listOf(statement: Node, specifier: string): readonly Node[] | undefined {
  if (statement.type === 'ImportDeclaration') {
    if (statement.source.value !== specifier || statement.importKind === 'type') return undefined;
    return statement.specifiers.filter(({ type }) => type === 'ImportSpecifier');
  }
  const declared = statement.type === 'VariableDeclaration' ? statement.declarations : [];
  const found = declared.find(({ init }) => init && requiredBy(init) === specifier);
  return found?.id.type === 'ObjectPattern' ? found.id.properties : undefined;
}

/** On a line of its own, behind the last import. */
function newImport(file: JavaScriptFile, specifier: string, name: string): LocalEdit {
  const { text } = file;
  const { body } = file.ast.program;
  const imports = body.filter(({ type }) => type === 'ImportDeclaration');
  const requires = body.filter(
    (one) => one.type === 'VariableDeclaration' && one.declarations.some(({ init }) => init && requiredBy(init)),
  );
  const isModule = imports.length > 0 || requires.length === 0;
  const last = (isModule ? imports : requires).at(-1);
  const sample = last ? text.slice(startOf(last), endOf(last)) : '';
  const quote = sample.includes('"') ? '"' : "'";
  const semicolon = last ? (sample.endsWith(';') ? ';' : '') : body[0] ? semicolonOf(file, body[0]) : ';';
  const module = `${quote}${specifier}${quote}`;
  const code = isModule ? `import { ${name} } from ${module}` : `const { ${name} } = require(${module})`;
  const end = lineEndOf(text);
  if (last) return { start: endOf(last), end: endOf(last), text: `${end}${code}${semicolon}` };
  const start = body[0] ? startOf(body[0]) : 0;
  return { start, end: start, text: `${code}${semicolon}${end}` };
}

function requiredBy(init: Node): string | undefined {
  if (!isCallNode(init) || init.callee.type !== 'Identifier' || init.callee.name !== 'require') return undefined;
  const [given] = init.arguments;
  return given?.type === 'StringLiteral' ? given.value : undefined;
}
