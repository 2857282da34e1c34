import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';

/** Folders and files of programs that run once and end, or that only tests load: nothing goes stale in them. */
const folders =
  /(?:^|\/)(?:tests?|testing|migrations|alembic|management\/commands|scripts?|bin|tools|seeds?|fixtures|benchmarks?|docs)\//;
const files = /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|manage|setup|fabfile|noxfile|seeds?)\.pyw?$/;

/** Whether a path is that of a test. */
export function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.pyw?$/.test(path);
}

/** Whether a path is one of such a program, by where it stands and what it is called. */
export function isRunOnce(path: string): boolean {
  return folders.test(path) || files.test(path);
}

/**
 * Whether a file runs its own program: `if __name__ == "__main__":` at its top level. A handler's file has it to be tried
 * out by hand.
 */
export function isProgram(file: PythonFile): boolean {
  return named(file.root).some((statement) => asksForProgram(file, statement)) && file.sites('handler').length === 0;
}

function asksForProgram(file: PythonFile, statement: PythonNode): boolean {
  const condition = statement.type === 'if_statement' ? child(statement, 'condition') : undefined;
  return condition !== undefined && /\b__name__\b/.test(file.textOf(condition));
}

/** Whether a function is one of a script: the module's own top level calls it, and nothing else uses it. */
export function isRunByImport(file: PythonFile, callable: PythonNode, asked = new Set<PythonNode>()): boolean {
  const name = child(callable, 'name');
  if (name === undefined || callable.parent?.type !== 'module' || asked.has(callable)) return false;
  asked.add(callable);
  const { uses, obstacles } = file.usersOf(file.textOf(name));
  return (
    uses.length > 0 &&
    obstacles.length === 0 &&
    uses.every(({ module, node }) => {
      if (module.path !== file.path || node.parent?.type !== 'call' || node.field !== 'function') return false;
      const around = functionAround(node);
      if (around !== undefined) return isRunByImport(file, around, asked);
      return ![...ancestorsOf(node)].some((up) => asksForProgram(file, up));
    })
  );
}
