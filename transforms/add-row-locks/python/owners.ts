import { completionOf, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Binding, Write } from '../../../src/languages/python/scopes.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import type { RowChain } from '../../../src/model/row-patterns.ts';
import { functionCalled } from './called.ts';
import { type Held, holderOf, loopHolder, type Origin } from './held.ts';

/** Who gave a name the row that a call writes. */
export function ownerOf(
  file: PythonFile,
  binding: Binding,
  call: PythonNode,
  reads: ReadonlyMap<PythonNode, PythonSite>,
  chain: RowChain,
  dialect: Dialect<'python'>,
  callable: PythonNode,
): Omit<Held, 'saves'> | undefined {
  if (binding.scope.node !== callable) return undefined;
  const writes = binding.writes.filter((write) => write.kind !== 'delete' && write.node.start < call.start);
  const last = writes.at(-1);
  if (last === undefined) return undefined;
  const common = { binding, callable, dialect, chain };
  const siteOf = (write: Write) => siteGiving(file, write, reads, chain);
  if (!dominates(last, call)) {
    const owner = writes.findLast((write) => siteOf(write) !== undefined);
    const site = owner && siteOf(owner);
    if (owner === undefined || site === undefined) return undefined;
    // Rows that other writes read are another's; what is made is no read.
    const since = writes.slice(writes.indexOf(owner) + 1);
    const others = [
      ...since,
      ...writes.slice(0, writes.indexOf(owner)).filter((write) => !dominates(write, owner.node)),
    ].filter((write) => !isNothing(write));
    const holder = others.length === 0 && !isInOneLoop(owner.statement, call) ? holderOf(file, site) : undefined;
    if (holder?.binding === binding)
      return { ...common, ...holder, certainty: site.certainty, evidence: site.evidence };
    const origin = others.every((write) => siteOf(write)) ? 'several' : 'made';
    return { ...common, origin, read: owner.statement, site, certainty: site.certainty, evidence: site.evidence };
  }
  if (last.kind === 'parameter') return ofParameter(file, last, common);
  const site = siteOf(last);
  if (site !== undefined) {
    const holder = last.kind === 'for' ? loopHolder(file, last.statement, site) : holderOf(file, site);
    if (holder === undefined || holder.binding !== binding) return undefined;
    return { ...common, ...holder, certainty: site.certainty, evidence: site.evidence };
  }
  return throughHelper(file, last, common);
}

/** Whether a name is given `None` or another value that is no row, and so cannot be written. */
export function isNothing({ value }: Write): boolean {
  return value !== undefined && /^(?:none|false|true|integer|float|string)$/.test(unwrapped(value).type);
}

/** Whether a loop runs both a read and a write, so that a round may write what another has read. */
function isInOneLoop(read: PythonNode, call: PythonNode): boolean {
  return [...ancestorsOf(read)].some(({ type, start, end }) => {
    return /^(?:for|while)_statement$/.test(type) && start <= call.start && call.end <= end;
  });
}

function siteGiving(
  file: PythonFile,
  write: Write,
  reads: ReadonlyMap<PythonNode, PythonSite>,
  chain: RowChain,
): PythonSite | undefined {
  let value: PythonNode | undefined =
    write.kind === 'for' ? child(write.statement, 'right') : (write.value ?? tupleValue(write));
  value = value && unwrapped(value);
  if (value?.type === 'await') [value] = named(value);
  if (value?.type === 'subscript' && write.kind === 'for') value = child(value, 'value');
  if (value?.type === 'identifier') {
    const [only, ...others] = file.scopes.bindingOf(value)?.writes ?? [];
    if (only?.kind !== 'assignment' || others.length > 0 || write.kind !== 'for') return undefined;
    value = only.value && unwrapped(only.value);
  }
  const site = value && reads.get(value);
  return site?.rows?.chain === chain ? site : undefined;
}

/** `row, created = …` */
function tupleValue(write: Write): PythonNode | undefined {
  const assignment = write.statement.type === 'expression_statement' ? named(write.statement)[0] : write.statement;
  return assignment?.type === 'assignment' ? child(assignment, 'right') : undefined;
}

