import type { Edit } from '../../model/source.ts';
import type { PythonFile } from './file.ts';
import { child, childrenOf, named, type PythonNode } from './node.ts';

/** How a file calls a library's name, and what has to be imported for it. */
export interface Imported {
  /** As the file spells it: `transaction`, or what stands for it there. */
  readonly name: string;
  readonly edits: readonly Edit[];
}

/**
 * Finds how a file calls a name of a library, or imports it: beside other names of the same module, else in a line of its
 * own among the imports.
 * @param path the module, a dot and the name: `django.db.transaction`.
 * @returns undefined where the file uses the name for something else.
 */
export function importedAs(file: PythonFile, path: string): Imported | undefined {
  const dot = path.lastIndexOf('.');
  const [module, name] = [path.slice(0, dot), path.slice(dot + 1)];
  const statements = named(file.root);
  for (const statement of statements) {
    if (statement.type !== 'import_from_statement') continue;
    for (const one of childrenOf(statement, 'name')) {
      const bound = one.type === 'aliased_import' ? child(one, 'alias') : one;
      if (bound && file.accessPaths(named(bound)[0] ?? bound).includes(path))
        return { name: file.textOf(bound), edits: [] };
    }
  }
  const whole = file.scopes.module.bindings.get(module)?.writes ?? [];
  if (whole.length > 0 && whole.every(({ kind }) => kind === 'import')) return { name: path, edits: [] };
  if (file.scopes.module.bindings.has(name)) return undefined;
  const beside = statements.find((one) => isFrom(file, one, module));
  if (beside !== undefined) {
    const end = childrenOf(beside, 'name').at(-1)?.end ?? beside.end;
    return { name, edits: [{ path: file.path, start: end, end, text: `, ${name}` }] };
  }
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  const line = `from ${module} import ${name}`;
  const { after, before, isSection } = placeOf(file, statements, module);
  if (after !== undefined) {
    const end = file.text.indexOf('\n', after.end) + 1;
    // At the start of the next line: a name may be added at the end of this one as well.
    const gap = isSection ? newline : '';
    if (end > 0) return { name, edits: [{ path: file.path, start: end, end, text: `${gap}${line}${newline}` }] };
    const last = file.text.length;
    return { name, edits: [{ path: file.path, start: last, end: last, text: `${newline}${gap}${line}` }] };
  }
  const start = before?.start ?? file.text.length;
  return {
    name,
    edits: [{ path: file.path, start, end: start, text: `${line}${newline}${isSection ? newline : ''}` }],
  };
}

/**
 * The edits of several imports as one, where each would be a line of its own from the same module.
 * @param all in the order in which the names are to stand.
 */
export function joinedImports(all: readonly (readonly Edit[])[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of all.flat()) {
    const [, from = '', name = ''] = /^\s*(from \S+ import )(\w+)\s*$/.exec(edit.text) ?? [];
    const at = joined.findIndex((one) => from !== '' && one.start === edit.start && one.text.includes(from));
    const line = joined[at];
    if (line === undefined) joined.push(edit);
    else joined[at] = { ...line, text: line.text.replace(/\w(?=\s*$)/, (last) => `${last}, ${name}`) };
  }
  return joined;
}

/** Python's own modules, as far as files import them often: they stand first, in a section of their own. */
const ofPython =
  /^(?:__future__|abc|argparse|asyncio|base64|binascii|bisect|calendar|codecs|collections|concurrent|configparser|contextlib|copy|csv|dataclasses|datetime|decimal|difflib|email|enum|fnmatch|functools|glob|gzip|hashlib|heapq|hmac|html|http|importlib|inspect|io|ipaddress|itertools|json|locale|logging|math|mimetypes|multiprocessing|numbers|operator|os|pathlib|pickle|platform|pprint|queue|random|re|secrets|shlex|shutil|signal|smtplib|socket|ssl|statistics|string|struct|subprocess|sys|tarfile|tempfile|textwrap|threading|time|timeit|traceback|types|typing|unittest|urllib|uuid|warnings|weakref|xml|zipfile|zoneinfo)$/;

/** `from module import a, b` on one line, without brackets and without a star. */
function isFrom({ textOf, text }: PythonFile, statement: PythonNode, module: string): boolean {
  const from = statement.type === 'import_from_statement' ? child(statement, 'module_name') : undefined;
  return (
    from !== undefined &&
    textOf(from) === module &&
    childrenOf(statement, 'name').length > 0 &&
    !/[(\n]/.test(textOf(statement)) &&
    /^[ \t]*(?:\r?\n|$)/.test(text.slice(statement.end))
  );
}

/** Behind the last import of the same library, else behind those of other libraries, else behind the project's own. */
function placeOf(
  file: PythonFile,
  statements: readonly PythonNode[],
  module: string,
): { after?: PythonNode | undefined; before?: PythonNode | undefined; isSection?: true } {
  const { textOf } = file;
  const top = module.split('.')[0] ?? module;
  const body = statements.find(({ type }) => /^(?:function|class|decorated)_definition$/.test(type));
  const above = statements.filter(({ start }) => body === undefined || start < body.start);
  const imports = above.filter(({ type }) =>
    /^(?:future_)?import_(?:from_)?statement$|^future_import_statement$/.test(type),
  );
  const moduleOf = (one: PythonNode) => textOf(child(one, 'module_name') ?? childrenOf(one, 'name')[0] ?? one);
  const ownLibrary = imports.filter((one) => moduleOf(one).split('.')[0] === top);
  const earlier = ownLibrary.filter((one) => moduleOf(one) <= module);
  if (earlier.length > 0) return { after: earlier.at(-1) };
  if (ownLibrary.length > 0) return { before: ownLibrary[0] };
  if (ofPython.test(top)) {
    const own = imports.filter((one) => ofPython.test(moduleOf(one).split('.')[0] ?? ''));
    const names = own.filter(({ type }) => type === 'import_from_statement');
    const before = names.find((one) => moduleOf(one) > module);
    return before ? { before } : own.length > 0 ? { after: own.at(-1) } : { before: imports[0], isSection: true };
  }
  const isOfPython = (one: PythonNode) => ofPython.test(moduleOf(one).split('.')[0] ?? '');
  const relative = imports.filter((one) => moduleOf(one).startsWith('.'));
  const own = imports.find((one) => relative.includes(one) || isOwn(file, one));
  const foreign = imports.filter((one) => !relative.includes(one) && !isOfPython(one) && !isOwn(file, one));
  if (foreign.length > 0) return { after: foreign.at(-1) };
  if (own !== undefined) return { before: own, isSection: true };
  if (imports.length > 0) return { after: imports.at(-1), isSection: true };
  const isText = (one: PythonNode | undefined) =>
    one?.type === 'expression_statement' && named(one)[0]?.type === 'string';
  const [first, second] = statements;
  return isText(first) ? { before: second } : { before: first };
}

/** Whether an import leads to a file of this project. */
function isOwn(file: PythonFile, statement: PythonNode): boolean {
  return childrenOf(statement, 'name').some((one) => {
    const bound = one.type === 'aliased_import' ? child(one, 'alias') : named(one)[0];
    return bound !== undefined && file.definitionOf(bound) !== undefined;
  });
}
