import type { Identifier } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type FunctionNode, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import { mayBeMissing } from '../../../src/languages/javascript/received.ts';
import { type Caller, callersOf } from './callers.ts';
import { isNested } from './nesting.ts';
import type { OpenTransaction } from './open-transaction.ts';
import { transactionAround } from './transactions.ts';

/** How many calls are followed up. */
const deepest = 2;

interface Around {
  readonly caller: Caller;
  readonly open: OpenTransaction;
}

/** The transaction that is open at every call of a function. */
export function openInCallers(
  file: JavaScriptFile,
  fn: FunctionNode,
  depth: number,
  far: boolean,
): OpenTransaction | undefined {
  if (depth >= deepest) return undefined;
  const callers = callersOf(file, fn, far);
  if (!callers?.length) return undefined;
  const around = callers.flatMap((caller): Around[] => {
    const open = transactionAround(caller.file, caller.call, { depth: depth + 1, far });
    return open && open.certainty !== 'possible' ? [{ caller, open }] : [];
  });
  const [first] = around;
  if (!first || around.length < callers.length) return undefined;
  const { dialect, symbol, place, elsewhere } = first.open;
  const handleName = handedIn(fn, around);
  const where = first.caller.file.path === file.path ? undefined : first.caller.file.path;
  return {
    ...{ form: 'caller', certainty: 'likely', dialect, symbol, place, site: undefined, fn, closing: undefined },
    ...{ handle: handleName?.name, handleName, isOutermost: around.every(isOutermost) },
    // The compiler does not know that every caller gives it.
    isOptional: handleName !== undefined && mayBeMissing(handleName, file.module),
    elsewhere: elsewhere ?? where,
    evidence: `Every call of this function is inside a transaction: \`${symbol}\`${where ? ` in ${where}` : ''}.`,
  };
}

/** The parameter that every caller gives its transaction to. */
function handedIn(fn: FunctionNode, around: readonly Around[]): Identifier | undefined {
  const places = around.map(({ caller: { file, call }, open: { handleName } }) =>
    call.arguments.findIndex((given) => {
      const value = unwrapped(given);
      return (
        handleName !== undefined &&
        value.type === 'Identifier' &&
        file.scopes.bindingOf(value) === file.scopes.bindingOf(handleName)
      );
    }),
  );
  const [place = -1] = places;
  if (place === -1 || places.some((other) => other !== place)) return undefined;
  const parameter = fn.params[place];
  return parameter?.type === 'Identifier' ? parameter : undefined;
}

function isOutermost({ caller: { file }, open }: Around): boolean {
  if (open.form === 'caller' || open.form === 'middleware') return open.isOutermost === true;
  return (open.form === 'callback' || open.form === 'opened') && !isNested(file, open);
}
