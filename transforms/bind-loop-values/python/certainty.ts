import type { PythonFile } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Certainty } from '../../../src/model/dialect.ts';
import type { Capture } from './captures.ts';
import type { Registration } from './registrations.ts';

/**
 * How sure it is that the callback runs after the name has moved on. Django runs a callback at once where no
 * transaction is open (Django 3.2 to 5.2, BaseDatabaseWrapper.on_commit), so that the loop alone proves nothing.
 */
export function certaintyOf(
  file: PythonFile,
  { site, node }: Registration,
  captures: readonly Capture[],
  loops: readonly PythonNode[],
): { certainty: Certainty; evidence: string[] } {
  const block = file.enclosing(node, 'transaction');
  const evidence = [site.evidence];
  const rebinding = loops.filter((loop) => captures.some(({ write }) => write && isWithin(write, loop)));
  const [loop, ...others] = rebinding;
  const key = loop && others.length === 0 ? keyOfOneTurn(file, node, loop) : undefined;
  if (key !== undefined) {
    evidence.push(
      `The branch is for one value of \`${key}\`. Where no two turns of the loop share it, the callback is made once, and is right.`,
    );
    return { certainty: 'possible', evidence };
  }
  const outermost = captures.every(({ isDeleted }) => isDeleted) ? undefined : rebinding.at(-1);
  if (!block) {
    evidence.push(
      'No transaction is opened in sight. Alone, the callback runs at once and is right; it goes wrong when a caller, a test case or ATOMIC_REQUESTS has one open.',
    );
    return { certainty: 'likely', evidence };
  }
  if (outermost && !isWithin(outermost, block.node)) {
    evidence.push(
      `\`${block.symbol}\` opens and commits within each turn of the loop. Alone that is right; under an outer transaction the callbacks wait for the last turn.`,
    );
    return { certainty: 'likely', evidence };
  }
  evidence.push(`\`${block.symbol}\` holds the transaction open until the callbacks have all been registered.`);
  return { certainty: site.certainty === 'certain' && block.certainty === 'certain' ? 'certain' : 'likely', evidence };
}

/** The name, or the part of the loop's variable that tells its turns apart, which a branch around a node wants to be one text. */
function keyOfOneTurn({ text }: PythonFile, node: PythonNode, loop: PythonNode): string | undefined {
  const target = loop.type === 'for_statement' ? child(loop, 'left') : undefined;
  if (target === undefined) return undefined;
  const textOf = (one: PythonNode) => text.slice(one.start, one.end);
  for (const branch of ancestorsOf(node)) {
    if (!isWithin(branch, loop)) return undefined;
    const body = child(branch, 'consequence');
    const condition = child(branch, 'condition');
    if (!/^(?:if_statement|elif_clause)$/.test(branch.type) || !body || !isWithin(node, body)) continue;
    if (condition?.type !== 'comparison_operator' || !/^[^=!<>]+==[^=]+$/.test(textOf(condition))) continue;
    const [left, right] = named(condition);
    if (!left || right?.type !== 'string') continue;
    const [, variable, part] = /^(\w+)(\.(?:prefix|name|key|slug|code))?$/.exec(textOf(left)) ?? [];
    const names = target.type === 'identifier' ? [target] : named(target);
    // Of a pair it is the key that comes first: `for name, field in fields.items()`.
    if (names[0] && textOf(names[0]) === variable && (part !== undefined || target.type !== 'identifier'))
      return textOf(left);
  }
  return undefined;
}
