import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import {
  type FunctionNode,
  isFunctionNode,
  isMemberNode,
  isStatementList,
  statementAround,
  unwrapped,
} from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { OpenTransaction } from './transactions.ts';

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
    const evidence = `\`${site.symbol}\` beside it defers another call: there is a transaction, and the code knows it.`;
    const { dialect, certainty, symbol } = site;
    return {
      ...{ form: 'shared', dialect, certainty, evidence, symbol, place: call, site: undefined, fn },
      ...{ handle, handleName, closing: undefined },
    };
  }
  return undefined;
}
