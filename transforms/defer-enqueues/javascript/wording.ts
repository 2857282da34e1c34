import type { LocalEdit } from '../../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { endOf, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Observed } from '../../../src/model/transform.ts';
import { behaviourOf, keepsOthers, keepsRows, messageOf, placed, scenarioOf } from '../wording.ts';
import type { Deferral } from './deferral.ts';
import type { Code } from './refusals.ts';
import type { Sending } from './sendings.ts';

/** Words a finding. */
export function observe(file: JavaScriptFile, sending: Sending, fate: Deferral | Code): Observed<Code> {
  const { call, symbol, site, transaction, evidence } = sending;
  const thing = site.pattern.sends;
  const { place } = transaction;
  const isMeant = fate === 'sent-on-failure';
  const observation = {
    span: { start: startOf(call), end: endOf(call) },
    symbol,
    dialect: site.dialect.id,
    certainty: isMeant ? ('possible' as const) : sending.certainty,
    message: said(sending, thing),
    evidence,
    scenario: scenarioOf(symbol, thing),
    related: [
      {
        path: transaction.elsewhere ?? file.path,
        start: startOf(place),
        end: endOf(place),
        message: relatedTo(sending),
      },
    ],
  };
  if (typeof fate === 'string') return { ...observation, outcome: 'refuse', refusal: fate };
  return {
    ...observation,
    outcome: 'rewrite',
    safety: 'review',
    behaviour: differenceOf(fate, sending, thing),
    edits: fate.edits.map((edit: LocalEdit) => ({ ...edit, path: file.path })),
  };
}

function said({ symbol, transaction }: Sending, thing: string): string {
  if (transaction.form === 'hook')
    return `\`${symbol}\` sends a ${thing} in a hook that runs before the transaction commits, where there is one.`;
  return messageOf(symbol, thing, 'while the transaction is still open');
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
      return placed.decorated;
    default:
      return placed.opened;
  }
}

function differenceOf({ way }: Deferral, { transaction }: Sending, thing: string): string {
  const hook = way === 'hook' ? transaction.dialect.writes?.afterCommit : undefined;
  const errors = !hook
    ? `${keepsRows}.${way === 'collected' ? ` ${keepsOthers}` : ''}`
    : hook.losesErrors
      ? `${keepsRows}, nor reaches the caller: it is logged.`
      : `${keepsRows}; the transaction still rejects with it, though the rows are committed, and what waits behind it is not run.`;
  const isCommitTrusted = hook ? hook.ignoresFailedCommit : transaction.site?.pattern.closed?.ignoresFailedCommit;
  const mayBeNested = hook?.outermost && (transaction.form === 'received' || transaction.form === 'hook');
  const facts = [
    transaction.isOptional && hook ? 'Where there is no transaction, it is sent at once, as before.' : '',
    isCommitTrusted && (hook || transaction.form === 'opened')
      ? `If the COMMIT itself fails, it is sent all the same, as before${hook ? '' : ': the commit resolves'}.`
      : '',
    mayBeNested
      ? 'In a savepoint it waits for the outermost commit, and is sent also where the savepoint alone was rolled back.'
      : '',
    errors,
  ];
  return behaviourOf(thing, facts.filter(Boolean).join(' '));
}
