import type { PythonFile } from '../../../src/languages/python/file.ts';
import {
  endsLine,
  indentOf,
  lineEndBefore,
  lineStartOf,
  newlineOf,
  unitOf,
} from '../../../src/languages/python/lines.ts';
import { child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Choosing } from '../../../src/model/query-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { mayLackField } from './lacking-fields.ts';
import { outermost } from './readings.ts';

/** What `__init__` of a form is to give to one of its fields. */
export interface Line extends Place {
  readonly code: string;
}

/**
 * The choices of a field, or of its widget, as each form is to be given them: `self.fields["court"].choices = …`.
 * @param call what is given the choices.
 * @param value what the choices are made of, and that as code.
 * @returns undefined where the class, or its `__init__`, does not let itself be added to.
 */
export function lineFor(
  file: PythonFile,
  choosing: Choosing,
  call: PythonNode,
  value: PythonNode,
  text: string,
): Line | undefined {
  const place = fieldOf(file, choosing, call);
  const owner = place?.owner;
  const name = owner && child(owner, 'name');
  if (place === undefined || owner === undefined || name === undefined || !isForm(file, choosing, owner))
    return undefined;
  // What inherits from it may have taken the field away.
  const { uses, obstacles } = file.usersOf(file.textOf(name));
  if (obstacles.length > 0 || uses.some(({ node }) => outermost(node).parent?.field === 'superclasses'))
    return undefined;
  if (isReadFromClass(file, place) || mayLackField(file, choosing, owner)) return undefined;
  // One step further in than the class body.
  const code = /"""|'''/.test(text) ? text : text.replace(/\n(?=[^\r\n])/g, `\n${unitOf(file, value)}`);
  const line = { ...place, code };
  return isHiddenIn(file, owner, value) || inInit(file, owner, [line]) === undefined ? undefined : line;
}

interface Place {
  readonly owner: PythonNode;
  /** The name of the field in the class. */
  readonly left: PythonNode;
  readonly target: string;
}

/** Whether something reads the field before there is a form: further down in the class, or from the class's own fields. */
function isReadFromClass(file: PythonFile, { owner, left }: Place): boolean {
  const name = child(owner, 'name');
  const texts = name === undefined ? [] : file.textsNaming(file.textOf(name));
  if ([file.text, ...texts].some((text) => /\b(?:base|declared)_fields\b/.test(text))) return true;
  return (file.scopes.bindingOf(left)?.reads.length ?? 0) > 0;
}

/** The field of which class is meant: `fields["court"]`, or `fields["court"].widget`, each followed by its choices. */
function fieldOf(file: PythonFile, { fields, widgets, widget, leaves }: Choosing, call: PythonNode): Place | undefined {
  const isOne = (node: PythonNode, known: readonly string[]) => {
    const callee = child(node, 'function');
    return callee !== undefined && file.accessPaths(callee).some((path) => known.includes(path));
  };
  const isWidget = isOne(call, widgets);
  const up = outermost(call).parent;
  const isKeyword = up?.type === 'keyword_argument' && file.textOf(child(up, 'name') ?? up) === widget;
  const field = isWidget && isKeyword ? up.parent?.parent : call;
  if (field === undefined || !(isWidget ? field !== call && isOne(field, leaves) : isOne(call, fields)))
    return undefined;
  const assignment = outermost(field).parent;
  const left = assignment?.type === 'assignment' ? child(assignment, 'left') : undefined;
  const owner = assignment?.parent?.parent?.parent;
  if (
    left?.type !== 'identifier' ||
    owner?.type !== 'class_definition' ||
    assignment?.parent?.type !== 'expression_statement'
  )
    return undefined;
  return { owner, left, target: `fields["${file.textOf(left)}"]${isWidget ? `.${widget}` : ''}.choices` };
}

/** Whether a class at the top level inherits from one of the library's forms. */
function isForm(file: PythonFile, { forms }: Choosing, owner: PythonNode): boolean {
  const bases = childrenOf(owner, 'superclasses').flatMap(named);
  const holder = owner.parent?.type === 'decorated_definition' ? owner.parent.parent : owner.parent;
  return (
    holder?.type === 'module' &&
    bases.some((base) => file.ancestry(base).some((path) => forms.some((one) => one === path)))
  );
}

/** Whether `__init__` has names of its own that hide those of the choices. */
function isHiddenIn(file: PythonFile, owner: PythonNode, value: PythonNode): boolean {
  const existing = membersOf(owner).find((one) => isNamed(file, one, '__init__'));
  const [first] = childrenOf(existing ?? owner, 'body').flatMap(named);
  if (existing === undefined || first === undefined) return false;
  const own = file.scopes.scopeOf(first).bindings;
  return [...walk(value)].some((node) => node.type === 'identifier' && own.has(file.textOf(node)));
}

/** Puts lines behind the call of the inherited `__init__`, in the class's own or in a new one. */
export function inInit(file: PythonFile, owner: PythonNode, lines: readonly Line[]): Edit[] | undefined {
  const { text, path } = file;
  const body = child(owner, 'body');
  const members = membersOf(owner);
  const [first] = members;
  const [newline, unit] = [newlineOf(text), unitOf(file, first)];
  const indent = first && indentOf(text, first.start);
  if (body === undefined || indent === undefined || members.some((one) => isNamed(file, one, '__new__')))
    return undefined;
  const given = (self: string) => lines.map(({ target, code }) => `${self}.${target} = ${code}`);
  const methods = members.filter((one) => /^(?:function|decorated)_definition$/.test(one.type));
  const existing = methods.find((one) => isNamed(file, one, '__init__'));
  if (existing === undefined) {
    // `__init__` may be given a value in another way.
    if (file.scopes.scopeOf(first ?? body).bindings.has('__init__')) return undefined;
    const added = [
      `${indent}def __init__(self, *args, **kwargs):`,
      ...['super().__init__(*args, **kwargs)', ...given('self')].map((line) => indent + unit + line),
    ].join(newline);
    const [method] = methods;
    if (method !== undefined) {
      const start = lineStartOf(text, method.start);
      if (/^[ \t]*#/m.test(text.slice(lineStartOf(text, start - 1), start))) return undefined;
      return [{ path, start, end: start, text: `${added}${newline}${newline}` }];
    }
    const at = lineEndBefore(text, lineEnd(text, body.end)) ?? body.end;
    return [{ path, start: at, end: at, text: `${newline}${newline}${added}` }];
  }
  const block = existing.type === 'function_definition' ? child(existing, 'body') : undefined;
  const [self] = childrenOf(existing, 'parameters').flatMap(named);
  const inherited = block && named(block).find((one) => isInherited(file, one));
  if (self?.type !== 'identifier' || inherited === undefined) return undefined;
  const inner = indentOf(text, inherited.start);
  if (inner === undefined || !endsLine(text, inherited.end)) return undefined;
  const at = lineEnd(text, inherited.end);
  const added = given(file.textOf(self)).map((line) => newline + inner + line);
  return [{ path, start: at, end: at, text: added.join('') }];
}

function membersOf(owner: PythonNode): readonly PythonNode[] {
  return childrenOf(owner, 'body').flatMap(named);
}

/** `super().__init__(*args, **kwargs)`, or that of a class by its name. */
function isInherited(file: PythonFile, statement: PythonNode): boolean {
  const [call] = statement.type === 'expression_statement' ? named(statement) : [];
  const callee = call?.type === 'call' ? child(call, 'function') : undefined;
  return callee !== undefined && /^(?:super\([^()]*\)|[\w.]+)\.__init__$/.test(file.textOf(callee));
}

function isNamed(file: PythonFile, member: PythonNode, name: string): boolean {
  const definition = member.type === 'decorated_definition' ? child(member, 'definition') : member;
  const own = definition?.type === 'function_definition' ? child(definition, 'name') : undefined;
  return own !== undefined && file.textOf(own) === name;
}

function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at - (text[at - 1] === '\r' ? 1 : 0);
}
