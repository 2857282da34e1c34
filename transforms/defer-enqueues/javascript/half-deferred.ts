import type { Node } from '@babel/types';
import type { JavaScriptFile, JavaScriptSite } from '../../../src/languages/javascript/file.ts';
import { comesAfter } from '../../../src/languages/javascript/flow.ts';
import {
  type FunctionNode,
  isFunctionNode,
  isMemberNode,
  isStatementList,
  propertyName,
  statementAround,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { OpenTransaction } from './open-transaction.ts';

/** The transaction with which the same function, on the way to a node, registers what is to run after its commit. */
export function handleBeside(file: JavaScriptFile, fn: FunctionNode, node: Node): OpenTransaction | undefined {
  for (const site of file.sites('after-commit')) {
    const { call } = site;
    if (startOf(call) > startOf(node) || closest(call, file.parentOf, isFunctionNode) !== fn) continue;
    const statement = statementAround(call, file.parentOf);
    const block = file.parentOf(statement);
    if (statement.type !== 'ExpressionStatement' || statement.expression !== call) continue;
    if (!block || !isStatementList(block) || !isWithin(node, block) || !isMemberNode(call.callee)) continue;
    const receiver = unwrapped(call.callee.object);
    const root = file.find(receiver, 'Identifier')[0];
    const handleName = root?.type === 'Identifier' ? root : undefined;
    if (handleName === undefined || !/^(?:Identifier|(?:Optional)?MemberExpression)$/.test(receiver.type)) continue;
    const handle = file.text.slice(startOf(receiver), endOf(receiver));
    if (isEndedBetween(file, site, handle, node)) continue;
    const evidence = `\`${site.symbol}\` beside it defers another call: there is a transaction, and the code knows it.`;
    const { dialect, certainty, symbol } = site;
    return {
      ...{ form: 'shared', dialect, certainty, evidence, symbol, place: call, site: undefined, fn },
      ...{ handle, handleName, closing: undefined },
    };
  }
  return undefined;
}

/** Whether the transaction is closed by hand between the call that defers and a node. */
function isEndedBetween(
  file: JavaScriptFile,
  { call, dialect }: JavaScriptSite<'after-commit'>,
  handle: string,
  node: Node,
): boolean {
  const ends = (dialect.recognises.transaction ?? []).flatMap(({ closed }) =>
    closed ? [closed.commit.method, closed.rollback.method].flat() : [],
  );
  return file.find(file.ast.program, 'CallExpression').some((end) => {
    const { callee } = end;
    if (!isMemberNode(callee) || !ends.includes(propertyName(callee) ?? '')) return false;
    const isSame = file.text.slice(startOf(callee.object), endOf(callee.object)) === handle;
    return isSame && comesAfter(file, end, call) && comesAfter(file, node, end);
  });
}
