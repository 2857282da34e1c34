import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { isFunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, isWithin, walk } from '../../../src/languages/javascript/walk.ts';
import { isSameWithin } from './import-time.ts';
import { initialValue, isPlain } from './initial.ts';
import { type Invocation, isIn, type Leak } from './leaks.ts';
import { takesSharedParts } from './shared-parts.ts';
import { isFilledByOthers } from './stores.ts';

/** Why a leak is not cured. */
type Obstacle =
  | 'memo-of-event'
  | 'written-into-kept-object'
  | 'parts-in-common'
  | 'made-at-import'
  | 'filled-by-other-requests'
  | 'rejection-kept'
  | 'gathered-in-instance'
  | 'used-by-other-modules'
  | 'initial-value-computed'
  | 'initial-value-shared'
  | 'handler-called-by-project'
  | 'invocations-overlap'
  | 'used-at-import'
  | 'used-outside-handler'
  | 'declared-without-value';

/** How a leak is cured, or why it is not. */
export type Verdict =
  | { readonly cure: 'move'; readonly into: JavaScriptHandler }
  | { readonly cure: 'reset'; readonly in: readonly JavaScriptHandler[] }
  | { readonly refusal: Obstacle; readonly place?: Node };

/** Decides what becomes of one leak: the variable moves where it can, else it is reset. */
export function verdictOn(file: JavaScriptFile, leak: Leak, invocations: readonly Invocation[]): Verdict {
  const { binding } = leak;
  if (leak.kept === 'from-event') return { refusal: 'memo-of-event' };
  if (leak.kept === 'instance') return { refusal: 'gathered-in-instance' };
  if (leak.kept === 'rejected') return { refusal: 'rejection-kept' };
  if (leak.kept === 'written-into') return { refusal: 'written-into-kept-object' };
  if (leak.kept === 'copied') return { refusal: 'parts-in-common' };
  if (leak.kept === 'import-time') return cureOfMoment(file, leak);
  if (isFilledByOthers(file, binding, invocations)) return { refusal: 'filled-by-other-requests' };
  const names = namesOf(file, binding);
  if (isExported(file, binding)) return { refusal: 'used-by-other-modules' };
  const initial = initialValue(binding);
  if (
    binding.declaration.type !== 'VariableDeclarator' ||
    binding.declaration.id.type !== 'Identifier' ||
    (initial && !isPlain(initial))
  )
    return { refusal: 'initial-value-computed' };
  if (takesSharedParts(file, binding)) return { refusal: 'initial-value-shared' };
  const users = invocations.filter(({ reached }) => names.some((name) => isIn(name, reached)));
  const called = users.flatMap(({ handler }) => calledByProject(file, handler) ?? [])[0];
  if (called) return called;
  const [only, ...others] = users;
  if (only && others.length === 0 && canMove(file, binding, names, only.handler))
    return { cure: 'move', into: only.handler };
  if (users.some(({ handler }) => handler.isOverlapping)) return { refusal: 'invocations-overlap' };
  const atImport = names.find((name) => !closest(name, file.parentOf, isFunctionNode));
  if (atImport) return { refusal: 'used-at-import', place: atImport };
  const outside = names.find((name) => !users.some(({ reached }) => isIn(name, reached)));
  if (outside) return { refusal: 'used-outside-handler', place: outside };
  if (!initial && isTypedWithoutValue(file, binding)) return { refusal: 'declared-without-value' };
  return { cure: 'reset', in: users.map(({ handler }) => handler) };
}

/** The moment of an invocation is taken in its handler, where nothing else asks for it. */
function cureOfMoment(file: JavaScriptFile, { binding, handlers }: Leak): Verdict {
  const [only, ...others] = handlers;
  const isOwn = only && others.length === 0 && !isExported(file, binding);
  if (isOwn && isSameWithin(file, binding, only.fn.body) && canMove(file, binding, namesOf(file, binding), only))
    return { cure: 'move', into: only };
  return { refusal: 'made-at-import' };
}

/** Where the project calls a handler itself, or may do so. */
export function calledByProject(
  file: JavaScriptFile,
  handler: JavaScriptHandler,
): { readonly refusal: 'handler-called-by-project'; readonly place?: Node } | undefined {
  const place = callOf(file, handler);
  if (place) return { refusal: 'handler-called-by-project', place };
  const takers = file.takersOf(handler.name).filter((path) => !handler.through.includes(path));
  return takers.length > 0 ? { refusal: 'handler-called-by-project' } : undefined;
}

/** Every place that names a variable when the code runs, its declaration left out. */
function namesOf(file: JavaScriptFile, { declaration, reads, writes }: Binding): Node[] {
  const names = new Set<Node>([...reads, ...writes.map(({ node }) => node)]);
  return [...names].filter(
    (name) =>
      name !== declaration &&
      !(declaration.type === 'VariableDeclarator' && name === declaration.id) &&
      file.parentOf(name),
  );
}

function isExported(file: JavaScriptFile, { declaration, identifier, reads }: Binding): boolean {
  const statement = file.parentOf(declaration);
  if (statement && file.parentOf(statement)?.type === 'ExportNamedDeclaration') return true;
  const uses = new Set<Node>([identifier, ...reads]);
  return [...file.module.exports.named.values()].some((one) => one.from === 'here' && uses.has(one.node));
}

/** A place in the file that uses the handler besides exporting it. */
function callOf(file: JavaScriptFile, { fn, exported, name }: JavaScriptHandler): Node | undefined {
  const holder = file.parentOf(fn);
  const id = 'id' in fn && fn.id ? fn.id : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  const binding = id?.type === 'Identifier' ? file.scopes.bindingOf(id) : undefined;
  const exports = [...file.module.exports.named.values()].flatMap((one) => (one.from === 'here' ? [one.node] : []));
  const isExporting = (read: Node, node: Node) => isWithin(read, node) && !isFunctionNode(unwrapped(node));
  const used = binding?.reads.find(
    (read) => ![exported, ...exports].some((node) => isExporting(read, node)) && !isExportedAs(file, read),
  );
  if (used) return used;
  return file
    .find(file.ast.program, 'CallExpression')
    .map(({ callee }): Node => callee)
    .find((callee) =>
      new RegExp(`^(?:module\\.)?exports\\.${name}$`).test(file.text.slice(callee.start ?? 0, callee.end ?? 0)),
    );
}

function isExportedAs(file: JavaScriptFile, read: Node): boolean {
  const parent = file.parentOf(read);
  return parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration';
}

/** Whether nothing but the body of one handler names the variable, in types either. */
function canMove(file: JavaScriptFile, binding: Binding, names: readonly Node[], { fn }: JavaScriptHandler): boolean {
  const statement = file.parentOf(binding.declaration);
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length > 1) return false;
  if (fn.body.type !== 'BlockStatement' || ('generator' in fn && fn.generator)) return false;
  if (!names.every((name) => isWithin(name, fn.body))) return false;
  if (file.scopes.bindingAt(binding.name, fn.body) !== binding) return false;
  let isNamedInType = false;
  walk(file.ast.program, (node) => {
    if (node === fn.body || node === statement) return false;
    if (node.type === 'Identifier' && node.name === binding.name && file.scopes.bindingOf(node) === binding)
      isNamedInType = true;
    return !isNamedInType;
  });
  return !isNamedInType;
}

function isTypedWithoutValue(file: JavaScriptFile, { identifier }: Binding): boolean {
  const type = identifier.typeAnnotation;
  return Boolean(type) && !/\b(?:undefined|any|unknown|void)\b/.test(file.text.slice(type?.start ?? 0, type?.end ?? 0));
}
