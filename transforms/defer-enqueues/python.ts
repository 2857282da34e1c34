import type { PythonFile } from '../../src/languages/python/file.ts';
import { functionAround } from '../../src/languages/python/queries.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { type Deferral, defer } from './python/deferral.ts';
import { obstacleTo } from './python/obstacles.ts';
import { type PythonCode, refusals } from './python/refusals.ts';
import { type Sending, sendingsIn } from './python/sendings.ts';
import { observe } from './python/wording.ts';

export const python: Rewrite<PythonCode> = {
  language: 'python',
  // A transaction may be a caller's; a call of a task may look like any other.
  startsFrom: [{ kind: 'transaction' }, { kind: 'enqueue' }],
  alsoReads: ['after-commit'],
  cells: ['enqueue', 'transaction'],
  refusals,
  *find(file: PythonFile): Iterable<Observed<PythonCode>> {
    const sendings = sendingsIn(file);
    for (const sending of sendings) {
      const callable = functionAround(sending.call);
      const others = sendings.filter(({ call }) => functionAround(call) === callable);
      yield observe(sending, fateOf(file, sending, others.length === 1));
    }
  },
};

function fateOf(file: PythonFile, sending: Sending, isAlone: boolean): Deferral | PythonCode {
  const obstacle = obstacleTo(file, sending);
  const { statement } = sending;
  if (obstacle ?? !statement) return obstacle ?? 'result-used';
  return defer(file, { ...sending, statement }, isAlone);
}
