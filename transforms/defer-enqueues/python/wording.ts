import { child } from '../../../src/languages/python/node.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { behaviourOf, keepsOthers, keepsRows, messageOf, placed, scenarioOf } from '../wording.ts';
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
    message: messageOf(symbol, thing, whenOf(transaction)),
    evidence: [site.evidence, transaction.evidence],
    scenario: scenarioOf(symbol, thing),
    related: [{ ...transaction.place, message: placeIn(transaction) }],
  };
  if (typeof fate === 'string') return { ...observation, outcome: 'refuse', refusal: fate };
  const errors =
    fate.way === 'hook'
      ? `${keepsRows}, though it still reaches the caller, and keeps later callbacks from running.`
      : `${keepsRows}.${fate.way === 'collected' ? ` ${keepsOthers}` : ''} Where a caller has a transaction open around this one, it still leaves before that one commits.`;
  return {
    ...observation,
    outcome: 'rewrite',
    safety: 'review',
    behaviour: behaviourOf(thing, errors),
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
      return placed.decorated;
    case 'session':
      return 'the session is written to here, and committed further down';
    case 'caller':
      return 'the transaction is opened by a caller';
    case 'hook':
      return 'this runs in the transaction of whoever writes the row';
    case 'request':
      return 'the transaction is around this function, by a setting';
    default:
      return placed.opened;
  }
}