/** Whether a write has always come before a node that runs later in the text. */
function dominates(write: Write, node: PythonNode): boolean {
  if (write.kind === 'parameter') return true;
  if (write.kind === 'for' || write.kind === 'with') {
    const body = child(write.statement, 'body');
    return body !== undefined && isWithin(node, body);
  }
  let block = write.statement.parent;
  while (block !== undefined) {
    if (isWithin(node, block)) return true;
    const owner = block.parent;
    const outer = owner?.parent;
    if (owner?.type === 'try_statement' && block.field === 'body') {
      const handlers = named(owner).filter(({ type }) => type === 'except_clause');
      if (!handlers.every((clause) => leaves(clause))) return false;
    } else if (owner?.type !== 'with_statement') return false;
    block = outer;
  }
  return false;
}

function leaves(clause: PythonNode): boolean {
  const block = named(clause).find(({ type }) => type === 'block');
  return block !== undefined && named(block).some((one) => !(completionOf(one) & ways.next));
}

type Common = Pick<Held, 'binding' | 'callable' | 'dialect' | 'chain'>;

function ofParameter(file: PythonFile, write: Write, common: Common): Omit<Held, 'saves'> | undefined {
  const { callable, chain, binding } = common;
  const held = (origin: Origin, certainty: Held['certainty'], evidence: string) => ({
    ...common,
    origin,
    read: callable,
    site: undefined,
    certainty,
    evidence,
  });
  if (chain.model !== 'owner' && chain.model !== 'whole') return undefined;
  const isMethod = [...ancestorsOf(callable)].slice(0, 3).find(({ type }) => type === 'class_definition');
  const parameters = child(callable, 'parameters');
  const isFirst = parameters !== undefined && named(parameters)[0]?.start === write.node.start;
  if (isMethod !== undefined && isFirst && binding.name === 'self') {
    const name = child(isMethod, 'name');
    const model = name && file.isModel(name, chain);
    return model ? held('self', 'likely', `\`${file.textOf(name)}\` is a model.`) : undefined;
  }
  const annotation = write.node.parent && child(write.node.parent, 'type');
  const [type] = annotation === undefined ? [] : named(annotation);
  if (type !== undefined)
    return file.isModel(type, chain)
      ? held('parameter', 'likely', `\`${binding.name}\` is a \`${file.textOf(type)}\`.`)
      : undefined;
  if (!file.isUsed(common.dialect)) return undefined;
  return held('parameter', 'possible', `\`${binding.name}\` is saved as a row of ${common.dialect.name} is.`);
}

/** A function of the project that returns a row which it has read. */
function throughHelper(file: PythonFile, write: Write, common: Common): Omit<Held, 'saves'> | undefined {
  let value = write.kind === 'assignment' && write.value ? unwrapped(write.value) : undefined;
  if (value?.type === 'await') [value] = named(value);
  const callee = value?.type === 'call' ? child(value, 'function') : undefined;
  if (callee === undefined || /lock|for_update/i.test(file.textOf(callee))) return undefined;
  const target = functionCalled(file, callee, common.callable);
  if (target === undefined || !returnsRow(target.file, target.node, common.chain)) return undefined;
  const evidence = `\`${file.textOf(callee)}\` reads the row, and returns it.`;
  return { ...common, origin: 'helper', read: write.statement, site: undefined, certainty: 'likely', evidence };
}

function returnsRow(file: PythonFile, callable: PythonNode, chain: RowChain): boolean {
  const reads = file.sites('row').filter((site) => functionAround(site.node) === callable);
  return reads.some((site) => {
    if (site.rows?.gives !== 'one' || site.rows.isLocked || site.rows.chain.of !== chain.of) return false;
    if (site.node.parent?.type === 'return_statement') return true;
    const holder = holderOf(file, site);
    return holder?.binding.reads.some((read) => read.parent?.type === 'return_statement') === true;
  });
}
