import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { endsLine, indentOf, lineStartOf } from '../../../src/languages/python/lines.ts';
import { ancestorsOf, child, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { readByMethods } from './attributes.ts';
import { frozenMessage, isFrozen } from './frozen.ts';
import { type Holder, holderOf } from './holders.ts';
import { choicesInInit } from './in-init.ts';
import { observe, type Seen } from './observe.ts';
import { isRead, keywordOf } from './readings.ts';
import type { Code } from './refusals.ts';

const behaviour = 'The choices are read once for each form that is made, where the process read them once.';

/** What is to be said of rows that a class body reads when the class is made. */
export function* inClass(file: PythonFile, site: PythonSite, holder: Holder): Generator<Observed<Code>> {
  const { target, value, isRows, kind } = holder;
  if (!isRows || target.type !== 'identifier') {
    const owner = classAround(target);
    if (kind !== 'name' || target.type !== 'identifier' || owner === undefined) return;
    if (isFrozen(file, value)) {
      const name = nameOf(file, target);
      yield observe(
        { site, node: target, name, isRows, certainty: 'likely', message: frozenMessage(name) },
        { refusal: 'time-frozen' },
      );
      return;
    }
    yield* readInClass(file, site, target);
    yield* readByMethods(file, site, owner, target);
    return;
  }
  const seen = { site, node: target, name: nameOf(file, target), isRows: true };
  if (kind === 'argument') {
    yield* callableChoices(file, seen, value);
    return;
  }
  // A name of the class: cured where it stands for the choices of one field and for nothing else.
  const reads = (file.scopes.bindingOf(target)?.reads ?? []).filter(
    (read) => classAround(read) === classAround(target),
  );
  const [read, ...others] = reads;
  if (read === undefined || keywordOf(read, file.text) === undefined) yield observe(seen, { refusal: 'kept-in-class' });
  else if (others.length > 0) yield observe(seen, { refusal: 'needs-class-names' });
  else if (isAttribute(file, target)) yield observe(seen, { refusal: 'used-as-attribute' });
  else yield* callableChoices(file, seen, value, read, holder.statement);
}

/** A query in a class that is read further down in its body: `rows = A.objects.all()`, `choices = list(rows)`. */
function* readInClass(file: PythonFile, site: PythonSite, target: PythonNode): Generator<Observed<Code>> {
  const kept = site.query?.chain.kept ?? [];
  const binding = file.scopes.bindingOf(target);
  for (const read of binding?.reads ?? []) {
    if (classAround(read) !== classAround(target)) continue;
    const inner = holderOf(read, file.text, false, kept);
    const passed = keywordOf(read, file.text);
    if (passed !== undefined && passed.name === site.query?.chain.callable?.keyword) {
      const statement = [...ancestorsOf(read)].find(({ type }) => type === 'assignment');
      const left = statement && child(statement, 'left');
      if (left !== undefined)
        yield observe({ site, node: left, name: nameOf(file, left), isRows: true }, { refusal: 'needs-class-names' });
    } else if (inner?.isRows && isRead(read, file.text, kept))
      yield observe(
        { site, node: inner.target, name: nameOf(file, inner.target), isRows: true },
        { refusal: 'needs-class-names' },
      );
  }
}

/** The choices of a field as a function, where the field takes one. */
function* callableChoices(
  file: PythonFile,
  seen: Seen,
  value: PythonNode,
  read: PythonNode = value,
  declared?: PythonNode,
): Generator<Observed<Code>> {
  const passed = keywordOf(read, file.text);
  const { callable, choosing } = seen.site.query?.chain ?? {};
  const callee = passed && child(passed.call, 'function');
  if (passed === undefined || passed.name !== callable?.keyword) {
    yield observe(seen, { refusal: 'kept-in-class' });
    return;
  }
  const isCallable =
    callee !== undefined && file.accessPaths(callee).some((path) => callable.call.some((one) => one === path));
  const text = value.type === 'expression_list' ? `(${file.textOf(value)})` : file.textOf(value);
  const readsNames = readsClassNames(file, value);
  const init =
    isCallable || readsNames || choosing === undefined
      ? undefined
      : choicesInInit(file, choosing, passed.call, { read, value, text });
  if (!isCallable && init === undefined) {
    yield observe(seen, { refusal: 'choices-not-callable' });
    return;
  }
  if (readsNames) {
    yield observe(seen, { refusal: 'needs-class-names' });
    return;
  }
  const gone = declared === undefined ? [] : withoutLine(file, declared);
  if (gone === undefined) {
    yield observe(seen, { refusal: 'shares-its-line' });
    return;
  }
  const given =
    declared === undefined
      ? { path: file.path, start: read.start, end: read.start, text: 'lambda: ' }
      : { path: file.path, start: read.start, end: read.end, text: `lambda: ${text}` };
  yield observe(seen, { edits: [...gone, ...(init ?? [given])], behaviour });
}

/** Takes a statement's line away; of blank lines on both sides one goes with it. */
function withoutLine({ text, path }: PythonFile, statement: PythonNode): Edit[] | undefined {
  const start = lineStartOf(text, statement.start);
  if (indentOf(text, statement.start) === undefined || !endsLine(text, statement.end)) return undefined;
  const isApart = /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, start));
  const below = /^[^\n]*\n((?:[ \t]*\r?\n)?)/.exec(text.slice(statement.end));
  const end = statement.end + (below?.[0].length ?? 0) - (isApart ? 0 : (below?.[1]?.length ?? 0));
  return [{ path, start, end, text: '' }];
}

function readsClassNames(file: PythonFile, value: PythonNode): boolean {
  const stack = [value];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'identifier' && file.scopes.bindingOf(node)?.scope.kind === 'class') return true;
    stack.push(...node.children);
  }
  return false;
}

/** Whether the name may be read as an attribute of the class, or of what inherits from it. */
function isAttribute(file: PythonFile, target: PythonNode): boolean {
  const owner = classAround(target);
  const className = owner && child(owner, 'name');
  const attribute = new RegExp(String.raw`\.\s*${file.textOf(target)}\b`);
  return className === undefined || file.textsNaming(file.textOf(className)).some((text) => attribute.test(text));
}

/** The innermost class whose body holds a node. */
export function classAround(node: PythonNode): PythonNode | undefined {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition' || up.type === 'lambda') return undefined;
    if (up.type === 'class_definition') return up;
  }
  return undefined;
}

function nameOf(file: PythonFile, target: PythonNode): string {
  const owner = classAround(target);
  const name = owner && child(owner, 'name');
  return name === undefined ? file.textOf(target) : `${file.textOf(name)}.${file.textOf(target)}`;
}
