import { child } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import type { Deferral } from './deferral.ts';
import type { PythonCode } from './refusals.ts';
import type { Sending } from './sendings.ts';
import type { OpenTransaction } from './transactions.ts';

/** Words a finding. */
export function observe(sending: Sending, fate: Deferral | PythonCode): Observed<PythonCode> {
  const { call, site, transaction } = sending;
  const { symbol } = site;
  const thing = site.enqueue.sends;
  const list = child(call, 'arguments');
  const observation = {
    span: { start: call.start, end: list?.end ?? call.end },
    symbol,
    dialect: site.dialect.id,
    certainty: fate === 'sent-on-failure' ? ('possible' as const) : sending.certainty,
    message: `\`${symbol}\` sends a ${thing} ${whenOf(transaction)}: it leaves before the commit, and stays after a rollback.`,
    evidence: [site.evidence, transaction.evidence],
    scenario: [
      `T1  writes rows in a transaction, and sends the ${thing}: \`${symbol}\``,
      `T2  whoever gets the ${thing} looks for the rows: they are not there yet, or are as they were`,
      `T1  COMMIT; or ROLLBACK, and the ${thing} was sent for nothing`,
    ],
    related: [
      {
        ...transaction.place,
        message: placeIn(transaction),
      },
    ],
  };
  if (typeof fate === 'string') return { ...observation, outcome: 'refuse', refusal: fate };
  const errors =
    fate.way === 'hook'
      ? 'An error of it no longer rolls the rows back, though it still reaches the caller, and keeps later callbacks from running.'
      : 'An error of it no longer rolls the rows back. Where a caller has a transaction open around this one, it still leaves before that one commits.';
  return {
    ...observation,
    outcome: 'rewrite',
    safety: 'review',
    behaviour: `The ${thing} is sent after the commit, and not at all if the transaction rolls back. ${errors} Where no test commits, as in a test case that rolls back, nothing is sent in a test.`,
    edits: fate.edits,
  };
}

function whenOf({ form }: OpenTransaction): string {
  if (form === 'hook') return 'where a row is written, maybe in a transaction';
  return form === 'request' ? "in a request's transaction" : 'while the transaction is still open';
}

function placeIn({ form }: OpenTransaction): string {
  switch (form) {
    case 'decorated':
      return 'the transaction is around this function';
    case 'caller':
      return 'the transaction is opened by a caller';
    case 'hook':
      return 'this runs in the transaction of whoever writes the row';
    case 'request':
      return 'the transaction is around this function, by a setting';
    default:
      return 'the transaction is opened here';
  }
}
