import type { Declared } from './declared.ts';

/** How a finding is told. */
export function wordsFor({ binding, exported, query, isSingleUse, isFrozen, held, gathering }: Declared) {
  const name = binding ? `\`${binding.name}\`` : exportedName(exported?.name);
  const behaviour =
    'The query runs each time that one of these functions runs, where it ran once; when it fails, that call fails, where the import did.';
  const called = `\`${query.symbol}\``;
  if (held === 'renewed' && isFrozen) {
    return {
      behaviour,
      message: `${called} is asked anew at each use, but its parameters hold the time, or the random value, of the import.`,
      scenario: [
        `T1  the module is imported: the parameters of ${name} are worked out`,
        'T1  hours later a request asks it: the rows of the hour of the import',
      ],
    };
  }
  if (held === 'kept') {
    return {
      behaviour,
      message: `${name} answers from what it has read before, for as long as the process lives: later requests read old rows.`,
      scenario: [
        `T1  a request asks ${name} for a row, which it keeps`,
        'T2  changes the row, and commits',
        `T1  a later request asks ${name} for the same row: the one from before`,
      ],
    };
  }
  if (gathering.length > 0) {
    return {
      behaviour,
      message: `${name} is one query for all calls, and changes when a call adds to it: the next one has those conditions too.`,
      scenario: [
        `T1  the first request adds its condition to ${name}, and gets its rows`,
        `T1  the next request adds its own: the query now asks for both`,
      ],
    };
  }
  if (isSingleUse && query.pattern.answer === 'consumed') {
    return {
      behaviour,
      message: `${name} gives its rows once: the first call that reads it to the end leaves none for the next one.`,
      scenario: [
        `T1  the module is imported: ${called} makes ${name}; nothing is read yet`,
        `T1  the first request reads the rows of ${name} to the end`,
        `T1  the next request reads ${name}: there are no rows`,
      ],
    };
  }
  if (isSingleUse) {
    return {
      behaviour,
      message: `${name} is one query that can be sent once: the second call that awaits it throws.`,
      scenario: [
        `T1  the module is imported: ${called} makes a query`,
        `T1  the first request awaits ${name}: the query is sent`,
        `T1  the next request awaits ${name}: it throws, for the query was already executed`,
      ],
    };
  }
  return {
    behaviour,
    message: `${name} keeps the first answer of ${called} for as long as the process lives: later calls read old rows.`,
    scenario: [
      `T1  the module is imported: ${called} is asked once, and ${name} keeps the answer`,
      'T2  changes the rows, and commits',
      `T1  a later request reads ${name}: the rows from before`,
    ],
  };
}

function exportedName(name = 'default'): string {
  if (name === 'default') return 'the default export';
  return name === '=' ? 'the value of the module' : `\`${name}\``;
}
