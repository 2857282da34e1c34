import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { endsLine, indentOf, lineStartOf } from '../../../src/languages/python/lines.ts';
import { ancestorsOf, child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Edit } from '../../../src/model/source.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { readByMethods } from './attributes.ts';
import { frozenMessage, isFrozen } from './frozen.ts';
import { givenTo } from './given.ts';
import { type Holder, holderOf } from './holders.ts';
import { inInit, type Line, lineFor } from './in-init.ts';
import { observe } from './observe.ts';
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
  const cure = cureOf(file, site, holder);
  if (typeof cure === 'string') yield observe(seen, { refusal: cure });
  else if (cure.line === undefined) yield observe(seen, { edits: cure.edits, behaviour });
  else yield observe(seen, { edits: allOf(file, cure.line), behaviour });
}

/** The edits of all the fields of a form whose choices are given in `__init__`: one `__init__` gives them all. */
function allOf(file: PythonFile, { owner }: Line): Edit[] {
  const told = new Set<PythonNode>();
  const cures = file.sites('query').flatMap((site) => {
    if (!isWithin(site.node, owner) || functionAround(site.node) !== undefined) return [];
    const { query } = site;
    const holder = holderOf(site.node, file.text, query?.hasRun ?? false, query?.chain.kept ?? [], givenTo(file, site));
    if (holder === undefined || told.has(holder.statement) || !isOfClass(holder)) return [];
    told.add(holder.statement);
    const cure = cureOf(file, site, holder);
    return typeof cure === 'string' || cure.line === undefined ? [] : [{ ...cure, line: cure.line }];
  });
  const added = inInit(
    file,
    owner,
    cures.map(({ line }) => line),
  );
  return [...cures.flatMap(({ edits }) => edits), ...(added ?? [])];
}

const isOfClass = ({ isRows, target, kind }: Holder): boolean =>
  isRows && target.type === 'identifier' && /^(?:argument|name)$/.test(kind);

/** How the choices of one field are made anew, or why they are not. */
interface ChoicesCure {
  readonly edits: readonly Edit[];
  /** What `__init__` is to give, where the field takes no function. */
  readonly line: Line | undefined;
}

function cureOf(file: PythonFile, site: PythonSite, { target, value, kind, statement }: Holder): Code | ChoicesCure {
  if (kind === 'argument') return callableChoices(file, site, value);
  // A name of the class: cured where it stands for the choices of one field and for nothing else.
  const reads = (file.scopes.bindingOf(target)?.reads ?? []).filter(
    (read) => classAround(read) === classAround(target),
  );
  const [read, ...others] = reads;
  if (read === undefined || keywordOf(read, file.text) === undefined) return 'kept-in-class';
  if (others.length > 0) return 'needs-class-names';
  if (isAttribute(file, target)) return 'used-as-attribute';
  return callableChoices(file, site, value, read, statement);
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

/** The choices of a field as a function, where the field takes one; else what gives them in `__init__`. */
function callableChoices(
  file: PythonFile,
  site: PythonSite,
  value: PythonNode,
  read: PythonNode = value,
  declared?: PythonNode,
): Code | ChoicesCure {
  const passed = keywordOf(read, file.text);
  const { callable, choosing } = site.query?.chain ?? {};
  const callee = passed && child(passed.call, 'function');
  if (passed === undefined || passed.name !== callable?.keyword) return 'kept-in-class';
  const isCallable =
    callee !== undefined && file.accessPaths(callee).some((path) => callable.call.some((one) => one === path));
  const text = value.type === 'expression_list' ? `(${file.textOf(value)})` : file.textOf(value);
  const readsNames = readsClassNames(file, value);
  const line =
    isCallable || readsNames || choosing === undefined ? undefined : lineFor(file, choosing, passed.call, value, text);
  if (!isCallable && line === undefined) return 'choices-not-callable';
  if (readsNames) return 'needs-class-names';
  const gone = declared === undefined ? [] : withoutLine(file, declared);
  if (gone === undefined) return 'shares-its-line';
  const { path } = file;
  const { start, end } = read;
  if (line !== undefined) return { edits: [...gone, { path, start, end, text: '[]' }], line };
  const given =
    declared === undefined
      ? { path, start, end: start, text: 'lambda: ' }
      : { path, start, end, text: `lambda: ${text}` };
  return { edits: [...gone, given], line };
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
