import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isCallNode, isFunctionNode, isMemberNode, propertyName } from '../../../src/languages/javascript/nodes.ts';
import { walk } from '../../../src/languages/javascript/walk.ts';

/** Folders and files of programs that run once and end, and of what is built or tested rather than served. */
const folders =
  /(?:^|\/)(?:scripts?|bin|cli|tools?|seeds?|seeders?|migrations?|migrate|tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|benchmarks?|bench|stories|\.\w[^/]*)\//i;
const files =
  /(?:^|[/.-])(?:seed|seeds|seeder|migrate|migration|test|spec|e2e|bench|stories|setup|teardown|config|gulpfile|gruntfile|d)\.[cm]?[jt]sx?$/i;

/** Whether a file is a program that ends by itself, so that nothing it reads can grow old. */
export function runsOnce(file: JavaScriptFile): boolean {
  if (folders.test(file.path) || files.test(file.path) || /^\uFEFF?#!/.test(file.text)) return true;
  let ends = false;
  walk(file.ast.program, (node, parent) => {
    if (isFunctionNode(node)) return !ends && parent !== undefined && runsAtEnd(node, parent);
    if (isCallNode(node) && isEnd(node.callee)) ends = true;
    return !ends;
  });
  return ends;
}

/** `main().finally(() => pool.end())`: what is given to the end of a chain that the module itself starts. */
function runsAtEnd(fn: Node, call: Node): boolean {
  if (!isCallNode(call) || call.callee === fn) return isCallNode(call);
  if (!isMemberNode(call.callee)) return false;
  const method = propertyName(call.callee);
  return method === 'finally' || (method === 'then' && call.arguments[0] === fn);
}

/** Ending the process, and closing what the queries are sent through. */
function isEnd(callee: Node): boolean {
  if (!isMemberNode(callee)) return false;
  const method = propertyName(callee) ?? '';
  if (callee.object.type === 'Identifier' && callee.object.name === 'process') return method === 'exit';
  return /^(?:end|close|destroy|disconnect|\$disconnect|closeConnection)$/.test(method);
}
