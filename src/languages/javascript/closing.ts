import type { Identifier, Node } from '@babel/types';
import type { Closing as ClosingPattern } from '../../model/commit-patterns.ts';
import type { JavaScriptFile, JavaScriptSite } from './file.ts';
import { type CallNode, type FunctionNode, isMemberNode, propertyName, unwrapped } from './nodes.ts';
import { isWithin } from './walk.ts';

/** How a transaction that is opened without a callback ends. */
export interface Closing {
  /** The code that stands for it: `t`, `this.queryRunner`. */
  readonly handle: string;
  readonly handleName: Identifier | undefined;
  readonly commits: readonly CallNode[];
  readonly rollbacks: readonly CallNode[];
  /** Whether anything but its opening and its end asks for it. */
  readonly isUsed: boolean;
}

/** The calls of a function that close the transaction of a site; undefined where it has no name to be closed by. */
export function closingOf(
  file: JavaScriptFile,
  fn: FunctionNode,
  { call, handle, pattern }: JavaScriptSite<'transaction'>,
): Closing | undefined {
  const { closed } = pattern;
  const opened = handle?.returned ? nameGiven(file, call) : receiverOf(call);
  if (!closed || !opened) return undefined;
  const spelled = textOf(file, opened);
  const calls = file.find(fn, 'CallExpression').filter((one) => {
    const receiver = receiverOf(one);
    return receiver !== undefined && textOf(file, receiver) === spelled;
  });
  const ending = (pattern: ClosingPattern) => calls.filter((one) => isCallOf(one, pattern));
  const commits = ending(closed.commit);
  const rollbacks = ending(closed.rollback);
  const own = [
    call,
    ...commits,
    ...rollbacks,
    ...calls.filter((one) => /^(?:release|connect|end)$/.test(methodOf(one))),
  ];
  const root = file.find(opened, 'Identifier')[0];
  const handleName = root?.type === 'Identifier' ? root : undefined;
  const binding = handleName && file.scopes.bindingOf(handleName);
  const isUsed =
    !binding || binding.reads.some((read) => isWithin(read, fn) && !own.some((one) => isWithin(read, one.callee)));
  return { handle: spelled, handleName, commits, rollbacks, isUsed };
}

/** The variable that an awaited call is kept in. */
function nameGiven(file: JavaScriptFile, call: CallNode): Node | undefined {
  const awaited = file.parentOf(call);
  const holder = awaited?.type === 'AwaitExpression' ? file.parentOf(awaited) : undefined;
  if (holder?.type === 'VariableDeclarator') return holder.id.type === 'Identifier' ? holder.id : undefined;
  return holder?.type === 'AssignmentExpression' ? holder.left : undefined;
}

const receiverOf = ({ callee }: CallNode): Node | undefined =>
  isMemberNode(callee) ? unwrapped(callee.object) : undefined;

const methodOf = ({ callee }: CallNode): string => (isMemberNode(callee) ? (propertyName(callee) ?? '') : '');

const textOf = (file: JavaScriptFile, node: Node): string =>
  node.type === 'Identifier' ? node.name : file.text.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, '');

function isCallOf(call: CallNode, { method, argument }: ClosingPattern): boolean {
  if (![method].flat().includes(methodOf(call))) return false;
  return Object.entries(argument ?? {}).every(([place, values]) => {
    const given = call.arguments[Number(place)];
    return given?.type === 'StringLiteral' && values.includes(given.value);
  });
}
