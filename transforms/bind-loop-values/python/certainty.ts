import type { PythonFile } from '../../../src/languages/python/file.ts';
import { isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
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
