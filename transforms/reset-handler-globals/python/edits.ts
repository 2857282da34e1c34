import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { indentOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Leak } from './leaks.ts';
import type { Cure } from './obstacles.ts';
import type { ModuleVariable } from './variables.ts';

type TextEdit = Omit<Edit, 'path'>;

/** A leak that can be cured, and how. */
export interface Curable {
  readonly leak: Leak<ModuleVariable>;
  readonly cure: Cure;
}

/** A call with which handlers begin. */
export interface Beginning {
  readonly call: string;
  readonly handlers: readonly PythonSite[];
}

/**
 * The edits that cure variables in all of their handlers: those that nobody else knows move in, the others begin anew.
 * @param curables in the order of their declarations.
 */
export function editsOf(
  file: PythonFile,
  curables: readonly Curable[],
  calls: readonly Beginning[] = [],
): readonly TextEdit[] {
  const handlers = [...new Set([...calls, ...curables.map(({ leak }) => leak)].flatMap((one) => one.handlers))];
  const moved = curables.filter((one) => canMove(file, one));
  return [
    ...withoutDeclarations(
      file.text,
      moved.map(({ leak }) => leak.variable.statement),
    ),
    ...handlers.flatMap((handler) =>
      atStart(
        file,
        handler,
        curables.filter(({ leak }) => leak.handlers.includes(handler)),
        moved,
        calls.flatMap((one) => (one.handlers.includes(handler) ? one.call : [])),
      ),
    ),
  ];
}

