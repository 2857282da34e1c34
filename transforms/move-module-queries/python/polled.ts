import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { leavesLoopAfter, loopsAround } from '../../../src/languages/python/flow.ts';
import { child, isWithin, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { holderOf } from './holders.ts';
import { observe } from './observe.ts';
import { isRead, outermost } from './readings.ts';
import type { Code } from './refusals.ts';

/**
 * A local query made above a loop that waits for new rows: `jobs = Job.select()`, `while True: for job in jobs: …`. The
 * loop reads a fresh copy on each turn instead.
 */
export function* polled(file: PythonFile, site: PythonSite): Generator<Observed<Code>> {
  const { kept = [], renewedBy } = site.query?.chain ?? {};
  if (site.query?.hasRun || site.query?.chain.writes) return;
  const holder = holderOf(site.node, file.text, false, kept);
  const binding = holder?.target.type === 'identifier' ? file.scopes.bindingOf(holder.target) : undefined;
  if (holder === undefined || holder.isRows || binding?.scope.kind !== 'function' || binding.writes.length !== 1)
    return;
  const loops = new Set(
    binding.reads.flatMap((read) => loopsAround(read).filter((loop) => !loopsAround(holder.statement).includes(loop))),
  );
  const loop = [...loops].find((one) => one.type === 'while_statement' && waits(file, one));
  if (loop === undefined) return;
  const within = binding.reads.filter((read) => isWithin(read, loop));
  const stale = within.filter((read) => isRead(read, file.text, kept) && !leavesLoopAfter(read, loop));
  const [first, ...others] = stale;
  if (first === undefined) return;
  const seen = {
    site,
    node: holder.target,
    name: binding.name,
    isRows: false,
    certainty: 'likely' as const,
    message: `\`${binding.name}\` is made before a loop that waits for new rows, and keeps those of the first turn.`,
    related: stale.map(({ start, end }) => ({
      path: file.path,
      start,
      end,
      message: `\`${binding.name}\` is read here`,
    })),
  };
  const isKnown = (read: PythonNode) => stale.includes(read) || outermost(read).parent?.type === 'attribute';
  const isFresh = renewedBy !== undefined && !/\.\s*raw\(/.test(file.textOf(site.node));
  if (others.length > 0 || !isFresh || !binding.reads.every(isKnown) || !file.mayEdit(file.path)) {
    yield observe(seen, { refusal: 'made-before-polling-loop' });
    return;
  }
  yield observe(seen, {
    edits: [{ path: file.path, start: first.end, end: first.end, text: `.${renewedBy}()` }],
    behaviour: 'Each turn of the loop asks the database, where only the first one did.',
  });
}

/** Whether a loop pauses on its turns, `time.sleep(5)`, `stopped.wait(5)`, and does not bring the rows themselves up to date. */
function waits(file: PythonFile, loop: PythonNode): boolean {
  const called = [...walk(loop)].flatMap((node) => {
    const callee = node.type === 'call' ? child(node, 'function') : undefined;
    return callee === undefined ? [] : file.textOf(callee);
  });
  const isOne = (words: RegExp) => called.some((one) => words.test(one));
  return isOne(/(?:^|\.)(?:sleep|wait)$/) && !isOne(/\.(?:refresh|reload)\w*$/);
}
