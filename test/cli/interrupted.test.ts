import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bin, folderOf, type Repository, repositoryOf } from './repository.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const before = { 'a.py': 'A = 1\n', 'app/b.py': 'B = 1\n', 'app/c.py': 'C = 1\n', 'd.py': 'D = 1\n' };
const after = (text: string): string => text.replace('1', '2');

/** A process that replaces the files of a group and kills itself at the nth call of one kind. */
function killedAt(repository: Repository, call: 'writeTemporary' | 'rename', nth: number, where: 'before' | 'after') {
  const outputs = Object.entries(before).map(([path, text]) => ({ path, before: text, after: after(text) }));
  const script = `
    import { renameSync, writeFileSync } from 'node:fs';
    import { writeFiles } from ${JSON.stringify(pathToFileURL(join(root, 'dist/src/engine/write-files.js')).href)};
    let calls = 0;
    const killing = (name, work) => (...args) => {
      const isDue = name === ${JSON.stringify(call)} && ++calls === ${nth};
      if (isDue && ${where === 'before'}) process.kill(process.pid, 'SIGKILL');
      work(...args);
      if (isDue) process.kill(process.pid, 'SIGKILL');
    };
    writeFiles(${JSON.stringify(repository.root)}, [${JSON.stringify(outputs)}], {
      writeTemporary: killing('writeTemporary', (path, text) => writeFileSync(path, text)),
      rename: killing('rename', renameSync),
    });`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

const moments = [1, 2, 3, 4].flatMap((nth) =>
  (['writeTemporary', 'rename'] as const).flatMap((call) =>
    (['before', 'after'] as const).map((where) => ({ call, nth, where })),
  ),
);

test.each(moments)('killed $where $call $nth of a group, the next run leaves all old or all new', (moment) => {
  const repository = repositoryOf(before);
  expect(killedAt(repository, moment.call, moment.nth, moment.where).signal).toBe('SIGKILL');

  for (const command of ['check', 'diff']) {
    const { code, stderr } = repository.run([command]);
    expect(code).toBe(2);
    expect(stderr).toContain('`unstale migrate` puts the files');
  }
  expect(repository.run(['migrate']).code).toBe(0);

  const isAllNew = moment.call === 'rename' && moment.nth === 4 && moment.where === 'after';
  for (const [path, text] of Object.entries(before)) expect(repository.text(path)).toBe(isAllNew ? after(text) : text);
  expect(repository.files()).toEqual(Object.keys(before).sort());
  expect(repository.run(['check']).code).toBe(0);
});

test('a file that was edited after the kill is not written over, and its former text stays', () => {
  const repository = repositoryOf(before);
  killedAt(repository, 'rename', 2, 'after');
  appendFileSync(join(repository.root, 'd.py'), '# mine\n');
  const { code, stderr } = repository.run(['migrate']);
  expect(code).toBe(0);
  expect(repository.text('d.py')).toBe('D = 1\n# mine\n');
  const places = [...stderr.matchAll(/^edited since: (\S+); its former text is in (\S+)$/gm)];
  expect(places.map(([, path = '', place = '']) => [path, readFileSync(place, 'utf8')])).toEqual([
    ['a.py', 'A = 1\n'],
    ['app/b.py', 'B = 1\n'],
  ]);
});

test('a run that is still writing is not disturbed', () => {
  const repository = repositoryOf(before);
  repository.write({ '.unstale-journal.json': JSON.stringify({ pid: process.pid, token: 'x', groups: [] }) });
  for (const command of ['check', 'migrate']) {
    const { code, stderr } = repository.run([command]);
    expect(code).toBe(2);
    expect(stderr).toContain('Another run is writing here');
  }
});

test('a journal that was cut short was written before any file was touched', () => {
  const repository = repositoryOf(before);
  repository.write({ '.unstale-journal.json': '{"pid": 1' });
  expect(repository.run(['migrate']).code).toBe(0);
  expect(repository.files()).toEqual(Object.keys(before).sort());
});

test('a rewrite across files is never left half done, whenever the run is killed', async () => {
  const packages = Array.from({ length: 40 }, (_, at) => `shop_${at}`);
  const texts = Object.fromEntries(
    packages.flatMap((name) => [
      [`${name}/__init__.py`, ''],
      [
        `${name}/models.py`,
        'from django.db import models\n\n\nclass Rate(models.Model):\n    active = models.BooleanField()\n',
      ],
      [`${name}/rates.py`, `from ${name}.models import Rate\n\nrates = Rate.objects.filter(active=True)\n`],
      [
        `${name}/views.py`,
        `from ${name}.rates import rates\n\n\ndef show():\n    return [rate.pk for rate in rates]\n`,
      ],
    ]),
  );
  const repository = repositoryOf(texts);
  const state = (name: string) =>
    ['rates.py', 'views.py'].map((file) => repository.text(`${name}/${file}`) !== texts[`${name}/${file}`]);
  let done = 0;
  for (let run = 0; run < 12; run += 1) {
    repository.git('checkout', '--quiet', '.');
    const child = spawn(process.execPath, [bin, 'migrate', '--unsafe', '--quiet'], {
      cwd: repository.root,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let isWriting = false;
    for (const started = Date.now(); !isWriting && child.exitCode === null && Date.now() - started < 20_000; ) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      isWriting = repository.files().includes('.unstale-journal.json');
    }
    await new Promise((resolve) => setTimeout(resolve, run * 4));
    child.kill('SIGKILL');
    await ended;
    // Recovers, and has nothing to write itself.
    repository.run(['migrate', '--only', 'bind-loop-values']);
    for (const name of packages) expect(new Set(state(name)).size, name).toBe(1);
    done += packages.filter((name) => state(name)[0]).length;
    expect(repository.files()).toEqual(Object.keys(texts).sort());
  }
  // Some groups were written and some were not, or the test has shown nothing.
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(12 * packages.length);
}, 120_000);

test('a folder without version control is recovered too', () => {
  const folder = folderOf(before);
  killedAt(folder, 'rename', 2, 'after');
  expect(folder.run(['migrate', '--allow-no-vcs']).code).toBe(0);
  for (const [path, text] of Object.entries(before)) expect(folder.text(path)).toBe(text);
});
