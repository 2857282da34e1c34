/** What both languages refuse, in the same words. */
export const sharedRefusals = {
  'result-used':
    'The code uses what the enqueue gives back, and after the commit it would come too late. Make the id beforehand and pass it in, or use the result after the transaction.',
  'names-sent-job':
    'What is sent names another job, whose result the code uses and which therefore leaves before the commit: sent later, this one would be missing where the transaction fails, though the other has left. Make the id of that job beforehand, so that both can wait for the commit.',
  'broker-error-handled':
    'A handler around the enqueue deals with its errors; sent after the commit, they would pass it by. Decide what a failed enqueue should do once the rows are committed, and move both.',
  'sent-on-failure':
    'The enqueue is on the path that fails: an error handler, or right before a deliberate error. The transaction rolls back there, and an enqueue that waits for the commit would never be sent. Send it outside of the transaction.',
  'nested-transaction':
    "The transaction may be a savepoint of another, and the hook of a savepoint runs before the outer transaction has committed. Register it with the outermost transaction, or hand the call back to the transaction's owner.",
  'transaction-retried':
    'The callback may run more than once. Return what is to be sent from the transaction, and send it behind.',
  'owned-by-caller':
    'The transaction belongs to a caller that cannot be seen from here, and the library has no hook that waits for its commit. Return what is to be sent to that caller, and send it there after the commit.',
  'changed-before-commit':
    'What is sent, or what sends it, is changed or closed between here and the commit: sent after the commit, it would go out as it is then. Make a copy here, and send that.',
  'no-commit-hook':
    'The library has no hook that runs after commit, and the call cannot be moved below the transaction as it stands. Collect what is to be sent, and send it after the transaction.',
  'call-to-outside':
    'A call over HTTP inside a transaction may be meant to come first, and its answer may decide about the commit. If the receiver must only hear of rows that are committed, send it after the commit.',
} as const;