/** Whether a variable moves into its handler: its line can be taken away, and no inner function assigns the name. */
export function canMove(file: PythonFile, { leak, cure }: Curable): boolean {
  const { binding, declaration, statement } = leak.variable;
  const [handler] = leak.handlers;
  if (!cure.isPrivate || handler === undefined) return false;
  const line = file.text.slice(lineStart(file.text, statement.start), lineEnd(file.text, statement.end));
  const rest = line.trimEnd();
  const spelled = file.textOf(statement);
  if (rest !== spelled || declaration.parent?.parent !== statement) return false;
  // A comment above belongs to the declaration, or to a whole section: who can tell.
  if (/^[ \t]*#/.test(previousLine(file.text, lineStart(file.text, statement.start)))) return false;
  if (file.text.includes('__all__') && new RegExp(`["']${binding.name}["']`).test(file.text)) return false;
  return globalsIn(handler.node)
    .filter((one) => namesOf(one).some((name) => file.textOf(name) === binding.name))
    .every((one) => ownerOf(one) === handler.node);
}

/** Takes lines away, and the blank lines before them where blank lines follow. */
function withoutDeclarations(text: string, statements: readonly PythonNode[]): readonly TextEdit[] {
  const runs: { start: number; end: number }[] = [];
  for (const statement of statements.toSorted((a, b) => a.start - b.start)) {
    const [start, end] = [lineStart(text, statement.start), lineEnd(text, statement.end)];
    const last = runs.at(-1);
    if (last !== undefined && text.slice(last.end, start).trim() === '') last.end = end;
    else runs.push({ start, end });
  }
  return runs.map(({ start: first, end: last }) => {
    let start = first;
    let end = last;
    while (start === 0 && /^[ \t]*\r?\n/.test(text.slice(end))) end = lineEnd(text, end);
    if (/^[ \t]*(?:\r?\n|$)/.test(text.slice(end)))
      while (start > 0 && previousLine(text, start).trim() === '') start = lineStart(text, start - 1);
    return { start, end, text: '' };
  });
}

function atStart(
  file: PythonFile,
  { node }: PythonSite,
  curables: readonly Curable[],
  moved: readonly Curable[],
  calls: readonly string[],
): readonly TextEdit[] {
  const body = child(node, 'body');
  if (body === undefined) return [];
  const text = file.text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const statements = named(body);
  const isDocumented = statements[0]?.type === 'expression_statement' && named(statements[0])[0]?.type === 'string';
  const documentation = isDocumented ? statements[0] : undefined;
  const isOneLine =
    !text.slice(node.start, body.start).includes('\n') || lineStart(text, body.start) <= lineStart(text, colonOf(node));
  const indent = isOneLine
    ? (indentOf(text, node.start) ?? '') + unitOf(file, node)
    : text.slice(lineStart(text, body.start), body.start);

  const declared = globalsIn(node);
  const rebound = curables
    .filter((one) => !moved.includes(one) && isRebound(one))
    .map(({ leak }) => leak.variable.binding.name);
  const gone = new Set(moved.map(({ leak }) => leak.variable.binding.name));
  // A `global` has to stand before the name is used: those that are there are taken up into the one at the start.
  const taken = declared.filter(
    (one) => ownerOf(one) === node && namesOf(one).some((name) => [...rebound, ...gone].includes(file.textOf(name))),
  );
  const names = [
    ...new Set([...taken.flatMap((one) => namesOf(one).map((name) => file.textOf(name))), ...rebound]),
  ].filter((name) => !gone.has(name));
  const lines = [
    ...(names.length > 0 ? [`global ${names.join(', ')}`] : []),
    ...calls,
    ...curables.flatMap((one) =>
      moved.includes(one)
        ? declarationText(file, one, indent)
        : resetText(file, one.leak.variable, !isRebound(one), indent),
    ),
  ];
  const first = statements[isDocumented ? 1 : 0];
  if (first !== undefined && taken.includes(first)) {
    const others = taken.filter((one) => one !== first).map((one) => withoutGlobal(text, one));
    return [...others, { start: first.start, end: first.end, text: lines.join(end + indent) }];
  }
  const edits = taken.map((one) => withoutGlobal(text, one));
  if (isOneLine) {
    const start = colonOf(node) + 1;
    return [
      ...edits,
      { start, end: body.start, text: lines.map((line) => end + indent + line).join('') + end + indent },
    ];
  }
  const at = lineEnd(text, documentation?.end ?? colonOf(node));
  const before = text[at - 1] === '\n' ? '' : end;
  return [...edits, { start: at, end: at, text: before + lines.map((line) => indent + line + end).join('') }];
}

const isRebound = ({ leak, cure }: Curable): boolean => leak.variable.shape !== 'event' && !cure.isHeld;

function declarationText(file: PythonFile, { leak }: Curable, indent: string): string[] {
  return [indented(file.textOf(leak.variable.statement), indent)];
}

/**
 * The lines that give a variable its first value again.
 * @param isHeld whether it has to stay the same object.
 */
export function resetText(file: PythonFile, variable: ModuleVariable, isHeld: boolean, indent: string): string[] {
  const { name, shape } = variable;
  const value = indented(file.textOf(variable.value), indent);
  if (shape === 'event') return [`${name}.clear()`];
  if (!isHeld) return [`${name} = ${value}`];
  const refill = shape === 'list' ? 'extend' : 'update';
  const isEmpty = /^(?:\[\s*\]|\{\s*\}|[\w.]+\((?:int|list|dict|set|str|float)?\))$/.test(value);
  return [`${name}.clear()`, ...(isEmpty ? [] : [`${name}.${refill}(${value})`])];
}

/** Lines after the first move in with it; those of a text that runs over lines must stay. */
function indented(value: string, indent: string): string {
  return /"""|'''/.test(value) ? value : value.replace(/\n(?=[^\r\n])/g, `\n${indent}`);
}

/** Takes a `global` away; `pass` stays where a block would be empty. */
function withoutGlobal(text: string, statement: PythonNode): TextEdit {
  const block = statement.parent;
  const isAlone = block !== undefined && named(block).length === 1;
  const start = lineStart(text, statement.start);
  const end = lineEnd(text, statement.end);
  const isLine = text.slice(start, statement.start).trim() === '' && text.slice(statement.end, end).trim() === '';
  if (isAlone || !isLine) return { start: statement.start, end: statement.end, text: 'pass' };
  return { start, end, text: '' };
}

function globalsIn(node: PythonNode): readonly PythonNode[] {
  return node.type === 'global_statement' ? [node] : node.children.flatMap(globalsIn);
}

const namesOf = (statement: PythonNode): readonly PythonNode[] => named(statement);

function ownerOf(node: PythonNode): PythonNode | undefined {
  let at: PythonNode | undefined = node.parent;
  while (at !== undefined && !/^(?:function_definition|class_definition)$/.test(at.type)) at = at.parent;
  return at;
}

function colonOf(node: PythonNode): number {
  const body = child(node, 'body');
  return (
    node.children.findLast((one) => one.type === ':' && (body === undefined || !isWithin(one, body)))?.start ?? node.end
  );
}

const lineStart = (text: string, offset: number): number => (offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);

/** Behind the line end, or at the end of the text. */
function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

function previousLine(text: string, start: number): string {
  return start === 0 ? '' : text.slice(lineStart(text, start - 1), start);
}
