import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInMemory, textsAfter } from '../../run-in-memory.ts';
import { forms, refusedForms, spellings } from './every-use.ts';

/** Python 3.10 is the first with `match`. */
const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;

const programs = spellings.flatMap(({ by, files, expression }) =>
  Object.entries(forms).map(([form, body]) => ({
    name: `${form}, ${by}`,
    files: files(body.replaceAll('$Q', expression)),
  })),
);

/** Stands in for the library: a query that keeps its rows, as the real one does. */
const library = `
rows = []


class Select:
    def __init__(self):
        self.kept = None

    def read(self):
        if self.kept is None:
            self.kept = list(rows)
        return self.kept

    def __iter__(self):
        return iter(self.read())

    def __len__(self):
        return len(self.read())

    def __getitem__(self, key):
        return self.read()[key]


class Model:
    @classmethod
    def select(cls):
        return Select()
`;

/** Runs each program on two states of the table, as a warm process would. */
const driver = `
import json, sys
import peewee

def plain(value):
    return value if isinstance(value, (bool, int, str)) or value is None else list(value)

told = []
for folder in sys.argv[1:]:
    for name in [name for name in sys.modules if name.split(".")[0] == "shop"]:
        del sys.modules[name]
    sys.path.insert(0, folder)
    from shop import reports
    answers = []
    for state in ([1, 2], [], [3]):
        peewee.rows = state
        answers.append([plain(reports.use()), plain(reports.right(state))])
    told.append(answers)
    sys.path.remove(folder)
print(json.dumps(told))
`;

describe('every way to use a name', () => {
  test.each(programs)('$name, is found', async ({ files }) => {
    const { report } = await runInMemory(files, { only: ['move-module-queries'] });
    expect(report.findings.map(({ outcome, refusal }) => [outcome, refusal])).toEqual([['rewrite', null]]);
  });

  test.each(refusedForms)('$form, keeps it as it is', async ({ code, files }) => {
    const plan = await runInMemory(files, { only: ['move-module-queries'] });
    expect(plan.report.findings.map(({ refusal }) => refusal)).toEqual([code]);
    expect(plan.report.findings[0]?.related.length).toBeGreaterThan(0);
    expect(plan.outputs).toEqual([]);
  });

  test.runIf(hasPython)('sees new rows when the result is run', async () => {
    const root = mkdtempSync(join(tmpdir(), 'unstale-'));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    write('peewee.py', library);
    write('driver.py', driver);
    for (const [at, { files }] of programs.entries()) {
      const after = textsAfter(files, await runInMemory(files, { only: ['move-module-queries'] }));
      for (const [path, text] of after) write(`${at}/${path}`, text);
    }
    const folders = programs.map((_, at) => join(root, String(at)));
    const printed = execFileSync('python3', [join(root, 'driver.py'), ...folders], { encoding: 'utf8' });
    rmSync(root, { recursive: true });
    const answers = JSON.parse(printed) as [unknown, unknown][][];
    expect(answers.length).toBe(programs.length);
    for (const [at, { name }] of programs.entries())
      for (const [got, right] of answers[at] ?? []) expect(got, name).toEqual(right);
  });
});
