import type { Node } from '@babel/types';
import { addImport } from '../../../src/languages/javascript/add-import.ts';
import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { indentStep, lineEndOf, semicolonOf } from '../../../src/languages/javascript/layout.ts';
import { isMemberNode } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { initialValue, isContainer, isPlain } from './initial.ts';
import type { GatheredElsewhere } from './other-modules.ts';
import { exportNamesOf } from './shared-state.ts';
import { specifierOf } from './specifiers.ts';

/** What cures state in another module: a function there, and what the handlers call. */
export interface ResetElsewhere {
  readonly edits: readonly Edit[];
  /** `resetProblems()` */
  readonly call: string;
}

/** @returns undefined where a name is taken, or where one of the files does not let itself be added to. */
export function resetElsewhere(file: JavaScriptFile, gathered: GatheredElsewhere): ResetElsewhere | undefined {
  const { module, binding, reaches } = gathered;
  const name = gathered.reset?.name ?? resetName(binding.name);
  const added = gathered.reset ? [] : functionIn(module, binding, name);
  const specifier = specifierOf(file, module);
  if (!added || specifier === undefined || isModule(file) !== isModule(module)) return undefined;
  if (!gathered.reset && ([...file.mentioning(name)].length > 0 || isReplaced(file, module, name))) return undefined;
  const imported = addImport(file, specifier, name);
  const [root = ''] = imported?.code.split('.') ?? [];
  const { bindingAt } = file.scopes;
  const isHidden = reaches.some(
    ({ handler }) => bindingAt(root, handler.fn.body) !== bindingAt(root, file.ast.program),
  );
  if (!imported || isHidden) return undefined;
  const [first] = file.ast.program.body;
  return {
    edits: [
      ...added.map((edit) => ({ ...edit, path: module.path })),
      ...imported.edits.map((edit) => ({ ...edit, path: file.path })),
    ],
    call: `${imported.code}()${first ? semicolonOf(file, first) : ';'}`,
  };
}

/** Whether a test puts another module in its place, which has no such function. */
function isReplaced(file: JavaScriptFile, { module }: JavaScriptFile, name: string): boolean {
  const importers = file.importersOf(module, name);
  return !importers || importers.some(({ takings }) => takings.some(({ form }) => form === 'elsewise'));
}

function functionIn(module: JavaScriptFile, binding: Binding, name: string): LocalEdit[] | undefined {
  const { text } = module;
  const statement = module.parentOf(binding.declaration);
  if (statement?.type !== 'VariableDeclaration' || isNamed(module, name)) return undefined;
  const end = endOf(statement);
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  if (!/^\s*(?:\/\/.*)?$/.test(rest)) return undefined;
  const reset = resetOf(module, binding, text[end - 1] === ';' ? ';' : '');
  const exporting = isModule(module) ? [] : commonExport(module, name);
  if (!reset || !exporting) return undefined;
  const lineEnd = lineEndOf(text);
  const type = /\.[cm]?tsx?$/.test(module.path) ? ': void' : '';
  const head = `${isModule(module) ? 'export ' : ''}function ${name}()${type} {`;
  const at = end + rest.length;
  const gap = /^(?:\r?\n[\t ]*(?:\r?\n|$)|$)/.test(text.slice(at)) ? '' : lineEnd;
  const added = ['', '', head, `${indentStep(module)}${reset.line}`, '}'].join(lineEnd) + gap;
  return [...reset.edits, { start: at, end: at, text: added }, ...exporting];
}

/** A variable of the module's own is given a new value; what others hold is emptied where it is. */
function resetOf(
  module: JavaScriptFile,
  binding: Binding,
  semicolon: string,
): { line: string; edits: LocalEdit[] } | undefined {
  const statement = module.parentOf(binding.declaration);
  const initial = initialValue(binding);
  if (statement?.type !== 'VariableDeclaration' || !initial || !isPlain(initial)) return undefined;
  const { name } = binding;
  if (exportNamesOf(module, binding).length === 0) {
    const start = startOf(statement);
    const edits = statement.kind === 'const' ? [{ start, end: start + 'const'.length, text: 'let' }] : [];
    return { line: `${name} = ${module.text.slice(startOf(initial), endOf(initial))}${semicolon}`, edits };
  }
  if (statement.kind !== 'const' || !isContainer(initial) || !isEmpty(initial)) return undefined;
  if (initial.type === 'ArrayExpression') return { line: `${name}.length = 0${semicolon}`, edits: [] };
  if (initial.type === 'NewExpression') return { line: `${name}.clear()${semicolon}`, edits: [] };
  return { line: `for (const key of Object.keys(${name})) delete ${name}[key]${semicolon}`, edits: [] };
}

function isEmpty(node: Node): boolean {
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return (
    node.type === 'NewExpression' &&
    node.arguments.length === 0 &&
    node.callee.type === 'Identifier' &&
    /^(?:Map|Set)$/.test(node.callee.name)
  );
}

/** In the way in which the module exports: one more property of the object, or one more assignment. */
function commonExport(module: JavaScriptFile, name: string): LocalEdit[] | undefined {
  const { text } = module;
  const { named } = module.module.exports;
  const whole = named.get('=');
  const assigned = module.ast.program.body.filter(
    (one) =>
      one.type === 'ExpressionStatement' &&
      one.expression.type === 'AssignmentExpression' &&
      isMemberNode(one.expression.left) &&
      /^(?:module\.)?exports\.[\w$]+$/.test(text.slice(startOf(one.expression.left), endOf(one.expression.left))),
  );
  const last = assigned.at(-1);
  if (whole?.from === 'here') {
    const object = whole.node;
    const property = object.type === 'ObjectExpression' ? object.properties.at(-1) : undefined;
    if (!property || last) return undefined;
    const start = startOf(property);
    const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const gap = before.trim() === '' ? `,${lineEndOf(text)}${before}` : ', ';
    return [{ start: endOf(property), end: endOf(property), text: `${gap}${name}` }];
  }
  if (!last) return undefined;
  const prefix = text.startsWith('module.', startOf(last)) ? 'module.exports' : 'exports';
  const code = `${lineEndOf(text)}${prefix}.${name} = ${name}${text[endOf(last) - 1] === ';' ? ';' : ''}`;
  return [{ start: endOf(last), end: endOf(last), text: code }];
}

function resetName(name: string): string {
  const plain = name.replace(/^[_$]+/, '');
  const words = /[a-z]/.test(plain)
    ? plain
    : plain.toLowerCase().replace(/_+(.)/g, (_, next: string) => next.toUpperCase());
  return `reset${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Whether a module is written with `import` and `export`. */
const isModule = ({ ast }: JavaScriptFile): boolean =>
  ast.program.body.some(({ type }) => /^(?:Import|Export)/.test(type));

function isNamed({ ast }: JavaScriptFile, name: string): boolean {
  let found = false;
  walk(ast.program, (node) => {
    if (node.type === 'Identifier' && node.name === name) found = true;
    return !found;
  });
  return found;
}
