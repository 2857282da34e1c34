import type { Node, TaggedTemplateExpression } from '@babel/types';
import type { Certainty, Dialect } from '../../model/dialect.ts';
import type { CallPart, RowMethod, RowPattern } from '../../model/row-patterns.ts';
import type { Located, Module } from './module.ts';
import type { Modules } from './modules.ts';
import { type CallNode, isCallNode, isMemberNode, keyName, propertyName, unwrapped } from './nodes.ts';
import { isGiven, knownReceiver, madeOf, receiverOf, textOf } from './queries.ts';
import { spelling } from './receivers.ts';
import type { Sites } from './sites.ts';
import { type SqlStatement, sqlOf } from './sql.ts';

/** A recognised call that reads rows, or writes one. */
export interface RowCall {
  readonly dialect: Dialect<'javascript'>;
  readonly pattern: RowPattern;
  readonly certainty: Exclude<Certainty, 'possible'>;
  /** How it is known, a sentence. */
  readonly evidence: string;
  /** What is called, as it is spelled, on one line. */
  readonly symbol: string;
  readonly module: Module;
  /** The call that begins it, and those that are chained to it, in their order. */
  readonly calls: readonly (CallNode | TaggedTemplateExpression)[];
  /** The outermost of them. */
  readonly whole: Node;
  /** What the first call is made on: the instance, properties left out. */
  readonly receiver: Node;
  /** What the table is called here. */
  readonly table: string;
  readonly values: Node | undefined;
  readonly where: readonly Node[];
  readonly row: Node | undefined;
  /** The statement, where the call sends one that is written in place. */
  readonly sql: SqlStatement | undefined;
}

/** The row patterns of a dialect that begin with a call on anything but a row. */
function patternsOf(dialect: Dialect<'javascript'>): RowPattern[] {
  return (dialect.recognises.row ?? []).flatMap((one) => ('ofRow' in one ? [] : one));
}

/** Tells whether a call, or a tagged template, begins one that reads or writes rows. */
export function rowCallAt(
  { module, node }: Located,
  sites: Sites,
  modules: Modules,
  dialects: readonly Dialect<'javascript'>[],
): RowCall | undefined {
  if (!isCallNode(node) && node.type !== 'TaggedTemplateExpression') return undefined;
  const callee = isCallNode(node) ? node.callee : node.tag;
  const method = isMemberNode(callee) ? propertyName(callee) : undefined;
  let calls: CallNode[] | undefined;
  for (const dialect of dialects) {
    for (const pattern of patternsOf(dialect)) {
      const receiver = receiverOf(pattern, callee, method);
      if (receiver === undefined || !isGiven(pattern, { module, node }, sites)) continue;
      if (pattern.classAt !== undefined && !isClassAt(node, pattern.classAt)) continue;
      calls ??= chainedTo(node, module);
      // Arrays have a `find` too: what is neither awaited nor handed on asks no database.
      if (!isAwaited(calls.at(-1) ?? node, module)) return undefined;
      const whole = calls.at(-1) ?? node;
      const names = calls.map((call) => (isMemberNode(call.callee) ? propertyName(call.callee) : undefined));
      if (pattern.chained && !names.some((name) => name !== undefined && pattern.chained?.includes(name))) continue;
      if (names.some((name) => name !== undefined && pattern.unless?.includes(name))) continue;
      const sql = pattern.sql === undefined ? undefined : sqlOf(node, pattern.sql);
      if (pattern.sql !== undefined && sql?.does !== (pattern.does === 'write' ? 'update' : 'select')) continue;
      const known = knownReceiver(pattern, dialect, { module, node: receiver }, sites, modules);
      if (!known) continue;
      const all = [node, ...calls];
      const table = sql ? sql.table : tableOf(pattern, callee, receiver, all, module);
      if (table === undefined) continue;
      const holder = pattern.does === 'write' && pattern.chained ? named(all, pattern.chained) : node;
      const symbol = spelling({ module, node: callee });
      return {
        dialect,
        pattern,
        ...known,
        symbol,
        module,
        calls: all,
        whole,
        receiver,
        table,
        values: partOf(pattern.values, holder),
        where: sql ? [...sql.where] : whereOf(pattern, node, all),
        row: partOf(pattern.row, node),
        sql,
      };
    }
  }
  return undefined;
}

/** Whether an argument is called as a class is. */
function isClassAt(node: Node, place: number): boolean {
  const given = isCallNode(node) ? node.arguments[place] : undefined;
  return given?.type === 'Identifier' && /^[A-Z]/.test(given.name);
}

/** The methods with which a dialect's rows write themselves. */
export function rowMethodsOf(dialect: Dialect<'javascript'>): readonly RowMethod[] {
  return (dialect.recognises.row ?? []).flatMap((one) => ('ofRow' in one ? one : []));
}

/** The calls that are chained to one, in their order: `.where(…)` and `.first()` of `db('t').where(…).first()`. */
export function chainedTo(node: Node, { parentOf }: Module): CallNode[] {
  const member = parentOf(node);
  if (!member || !isMemberNode(member) || member.object !== node) return [];
  const call = parentOf(member);
  return call && isCallNode(call) && call.callee === member ? [call, ...chainedTo(call, { parentOf } as Module)] : [];
}

/** An argument of a call, or a property of it. */
export function partOf(part: CallPart | undefined, call: Node | undefined): Node | undefined {
  if (!part || !call || !isCallNode(call)) return undefined;
  const argument = call.arguments[part.argument];
  if (!argument || argument.type === 'SpreadElement') return undefined;
  return part.property === undefined ? argument : propertyOf(madeOf(argument), part.property);
}

/** The value of a property in an object that is written in place. */
export function propertyOf(object: Node, name: string): Node | undefined {
  const inner = unwrapped(object);
  if (inner.type !== 'ObjectExpression') return undefined;
  const found = inner.properties.find(
    (one) => one.type === 'ObjectProperty' && keyName(one.key, one.computed) === name,
  );
  return found?.type === 'ObjectProperty' ? found.value : undefined;
}

function isAwaited(node: Node, { parentOf }: Module): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  if (/^(?:Await|Return|Yield|Array|ArrowFunction|Unary)/.test(parent.type)) return true;
  return unwrapped(parent) !== parent && isAwaited(parent, { parentOf } as Module);
}

function named(calls: readonly Node[], names: readonly string[]): Node | undefined {
  return calls.find(
    (call) => isCallNode(call) && isMemberNode(call.callee) && names.includes(propertyName(call.callee) ?? ''),
  );
}

function tableOf(
  { table }: RowPattern,
  callee: Node,
  receiver: Node,
  calls: readonly Node[],
  module: Module,
): string | undefined {
  if (table === 'receiver') return spelling({ module, node: receiver });
  if (table === 'property') {
    const owner = isMemberNode(callee) ? unwrapped(callee.object) : undefined;
    return owner && isMemberNode(owner) ? propertyName(owner) : undefined;
  }
  const part = 'chained' in table ? partOf({ argument: 0 }, named(calls, [table.chained])) : partOf(table, calls[0]);
  if (part === undefined) return undefined;
  return textOf(part) ?? spelling({ module, node: part });
}

function whereOf({ where }: RowPattern, call: Node, calls: readonly Node[]): Node[] {
  if (!where) return [];
  if (!('chained' in where)) return [partOf(where, call) ?? []].flat();
  return calls.flatMap((one) => (named([one], where.chained) && isCallNode(one) ? one.arguments : []));
}
