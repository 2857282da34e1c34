import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import { parameterNames } from '../../../src/languages/python/targets.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import { putsOff } from './put-off.ts';
import type { OpenTransaction } from './transactions.ts';

/** A transaction that may be open around a function that shows none: where rows are written, or requests are served. */
export function implicitAround(file: PythonFile, node: PythonNode): OpenTransaction | undefined {
  const callable = functionAround(node);
  const name = callable?.type === 'function_definition' ? child(callable, 'name') : undefined;
  if (!callable || !name) return undefined;
  const decorators = decoratorsOf(callable);
  // A decorator above is given what the one below it has made.
  const wrapper = decorators.findLastIndex((one) => putsOff(file, one));
  for (const dialect of file.dialects) {
    if (!dialect.writes?.afterCommit) continue;
    const found =
      (wrapper === -1 &&
        isWriting(file, callable, name, dialect) &&
        (['hook', 'runs whenever a row is written'] as const)) ||
      (isSignalled(file, decorators.slice(wrapper + 1), dialect) &&
        (['hook', 'runs whenever a row is written'] as const)) ||
      (wrapper === -1 &&
        isRequested(file, callable, dialect) &&
        (['request', 'serves requests, and a setting opens a transaction around each'] as const));
    if (!found) continue;
    const [form, why] = found;
    const place = { path: file.path, start: name.start, end: name.end };
    const symbol = file.textOf(name);
    const shown = {
      form,
      dialect,
      certainty: 'possible',
      symbol,
      place,
      node: undefined,
      database: undefined,
    } as const;
    return { ...shown, evidence: `\`${symbol}\` ${why}.` };
  }
  return undefined;
}

/** `save` of a model's class. */
function isWriting(
  file: PythonFile,
  callable: PythonNode,
  name: PythonNode,
  { recognises }: Dialect<'python'>,
): boolean {
  const holder = callable.parent?.type === 'decorated_definition' ? callable.parent.parent : callable.parent;
  const owner = holder?.parent?.type === 'class_definition' ? child(holder.parent, 'name') : undefined;
  return (recognises.row ?? []).some(
    (chain) =>
      owner !== undefined &&
      chain.written.by === 'row' &&
      chain.written.overridden.includes(file.textOf(name)) &&
      file.isModel(owner, chain),
  );
}

function decoratorsOf(callable: PythonNode): readonly PythonNode[] {
  const around = callable.parent?.type === 'decorated_definition' ? named(callable.parent) : [];
  return around.flatMap((one) => (one.type === 'decorator' ? named(one).slice(0, 1) : []));
}

function isSignalled(file: PythonFile, decorators: readonly PythonNode[], { implicit }: Dialect<'python'>): boolean {
  if (!implicit) return false;
  const { by, signals } = implicit.signalled;
  return decorators.some((decorator) => {
    const callee = decorator.type === 'call' ? child(decorator, 'function') : undefined;
    const list = callee && file.accessPaths(callee).includes(by) ? child(decorator, 'arguments') : undefined;
    const [first] = list ? named(list) : [];
    const given = first?.type === 'list' || first?.type === 'tuple' ? named(first) : first ? [first] : [];
    return given.some((one) => file.accessPaths(one).some((path) => signals.some((signal) => signal === path)));
  });
}

function isRequested(file: PythonFile, callable: PythonNode, { implicit }: Dialect<'python'>): boolean {
  const list = child(callable, 'parameters');
  const first = (list ? named(list) : []).slice(0, 2).flatMap(parameterNames).map(file.textOf);
  if (!implicit || !first.includes(implicit.requested.parameter)) return false;
  const { word, says, unless } = implicit.requested;
  if (decoratorsOf(callable).some((decorator) => file.accessPaths(decorator).includes(unless))) return false;
  return file.textsNaming(word).some((text) => says.test(text));
}
