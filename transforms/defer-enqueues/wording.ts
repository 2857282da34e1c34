/** The failing timeline of something that is sent too early, in both languages. */
export function scenarioOf(symbol: string, thing: string): readonly string[] {
  return [
    `T1  writes rows in a transaction, and sends the ${thing}: \`${symbol}\``,
    `T2  whoever gets the ${thing} looks for the rows: they are not there yet, or are as they were`,
    `T1  COMMIT; or ROLLBACK, and the ${thing} was sent for nothing`,
  ];
}

/**
 * What is different once something is sent after the commit.
 * @param errors what becomes of an error of the enqueue, and what else there is to say of the way it is sent: sentences.
 */
export function behaviourOf(thing: string, errors: string): string {
  return `The ${thing} is sent after the commit, and not at all if the transaction rolls back. ${errors} Where no test commits, as in a test case that rolls back, nothing is sent in a test.`;
}

/** What becomes of an error of the enqueue, however it is sent. */
export const keepsRows = 'An error of it no longer rolls the rows back';

/** @param when the time at which it is sent. */
export function messageOf(symbol: string, thing: string, when: string): string {
  return `\`${symbol}\` sends a ${thing} ${when}: it leaves before the commit, and stays after a rollback.`;
}

/** Where a reader should look besides, by the form of the transaction. */
export const placed = {
  opened: 'the transaction is opened here',
  decorated: 'the transaction is around this function',
} as const;

/** What becomes of the others when one of those that are collected cannot be sent. */
export const keepsOthers =
  'Where several are collected, an error of one keeps those behind it from being sent, though the rows are committed.';
