import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { isForMigrations } from '../../../src/languages/python/migrations.ts';
import { ancestorsOf, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { functionAround } from '../../../src/languages/python/queries.ts';
import type { Certainty, PythonPatterns } from '../../../src/model/dialect.ts';
import { isTest } from './places.ts';
import { isAsked } from './put-off.ts';
import { type OpenTransaction, transactionAround } from './transactions.ts';

/** A call that sends something while a transaction is open. */
export interface Sending {
  readonly call: PythonNode;
  readonly site: PythonSite & { readonly enqueue: PythonPatterns['enqueue'] };
  readonly certainty: Certainty;
  readonly transaction: OpenTransaction;
  /** The statement that does nothing else; undefined where the code uses what is given back. */
  readonly statement: PythonNode | undefined;
  readonly isAwaited: boolean;
}

/** The calls of a file that send something while a transaction is open, in the order of the text. */
export function sendingsIn(file: PythonFile): Sending[] {
  if (isTest(file.path)) return [];
  const deferred = file.sites('after-commit').flatMap(({ call }) => call ?? []);
  return file.sites('enqueue').flatMap((site) => {
    const { node: call, enqueue } = site;
    if (!enqueue || deferred.some((registration) => isWithin(call, registration))) return [];
    const transaction = transactionAround(file, call);
    if (!transaction || isAsked(file, call, [transaction.dialect])) return [];
    const callable = functionAround(call);
    if (callable && isForMigrations(file, callable, isTest)) return [];
    const certainty = leastOf(site.certainty, transaction.certainty, certaintyOf(file, call, enqueue));
    return [{ call, site: { ...site, enqueue }, certainty, transaction, ...sentBy(call) }];
  });
}

/** The statement around a call whose value goes nowhere: bare, awaited, in brackets, or in a comprehension for its own sake. */
function sentBy(call: PythonNode): Pick<Sending, 'statement' | 'isAwaited'> {
  let isAwaited = false;
  let at = call;
  for (const up of ancestorsOf(call)) {
    if (up.type === 'expression_statement') return { statement: named(up).length === 1 ? up : undefined, isAwaited };
    const isPassed =
      /^(?:await|parenthesized_expression)$/.test(up.type) ||
      (/^(?:list|set)_comprehension$/.test(up.type) && at.field === 'body') ||
      (up.type === 'conditional_expression' && named(up)[1] !== at);
    if (!isPassed) break;
    isAwaited ||= up.type === 'await';
    at = up;
  }
  return { statement: undefined, isAwaited };
}

/** A mail may be meant to fail the transaction; a job that waits for a while rarely comes too early. */
function certaintyOf(file: PythonFile, call: PythonNode, { sends }: PythonPatterns['enqueue']): Certainty {
  if (sends === 'request') return 'possible';
  return sends === 'mail' || /\b(?:countdown|eta)=/.test(file.textOf(call)) ? 'likely' : 'certain';
}

function leastOf(...all: readonly Certainty[]): Certainty {
  return all.includes('possible') ? 'possible' : all.includes('likely') ? 'likely' : 'certain';
}
