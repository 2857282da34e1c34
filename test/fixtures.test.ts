import { describe, expect, test } from 'vitest';
import { compose } from '../src/cli/compose.ts';
import { languageOf } from '../src/engine/analyse.ts';
import { applyEdits } from '../src/engine/apply-edits.ts';
import { cases, marksOf } from './fixture-cases.ts';
import { runInMemory, textsAfter } from './run-in-memory.ts';

const { kits } = compose({
  root: '/project',
  configuration: {},
  configurationFolder: '',
  only: undefined,
  skip: undefined,
  dialects: undefined,
  certainty: undefined,
});

describe.each(cases.map((one) => [one.name, one] as const))(
  '%s',
  (_, { transform, situation, input, expected, configuration }) => {
    const options = { only: [transform], configuration };

    test('gives the expected bytes', async () => {
      const plan = await runInMemory(input, options);
      expect(plan.report.unanalysed).toEqual([]);
      expect(Object.fromEntries(textsAfter(input, plan))).toEqual(Object.fromEntries(expected ?? input));
    });

    test('is called skip- when nothing may change, and only then', () => {
      expect(situation.startsWith('skip-')).toBe(expected === undefined);
      if (expected) {
        expect([...expected.keys()]).toEqual([...input.keys()]);
        expect(Object.fromEntries(expected)).not.toEqual(Object.fromEntries(input));
      }
    });

    test('refuses where the input says so, and nowhere else', async () => {
      const { report } = await runInMemory(input, options);
      const refused = report.findings
        .filter(({ outcome }) => outcome === 'refuse')
        .map(({ path, line, refusal }) => `${path}:${line} ${refusal}`);
      expect([...new Set(refused)].sort()).toEqual(marksOf(input).sort());
    });

    test('has nothing left to do the second time', async () => {
      const { report, outputs } = await runInMemory(expected ?? input, options);
      expect(outputs).toEqual([]);
      expect(report.findings.filter(({ outcome }) => outcome === 'rewrite')).toEqual([]);
    });

    test('does the same with Windows line ends', async () => {
      const windows = (files: ReadonlyMap<string, string>) =>
        new Map([...files].map(([path, text]) => [path, text.replace(/\r?\n/g, '\r\n')]));
      const plan = await runInMemory(windows(input), options);
      expect(Object.fromEntries(textsAfter(windows(input), plan))).toEqual(
        Object.fromEntries(windows(expected ?? input)),
      );
    });

    test('parses before and after', async () => {
      for (const [path, text] of [...input, ...(expected ?? [])]) {
        const language = languageOf(path);
        if (language) expect((await kits(language)).syntaxError(path, text), path).toBeUndefined();
      }
    });

    test('changes nothing but what the report says', async () => {
      const plan = await runInMemory(input, options);
      for (const [path, text] of input) {
        const reported = plan.report.findings.flatMap((finding) => finding.edits).filter((edit) => edit.path === path);
        // Two findings may share an edit; it is made once.
        const edits = [...new Map(reported.map((edit) => [JSON.stringify(edit), edit])).values()];
        expect(textsAfter(input, plan).get(path)).toBe(applyEdits(text, edits));
      }
    });
  },
);
