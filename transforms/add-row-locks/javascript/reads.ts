import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Located } from '../../../src/languages/javascript/module.ts';
import {
  type FunctionNode,
  isCallNode,
  isFunctionNode,
  isMemberNode,
  keyName,
  propertyName,
  statementAround,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { returnsOf } from '../../../src/languages/javascript/returns.ts';
import type { RowCall } from '../../../src/languages/javascript/rows.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest, endOf, isWithin, startOf, walk } from '../../../src/languages/javascript/walk.ts';
import { type Answered, answersOf } from './answers.ts';
import { derivationOf } from './dependence.ts';

/** A row that a function reads into a name. */
export interface RowRead {
  readonly binding: Binding;
  /** The call that reads it; where a function of the project does, the one inside that. */
  readonly call: RowCall;
  /** What stands in this file: the call, or that of the function. */
  readonly node: Node;
  readonly statement: Node;
  readonly fn: FunctionNode;
  /** `one`: the name holds the row. `each`: it goes through the rows of a list. `function`: another function has read it. */
  readonly from: 'one' | 'each' | 'function';
  /** What leads from the name to the row, joined by dots, where that has no name of its own: `0` of `rows[0].balance`. */
  readonly within?: string | undefined;
}

/** The rows that the functions of a file read, in the order of the text. */
export function readsIn(file: JavaScriptFile): readonly RowRead[] {
  const known = readIn.get(file) ?? collectReads(file);
  readIn.set(file, known);
  return known;
}

/** A cure asks for all reads of its file again. */
const readIn = new WeakMap<JavaScriptFile, readonly RowRead[]>();

function collectReads(file: JavaScriptFile): RowRead[] {
  const reads: RowRead[] = [];
  const tried = new Map<string, RowCall | undefined>();
  walk(file.ast.program, (node) => {
    const call = node.type === 'AwaitExpression' ? unwrapped(node.argument) : undefined;
    if (!call || (!isCallNode(call) && call.type !== 'TaggedTemplateExpression')) return;
    const fn = closest(call, file.parentOf, isFunctionNode);
    // Names cost a walk of the whole file: most functions that wait for something write nothing behind it.
    if (!fn || !(writing.test(file.text.slice(endOf(call), endOf(fn))) || isFlushedAround(file, fn))) return;
    const found = answersOf(file, call).filter(({ binding }) => isComputedOn(file, { binding, fn }));
    if (found.length === 0) return;
    const own = rowRead(file, { module: file.module, node: call });
    const statement = statementAround(call, file.parentOf);
    for (const answered of found) {
      const { binding, isEach, path } = answered;
      const within = own && !isEach ? stepsToRow(own, path) : undefined;
      // A row without a name has no methods that anyone calls: only the values of a statement come from it.
      if (own && (within === '' || (within && own.sql) || isEachRow(own, answered)))
        reads.push({
          binding,
          call: own,
          node: call,
          statement,
          fn,
          from: isEach ? 'each' : 'one',
          within: within || undefined,
        });
      else if (!own && !isEach && path === '' && isCallNode(call)) {
        const spelled = file.text.slice(startOf(call.callee), endOf(call.callee));
        const key = `${startOf(closest(call, file.parentOf, isClassOrProgram) ?? call)} ${spelled}`;
        if (!tried.has(key)) tried.set(key, returnedRead(file, { module: file.module, node: call }, 0));
        const read = tried.get(key);
        if (read) reads.push({ binding, call: read, node: call, statement, fn, from: 'function' });
      }
    }
  });
  return reads.sort((one, other) => startOf(one.node) - startOf(other.node));
}

/**
 * What leads from a part of an answer to the row in it; empty where the part is the row.
 * @returns undefined where the row is not in that part.
 */
function stepsToRow({ pattern: { does, answer } }: RowCall, path: string): string | undefined {
  const row = [...(answer === undefined ? [] : [answer]), ...(does === 'list' ? ['0'] : [])];
  const steps = path === '' ? [] : path.split('.');
  return steps.every((step, at) => step === row[at]) ? row.slice(steps.length).join('.') : undefined;
}

/** Whether a name goes through the rows of an answer. */
function isEachRow({ pattern: { does, answer = '' } }: RowCall, { path, isEach }: Answered): boolean {
  return isEach && does === 'list' && path === answer;
}

const isClassOrProgram = (node: Node): node is Node => /^(?:Class|Program)/.test(node.type);

/** How what writes a row is spelled, in any library. */
const updating = /\bupdate\s+[\w".`]+\s+set\b/i;
const writing = new RegExp(
  `\\.\\s*(?:native|find\\w*And)?(?:save|update|patch|persist|flush|replace(?=One|\\s*\\(\\s*\\{)|put(?=\\s*\\()|send(?=\\s*\\(\\s*new\\b))\\w*\\s*[(<]|${updating.source}`,
  'i',
);

/** A transaction that writes the changes of its rows when it ends. */
function isFlushedAround(file: JavaScriptFile, fn: Node): boolean {
  const call = file.parentOf(fn);
  return (
    call !== undefined &&
    isCallNode(call) &&
    file.rowCallAt({ module: file.module, node: call })?.pattern.flushes === true
  );
}

/** Resolving calls through the project costs: only a row that is changed here, saved, or worked on is worth it. */
function isComputedOn(file: JavaScriptFile, row: Pick<RowRead, 'binding' | 'fn'>): boolean {
  const words = file.text.slice(startOf(row.fn), endOf(row.fn));
  const escaped = row.binding.name.replace(/\$/g, '\\$');
  if (
    new RegExp(`(?:^|[^\\w$])${escaped}!?\\s*\\.\\s*save\\s*\\(|\\bsave\\s*\\([^)]*[^\\w$.]?${escaped}\\b`).test(words)
  )
    return true;
  const derived = derivationOf(file, row);
  if (derived.changed().length > 0 || (row.binding.reads.length > 0 && updating.test(words))) return true;
  let found = false;
  walk(row.fn.body, (node) => {
    const column =
      node.type === 'ObjectProperty'
        ? keyName(node.key, node.computed)
        : node.type === 'AssignmentExpression' && isMemberNode(node.left)
          ? propertyName(node.left)
          : undefined;
    const value =
      node.type === 'ObjectProperty' ? node.value : node.type === 'AssignmentExpression' ? node.right : undefined;
    if (column && value) found ||= /^(?:computed|called)$/.test(derived.of(value, column) ?? '');
    if (node.type === 'UpdateExpression' || (node.type === 'AssignmentExpression' && node.operator !== '='))
      found ||= row.binding.reads.some((use) => isWithin(use, node.type === 'UpdateExpression' ? node : node.left));
    return !found;
  });
  return found;
}

/** How deep functions that return what others have read are followed. */
const deepest = 3;

/** The read of one row whose answer a call gives back, through functions of the project. */
function returnedRead(file: JavaScriptFile, place: Located, depth: number): RowCall | undefined {
  if (depth > deepest || !isCallNode(place.node)) return undefined;
  for (const { module, node: fn } of file.functionsCalled({ module: place.module, node: place.node })) {
    if (!isFunctionNode(fn) || !fn.async) continue;
    const returned =
      fn.body.type === 'BlockStatement' ? returnsOf({ ...fn, returnType: null } as FunctionNode) : [{ node: fn.body }];
    const calls = returned.flatMap(({ node }) => callsBehind(node, { module, node: fn }));
    for (const call of calls) {
      const row = rowRead(file, { module, node: call }) ?? returnedRead(file, { module, node: call }, depth + 1);
      if (row?.pattern.does === 'read') return row;
    }
  }
  return undefined;
}

/** The calls whose answer an expression is: itself, or what the name that it gives was assigned. */
function callsBehind(expression: Node, { module, node: fn }: Located): Node[] {
  const node = unwrapped(expression);
  if (node.type === 'AwaitExpression') return callsBehind(node.argument, { module, node: fn });
  if (isCallNode(node)) {
    // `this.serialize(record)` gives the record in another dress.
    const handed = node.arguments.length === 1 && node.arguments[0]?.type === 'Identifier' ? node.arguments : [];
    return [node, ...handed.flatMap((one) => callsBehind(one, { module, node: fn }))];
  }
  if (node.type !== 'Identifier') return [];
  const binding = module.scopes.bindingOf(node);
  if (!binding || !isWithin(binding.identifier, fn)) return [];
  return binding.writes.flatMap(({ value }) => (value && unwrapped(value) !== node ? awaitedCalls(value) : []));
}

function awaitedCalls(value: Node): Node[] {
  const node = unwrapped(value);
  if (node.type === 'AwaitExpression') return awaitedCalls(node.argument);
  return isCallNode(node) ? [node] : [];
}

/** The call that reads, of those that are chained. */
function rowRead(file: JavaScriptFile, { module, node }: Located): RowCall | undefined {
  for (let call: Node = node; isCallNode(call) || call.type === 'TaggedTemplateExpression'; ) {
    const row = file.rowCallAt({ module, node: call });
    if (row) return /^(?:read|list)$/.test(row.pattern.does) && row.whole === node ? row : undefined;
    if (!isCallNode(call) || !isMemberNode(call.callee)) return undefined;
    call = unwrapped(call.callee.object);
  }
  return undefined;
}
