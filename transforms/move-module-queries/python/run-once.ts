import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named } from '../../../src/languages/python/node.ts';

/** Folders and files of programs that run once and end, or that only tests load: nothing goes stale in them. */
const folders =
  /(?:^|\/)(?:tests?|testing|migrations|alembic|management\/commands|scripts?|bin|tools|seeds?|fixtures|examples?|benchmarks?|docs)\//;
const files = /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|manage|setup|fabfile|noxfile|seeds?)\.pyw?$/;

/** Whether a path is one of such a program, by where it stands and what it is called. */
export function isRunOnce(path: string): boolean {
  return folders.test(path) || files.test(path);
}

/** Whether a file runs its own program: `if __name__ == "__main__":` at its top level. */
export function isProgram(file: PythonFile): boolean {
  return named(file.root).some((statement) => {
    const condition = statement.type === 'if_statement' ? child(statement, 'condition') : undefined;
    return condition !== undefined && /\b__name__\b/.test(file.textOf(condition));
  });
}
