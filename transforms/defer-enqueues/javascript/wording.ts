import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Deferral } from './deferral.ts';
import type { Code } from './refusals.ts';
import type { Sending } from './sendings.ts';

const what = { job: 'job', mail: 'mail', message: 'message', request: 'request' } as const;

/** Words a finding. */
export function observe(file: JavaScriptFile, sending: Sending, fate: Deferral | Code): Observed<Code> {
  const { call, symbol, site, transaction, evidence } = sending;
  const thing = what[site.pattern.sends];
  const { place } = transaction;
  const isMeant = fate === 'sent-on-failure';
  const observation = {
    span: { start: startOf(call), end: endOf(call) },
    symbol,
    dialect: site.dialect.id,
    certainty: isMeant ? ('possible' as const) : sending.certainty,
    message: messageOf(sending, thing),
    evidence,
    scenario: [
      `T1  writes rows in a transaction, and sends the ${thing}: \`${symbol}\``,
      `T2  whoever gets the ${thing} looks for the rows: they are not there yet, or are as they were`,
      `T1  COMMIT; or ROLLBACK, and the ${thing} was sent for nothing`,
    ],
    related: [{ path: file.path, start: startOf(place), end: endOf(place), message: relatedTo(sending) }],
  };
  if (typeof fate === 'string') return { ...observation, outcome: 'refuse', refusal: fate };
  return {
    ...observation,
    outcome: 'rewrite',
    safety: 'review',
    behaviour: behaviourOf(fate, sending, thing),
    edits: fate.edits.map((edit: LocalEdit) => ({ ...edit, path: file.path })),
  };
}

function messageOf({ symbol, transaction }: Sending, thing: string): string {
  if (transaction.form === 'hook')
    return `\`${symbol}\` sends a ${thing} in a hook that runs before the transaction commits, where there is one.`;
  return `\`${symbol}\` sends a ${thing} while the transaction is still open: it leaves before the commit, and stays after a rollback.`;
}

function relatedTo({ transaction }: Sending): string {
  switch (transaction.form) {
    case 'received':
      return 'the transaction is handed in here';
    case 'hook':
      return 'the hook';
    case 'shared':
      return 'this call is deferred already';
    case 'decorated':
      return 'the transaction is around this function';
    default:
      return 'the transaction is opened here';
  }
}

function behaviourOf({ way }: Deferral, { transaction }: Sending, thing: string): string {
  const hook = way === 'hook' ? transaction.dialect.writes?.afterCommit : undefined;
  const errors =
    way !== 'hook'
      ? 'An error of it no longer rolls the rows back.'
      : hook?.losesErrors
        ? 'An error of it no longer rolls the rows back, nor reaches the caller: it is logged.'
        : 'An error of it no longer rolls the rows back; the transaction still rejects with it, though the rows are committed.';
  const refused = hook?.ignoresFailedCommit ? ' If the COMMIT itself fails, it is sent all the same, as before.' : '';
  return `The ${thing} is sent after the commit, and not at all if the transaction rolls back.${refused} ${errors} Where no test commits, nothing is sent in a test.`;
}
