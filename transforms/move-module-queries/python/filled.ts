import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { holderOf } from './holders.ts';
import { observe } from './observe.ts';
import type { Code } from './refusals.ts';

/** A global name that a function fills where it is empty, `if not rooms: rooms = …`: the first answer for good. */
export function* filledOnce(file: PythonFile, site: PythonSite): Generator<Observed<Code>> {
  const kept = site.query?.chain.kept ?? [];
  const holder = holderOf(site.node, file.text, site.query?.hasRun ?? false, kept);
  const binding = holder?.target.type === 'identifier' ? file.scopes.bindingOf(holder.target) : undefined;
  if (holder === undefined || binding?.scope.kind !== 'module') return;
  const around = functionAround(holder.statement);
  const test = [...ancestorsOf(holder.statement)].find(({ type }) => type === 'if_statement');
  const condition = test && child(test, 'condition');
  if (around === undefined || condition === undefined || functionAround(condition) !== around) return;
  if (!asksForNothingElse(file, condition, binding.name)) return;
  // What something else empties again is a cache that somebody looks after.
  const others = binding.writes.filter((write) => !isWithin(write.node, holder.statement));
  if (others.some((write) => functionAround(write.node) !== undefined || !isEmpty(file, write.value))) return;
  if (new RegExp(String.raw`\b${binding.name}\.(?:clear|pop|popitem)\(`).test(file.text)) return;
  yield observe(
    {
      site,
      node: holder.target,
      name: binding.name,
      isRows: holder.isRows,
      message: `\`${binding.name}\` is filled by the first call and never again: changes are not seen until the process ends.`,
    },
    { refusal: 'filled-once' },
  );
}

/** Whether a condition asks whether the name is empty, and nothing else: no age, no key. */
function asksForNothingElse(file: PythonFile, condition: PythonNode, name: string): boolean {
  return new RegExp(
    String.raw`^\(?\s*(?:not\s+${name}|${name}\s+is\s+None|${name}\s*==\s*(?:None|\[\]|\{\})|len\(\s*${name}\s*\)\s*==\s*0)\s*\)?$`,
  ).test(file.textOf(condition));
}

function isEmpty(file: PythonFile, value: PythonNode | undefined): boolean {
  if (value === undefined) return false;
  return (
    value.type === 'none' ||
    value.type === 'false' ||
    (/^(?:list|dictionary|tuple|string)$/.test(value.type) &&
      named(value).length <= (value.type === 'string' ? 2 : 0)) ||
    /^(?:dict|list|set)\(\)$/.test(file.textOf(value))
  );
}
