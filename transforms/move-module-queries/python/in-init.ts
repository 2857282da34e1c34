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
import type { Choosing } from '../../../src/model/dialect.ts';
import type { Edit } from '../../../src/model/source.ts';
import { outermost } from './readings.ts';

/** The argument, and what is to stand in `__init__` for it. */
export interface Choices {
  readonly read: PythonNode;
  /** What the choices are made of, and that as code. */
  readonly value: PythonNode;
  readonly text: string;
}

/**
 * Gives the choices of a field, or of its widget, to each form anew: `self.fields["court"].choices = …` in `__init__`,
 * behind the call of the one that the class inherits, and `[]` where they stood.
 * @param call what is given the choices.
 * @returns undefined where the class, or its `__init__`, does not let itself be added to.
 */
export function choicesInInit(
  file: PythonFile,
  choosing: Choosing,
  call: PythonNode,
  given: Choices,
): Edit[] | undefined {
  const place = fieldOf(file, choosing, call);
  const owner = place?.owner;
  const name = owner && child(owner, 'name');
  if (place === undefined || owner === undefined || name === undefined || !isForm(file, choosing, owner))
    return undefined;
  // What inherits from it may have taken the field away.
  const { uses, obstacles } = file.usersOf(file.textOf(name));
  if (obstacles.length > 0 || uses.some(({ node }) => outermost(node).parent?.field === 'superclasses'))
    return undefined;
  const added = assigned(file, owner, place.target, given);
  return added && [{ path: file.path, start: given.read.start, end: given.read.end, text: '[]' }, added];
}

/** The field of which class is meant: `fields["court"]`, or `fields["court"].widget`, each followed by its choices. */
function fieldOf(
  file: PythonFile,
  { fields, widgets, widget, leaves }: Choosing,
  call: PythonNode,
): { owner: PythonNode; target: string } | undefined {
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
  return { owner, target: `fields["${file.textOf(left)}"]${isWidget ? `.${widget}` : ''}.choices` };
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

function assigned(
  file: PythonFile,
  owner: PythonNode,
  target: string,
  { value, text: code }: Choices,
): Edit | undefined {
  const { text, path } = file;
  const [newline, unit] = [newlineOf(text), unitOf(text)];
  // One step further in than the class body.
  const moved = /"""|'''/.test(code) ? code : code.replace(/\n(?=[^\r\n])/g, `\n${unit}`);
  const body = child(owner, 'body');
  const members = body === undefined ? [] : named(body);
  const [first] = members;
  const indent = first && indentOf(text, first.start);
  if (body === undefined || indent === undefined || members.some((one) => isNamed(file, one, '__new__')))
    return undefined;
  const methods = members.filter((one) => /^(?:function|decorated)_definition$/.test(one.type));
  const existing = methods.find((one) => isNamed(file, one, '__init__'));
  if (existing === undefined) {
    // `__init__` may be given a value in another way.
    if (file.scopes.scopeOf(first ?? body).bindings.has('__init__')) return undefined;
    const lines = [
      `${indent}def __init__(self, *args, **kwargs):`,
      `${indent}${unit}super().__init__(*args, **kwargs)`,
      `${indent}${unit}self.${target} = ${moved}`,
    ].join(newline);
    const [method] = methods;
    if (method !== undefined) {
      const start = lineStartOf(text, method.start);
      if (/^[ \t]*#/m.test(text.slice(lineStartOf(text, start - 1), start))) return undefined;
      return { path, start, end: start, text: `${lines}${newline}${newline}` };
    }
    const at = lineEndBefore(text, lineEnd(text, body.end)) ?? body.end;
    return { path, start: at, end: at, text: `${newline}${newline}${lines}` };
  }
  const block = existing.type === 'function_definition' ? child(existing, 'body') : undefined;
  const [self] = childrenOf(existing, 'parameters').flatMap(named);
  const inherited = block && named(block).find((one) => isInherited(file, one));
  if (self?.type !== 'identifier' || block === undefined || inherited === undefined) return undefined;
  const inner = indentOf(text, inherited.start);
  if (inner === undefined || !endsLine(text, inherited.end)) return undefined;
  const own = file.scopes.scopeOf(inherited).bindings;
  const isHidden = [...walk(value)].some((node) => node.type === 'identifier' && own.has(file.textOf(node)));
  if (isHidden) return undefined;
  const at = lineEnd(text, inherited.end);
  return { path, start: at, end: at, text: `${newline}${inner}${file.textOf(self)}.${target} = ${moved}` };
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
