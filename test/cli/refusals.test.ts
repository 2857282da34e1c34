import { expect, test } from 'vitest';
import { refusalSentence } from '../../src/cli/refusals.ts';
import { engineRefusals } from '../../src/engine/settle.ts';
import { transforms } from '../../transforms/index.ts';

test('a refusal is explained in the words of its transform for the language of the file', () => {
  const paths = { javascript: 'src/orders.ts', python: 'shop/orders.py' } as const;
  const said = transforms.flatMap(({ id, rewrites }) =>
    (['javascript', 'python'] as const).flatMap((language) =>
      Object.entries(rewrites[language]?.refusals ?? {}).map(([refusal, sentence]) => ({
        sentence,
        told: refusalSentence({ transform: id, path: paths[language], refusal }),
      })),
    ),
  );
  expect(said.length).toBeGreaterThan(100);
  for (const { sentence, told } of said) expect(told).toBe(sentence);
});

test("the engine's own refusals are explained too, and an unknown code is not", () => {
  const finding = { transform: 'add-row-locks', path: 'shop/orders.py' };
  expect(refusalSentence({ ...finding, refusal: 'result-does-not-parse' })).toBe(
    engineRefusals['result-does-not-parse'],
  );
  expect(refusalSentence({ ...finding, refusal: 'no-such-code' })).toBe('');
});
