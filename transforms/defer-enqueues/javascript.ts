import { type Copies, openCopies } from '../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { type Deferral, defer } from './javascript/deferral.ts';
import { asksForTransaction, obstacleTo } from './javascript/obstacles.ts';
import { payloadOf } from './javascript/payload.ts';
import { type Code, refusals } from './javascript/refusals.ts';
import { type Sending, sendingsIn } from './javascript/sendings.ts';
import { observe } from './javascript/wording.ts';

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  startsFrom: [
    // A hook of a model has no transaction in sight, and may send through a function of the project.
    { kind: 'transaction', instead: /\bhooks\s*:\s*\{|@After(?:Create|Update|Save|Destroy|Bulk)/ },
    // One that is received, or open in every caller, is not opened in its file.
    { kind: 'enqueue', beside: /[tT]ransaction|\btrx\b|\btx\b|[qQ]ueue/ },
    { kind: 'after-commit' },
  ],
  alsoReads: [],
  cells: ['enqueue', 'transaction'],
  refusals,
  *find(file: JavaScriptFile): Iterable<Observed<Code>> {
    const copies = openCopies(file);
    const sendings = sendingsIn(file).filter((sending) => !asksForTransaction(file, sending));
    for (const sending of sendings) {
      const others = sendings.filter(({ transaction }) => transaction.fn === sending.transaction.fn);
      yield observe(file, sending, fateOf(file, sending, copies, others.length === 1));
    }
  },
};

function fateOf(file: JavaScriptFile, sending: Sending, copies: Copies, isAlone: boolean): Deferral | Code {
  const obstacle = obstacleTo(file, sending);
  const { statement } = sending;
  if (obstacle ?? !statement) return obstacle ?? 'result-used';
  const payload = payloadOf(file, { ...sending, statement });
  return payload.refusal ?? defer(file, { ...sending, statement }, payload, copies, isAlone);
}
