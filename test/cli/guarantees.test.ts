import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin, boundOrder, databaseJs, folderOf, harmless, lateOrder, lateOrderJs, repositoryOf } from './repository.ts';

const windows = (text: string): string => text.replaceAll('\n', '\r\n');
const mark = '\uFEFF';

/** Texts whose every byte outside of the edit has to survive. */
const awkward = {
  'windows line ends.py': windows(lateOrder),
  'mark.py': mark + lateOrder,
  'no-final-newline.py': lateOrder.trimEnd(),
  "it's mixed.py": lateOrder.replace('orders):\n', 'orders):\r\n'),
  'gr\u00fc\u00dfe.py': `# gr\u00fc\u00dfe \u{1F600}\n${lateOrder}`,
  'form-feed.py': `\f\n${lateOrder}`,
  'src/db.js': databaseJs,
  'src/orders.js': windows(lateOrderJs),
};

const rewritten = (text: string): string =>
  text.replace('lambda:', 'lambda order=order:').replace('for (var', 'for (const');

describe('what is written', () => {
  test('changes the reported bytes and no others', () => {
    const repository = repositoryOf(awkward);
    expect(repository.run(['migrate']).code).toBe(0);
    for (const [path, text] of Object.entries(awkward))
      expect(repository.bytes(path).equals(Buffer.from(rewritten(text))), path).toBe(true);
  });

  test('is what diff prints, as a patch that git applies', () => {
    const migrated = repositoryOf(awkward);
    const patched = repositoryOf(awkward);
    const { stdout } = patched.run(['diff']);
    migrated.run(['migrate']);
    writeFileSync(join(patched.root, '..', 'unstale-test.patch'), stdout);
    const patch = join(patched.root, '..', 'unstale-test.patch');
    patched.git('apply', '--check', patch);
    patched.git('apply', patch);
    rmSync(patch);
    for (const path of Object.keys(awkward)) expect(patched.bytes(path).equals(migrated.bytes(path)), path).toBe(true);
  });

  test('applies from a folder further down too', () => {
    const repository = repositoryOf({ 'app/a b/orders.py': lateOrder, 'other.py': lateOrder });
    const { stdout } = repository.run(['diff', '-q'], { folder: 'app' });
    repository.write({ 'fix.patch': stdout });
    repository.git('apply', 'fix.patch');
    expect(repository.text('app/a b/orders.py')).toBe(boundOrder);
    expect(repository.text('other.py')).toBe(lateOrder);
  });

  test('leaves nothing for a second run, and a clean check', () => {
    const repository = repositoryOf(awkward);
    repository.run(['migrate']);
    const before = repository.files().map((path) => repository.bytes(path).toString('hex'));
    const again = repository.run(['migrate', '--allow-dirty']);
    expect(again.stdout).toContain('Nothing was written');
    expect(repository.files().map((path) => repository.bytes(path).toString('hex'))).toEqual(before);
    expect(repository.run(['check']).code).toBe(0);
  });

  test('keeps the mode of a file', () => {
    const repository = repositoryOf({ 'orders.py': lateOrder });
    chmodSync(join(repository.root, 'orders.py'), 0o755);
    repository.run(['migrate', '--allow-dirty']);
    expect(repository.text('orders.py')).toBe(boundOrder);
    expect(repository.git('diff', '--summary')).toContain('100644 => 100755');
  });

  test('takes two findings of one file together', () => {
    const two = `${lateOrder}            transaction.on_commit(lambda: bill(order.pk))\n`;
    const repository = repositoryOf({ 'orders.py': two });
    repository.run(['migrate']);
    expect(repository.text('orders.py')).toBe(two.replaceAll('lambda:', 'lambda order=order:'));
  });

  test('says what was checked', () => {
    const { stdout } = repositoryOf({ 'orders.py': lateOrder, 'other.py': harmless }).run(['migrate']);
    expect(stdout).toContain('wrote orders.py');
    expect(stdout).toContain('2 of 2 files analysed');
    expect(stdout).toContain('1 of 1 rewritten files parse');
    expect(stdout).toContain('a second run has nothing left to write');
    expect(stdout).toContain('1 of 2 files left alone, byte for byte');
  });
});

describe('a file that cannot be analysed is named, kept, and makes the exit code 3', () => {
  const late = Buffer.from(lateOrder);
  test.each([
    ['not-utf-8', 'latin-1.py', Buffer.concat([Buffer.from([0x23, 0xe9, 0x0a]), late])],
    ['not-utf-8', 'utf-16.py', Buffer.from(`\uFEFF${lateOrder}`, 'utf16le')],
    ['syntax-error', 'broken.py', Buffer.from(`${lateOrder}def (:\n`)],
    ['syntax-error', 'broken.js', Buffer.from(`${lateOrderJs}}}\n`)],
    ['python-2', 'old.py', Buffer.from(`${lateOrder}print "done"\n`)],
    ['too-large', 'large.py', Buffer.concat([late, Buffer.alloc(5 * 1024 * 1024, '#')])],
  ])('%s: %s', (reason, path, content) => {
    const repository = repositoryOf({ [path]: content, 'fine.py': lateOrder });
    const report = repository.report();
    expect(report.unanalysed).toMatchObject([{ path, reason }]);
    expect(report.summary).toMatchObject({ files: 2, analysed: 1 });
    for (const format of ['text', 'json', 'sarif', 'github'])
      expect(repository.run(['check', '--format', format]).code).toBe(3);
    const { code, stdout } = repository.run(['migrate']);
    expect(code).toBe(3);
    expect(stdout).toContain(path);
    expect(repository.bytes(path).equals(content)).toBe(true);
    expect(repository.text('fine.py')).toBe(boundOrder);
  });

  test('a link out of the folder is not followed', () => {
    const outside = folderOf({ 'orders.py': lateOrder });
    const repository = repositoryOf({ 'fine.py': lateOrder });
    symlinkSync(join(outside.root, 'orders.py'), join(repository.root, 'link.py'));
    repository.commit();
    const { code, stdout } = repository.run(['migrate']);
    expect(code).toBe(3);
    expect(stdout).toContain('link.py: symlink-out-of-root');
    expect(outside.text('orders.py')).toBe(lateOrder);
  });

  test('a link inside is one file, written once, and stays a link', () => {
    const repository = repositoryOf({ 'app/orders.py': lateOrder });
    symlinkSync('app/orders.py', join(repository.root, 'link.py'));
    repository.commit();
    expect(repository.report().summary.findings).toBe(1);
    expect(repository.run(['migrate']).code).toBe(0);
    expect(repository.text('link.py')).toBe(boundOrder);
    expect(repository.git('status', '--porcelain').trim()).toBe('M app/orders.py');
  });
});

describe('nothing is written', () => {
  test('over changes that are not committed, nor over files that git does not know', () => {
    const repository = repositoryOf({ 'changed.py': lateOrder, 'clean.py': lateOrder });
    appendFileSync(join(repository.root, 'changed.py'), '# a note\n');
    repository.write({ 'fresh.py': lateOrder });
    const { code, stderr } = repository.run(['migrate']);
    expect(code).toBe(2);
    expect(stderr).toContain('changed.py');
    expect(stderr).toContain('fresh.py');
    expect(stderr).not.toContain('clean.py');
    expect(repository.text('clean.py')).toBe(lateOrder);
    expect(repository.run(['migrate', '--allow-dirty']).code).toBe(0);
    expect(repository.text('fresh.py')).toBe(boundOrder);
  });

  test('a dirty file that needs no rewrite is no obstacle', () => {
    const repository = repositoryOf({ 'clean.py': lateOrder, 'other.py': harmless });
    appendFileSync(join(repository.root, 'other.py'), '# a note\n');
    expect(repository.run(['migrate']).code).toBe(0);
  });

  test('outside of version control, unless asked to', () => {
    const folder = folderOf({ 'orders.py': lateOrder });
    const { code, stderr } = folder.run(['migrate']);
    expect(code).toBe(2);
    expect(stderr).toContain('--allow-no-vcs');
    expect(folder.text('orders.py')).toBe(lateOrder);
    expect(folder.run(['migrate', '--allow-no-vcs']).code).toBe(0);
    expect(folder.text('orders.py')).toBe(boundOrder);
  });

  test('to a read-only file, which is named', () => {
    const repository = repositoryOf({ 'orders.py': lateOrder, 'other.py': lateOrder });
    chmodSync(join(repository.root, 'orders.py'), 0o444);
    const { code, stdout } = repository.run(['migrate', '--allow-dirty']);
    expect(code).toBe(3);
    expect(stdout).toContain('not written: orders.py: the file is read-only');
    expect(repository.text('orders.py')).toBe(lateOrder);
    expect(repository.text('other.py')).toBe(boundOrder);
    expect(repository.files()).toEqual(['orders.py', 'other.py']);
  });

  test('half, however often the run is killed', async () => {
    const names = Array.from({ length: 120 }, (_, at) => `app/orders_${at}.py`);
    const repository = repositoryOf(Object.fromEntries(names.map((name) => [name, lateOrder])));
    let seenOld = 0;
    let seenNew = 0;
    for (let run = 0; run < 20; run += 1) {
      repository.git('checkout', '--quiet', '.');
      const child = spawn(process.execPath, [bin, 'migrate', '--quiet'], { cwd: repository.root, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve) => setTimeout(resolve, 250 + run * 12));
      child.kill('SIGKILL');
      await ended;
      for (const name of names) {
        const text = repository.text(name);
        expect([lateOrder, boundOrder]).toContain(text);
        if (text === lateOrder) seenOld += 1;
        else seenNew += 1;
      }
    }
    // Killed at moments on both sides of the writing, or the test has shown nothing.
    expect(seenOld).toBeGreaterThan(0);
    expect(seenNew + seenOld).toBe(20 * names.length);
  }, 120_000);
});

describe('wrong use', () => {
  const use = (args: string[], files: Record<string, string> = { 'orders.py': lateOrder }) =>
    repositoryOf(files).run(args);
  test.each([
    [['check', 'nope.py'], 'No such file or folder: nope.py'],
    [['check', '..'], 'Outside of the current folder'],
    [['check', '--only', 'bind-loop-value'], 'did you mean "bind-loop-values"?'],
    [['diff', '--skip', 'nothing-like-it'], 'No such transform: "nothing-like-it"'],
    [['check', '--dialect', 'djang'], 'did you mean "django"?'],
    [['explain', 'bind-lop-values'], 'did you mean "bind-loop-values"?'],
    [['chekc'], '"chekc" is not a command; did you mean "check"?'],
    [[], 'unstale migrate'],
    [['check', '--fromat', 'json'], 'did you mean "format"?'],
    [['check', '--certainty', 'sure'], 'certainty'],
    [['check', '--since', 'nowhere'], 'No such commit: nowhere'],
    [['check', '--jobs', '0'], '--jobs'],
    [['check', '--baseline', 'nope.json'], 'nope.json'],
  ])('%j exits with 2 and says what was wrong', (args, words) => {
    const { code, stderr, stdout } = use(args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
  });

  test('a broken configuration names the key and the line', () => {
    const { code, stderr } = use(['migrate'], {
      'orders.py': lateOrder,
      'unstale.config.json': '{\n  // levels\n  "levles": {}\n}\n',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('unstale.config.json:3');
    expect(stderr).toContain('"levles"');
  });
});

describe('check', () => {
  test('fails on what the baseline does not hold: another finding in the same place is new', () => {
    const repository = repositoryOf({ 'orders.py': lateOrder });
    expect(repository.run(['check']).code).toBe(1);
    expect(repository.run(['check', '--update-baseline']).code).toBe(0);
    expect(repository.files()).toContain('.unstale-baseline.json');
    expect(repository.run(['check']).code).toBe(0);
    repository.write({ 'orders.py': `# moved down\n\n${lateOrder}` });
    expect(repository.run(['check']).code).toBe(0);
    repository.write({ 'orders.py': lateOrder.replace('send_receipt(order.pk)', 'bill(order.total)') });
    expect(repository.run(['check']).code).toBe(1);
    expect(repository.report()).toMatchObject({ summary: { new: 1, baselined: 0 }, gone: [{ path: 'orders.py' }] });
  });

  test('a run over one folder keeps what the baseline holds of the others', () => {
    const repository = repositoryOf({
      'a/orders.py': lateOrder,
      'b/orders.py': lateOrder.replace('close_orders', 'open_orders'),
    });
    repository.run(['check', '--update-baseline']);
    const both = repository.text('.unstale-baseline.json');
    repository.run(['check', 'a', '--update-baseline']);
    expect(repository.text('.unstale-baseline.json')).toBe(both);
    expect(repository.report('a').gone).toEqual([]);
  });

  test('a comment with a reason suppresses, one without does not, and an idle one is named', () => {
    const comment = (words: string) =>
      lateOrder.replace('            transaction', `            # ${words}\n            transaction`);
    const repository = repositoryOf({ 'orders.py': comment('unstale-ignore bind-loop-values: one order only') });
    expect(repository.run(['check']).code).toBe(0);
    expect(repository.report().summary.suppressed).toBe(1);
    repository.write({ 'orders.py': comment('unstale-ignore bind-loop-values') });
    expect(repository.run(['check']).code).toBe(1);
    expect(repository.report().idleSuppressions).toMatchObject([{ problem: 'no-reason' }]);
    repository.write({ 'orders.py': `# unstale-ignore bind-loop-values: nothing here\n${harmless}` });
    expect(repository.report().idleSuppressions).toMatchObject([{ problem: 'unused' }]);
  });

  test('reports the same with one thread and with three', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`app/orders_${at}.py`, at % 3 ? harmless : lateOrder]),
    );
    const repository = repositoryOf(files);
    const one = repository.run(['check', '--format', 'json', '--jobs', '1']);
    const three = repository.run(['check', '--format', 'json', '--jobs', '3']);
    expect(three.stdout).toBe(one.stdout);
    expect(JSON.parse(one.stdout).summary.findings).toBe(100);
  });

  test('looks only at what differs from a commit, on request', () => {
    const repository = repositoryOf({ 'old.py': lateOrder });
    repository.write({ 'fresh.py': lateOrder });
    expect(repository.report('--since', 'HEAD').findings.map(({ path }) => path)).toEqual(['fresh.py']);
  });

  test('writes its result to a file, on request, and no colours to a pipe', () => {
    const repository = repositoryOf({ 'orders.py': lateOrder });
    const printed = repository.run(['check']);
    expect(printed.stdout).not.toContain('\u001b');
    expect(repository.run(['check'], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b');
    expect(repository.run(['check', '--output', 'out/report.txt']).stdout).toBe('');
    expect(repository.text('out/report.txt')).toBe(printed.stdout);
  });

  test('switches transforms off by path', () => {
    const repository = repositoryOf({
      'app/orders.py': lateOrder,
      'tests/orders.py': lateOrder,
      'unstale.config.json':
        '{ "overrides": [{ "paths": ["tests/**"], "transforms": { "bind-loop-values": "off" } }] }',
    });
    expect(repository.report().findings.map(({ path }) => path)).toEqual(['app/orders.py']);
  });
});

describe('diff', () => {
  test('exits with 1 on request when something would change', () => {
    const repository = repositoryOf({ 'orders.py': lateOrder });
    expect(repository.run(['diff']).code).toBe(0);
    expect(repository.run(['diff', '--exit-code']).code).toBe(1);
    expect(repositoryOf({ 'orders.py': harmless }).run(['diff', '--exit-code']).code).toBe(0);
  });

  test('leaves out what is to be reviewed first', () => {
    const repository = repositoryOf({
      'orders.py': lateOrder,
      'unstale.config.json': '{ "levels": { "bind-loop-values": "review" } }',
    });
    expect(repository.run(['diff'])).toMatchObject({ code: 0, stdout: '' });
    expect(repository.run(['diff', '--unsafe']).stdout).toContain('lambda order=order');
    expect(repository.run(['migrate']).stdout).toContain('Not written without --unsafe');
    expect(repository.text('orders.py')).toBe(lateOrder);
  });
});

describe('the small commands', () => {
  test('init writes a configuration that works', () => {
    const repository = repositoryOf({ 'orders.py': lateOrder });
    expect(repository.run(['init']).code).toBe(0);
    expect(repository.run(['init']).code).toBe(2);
    expect(repository.run(['check']).code).toBe(1);
  });

  test('list, explain, completion and help print to standard output', () => {
    const folder = folderOf({});
    expect(folder.run(['list']).stdout).toContain('bind-loop-values');
    expect(JSON.parse(folder.run(['list', '--format', 'json']).stdout).transforms[0].id).toBeTypeOf('string');
    expect(folder.run(['explain', 'bind-loop-values']).stdout).toContain('What it finds');
    expect(folder.run(['completion']).stdout).toContain('unstale');
    expect(folder.run(['check', '--help']).stdout).toContain('--update-baseline');
  });

  test('--version loads no parser', () => {
    const coverage = mkdtempSync(join(tmpdir(), 'unstale-coverage-'));
    onTestFinished(() => rmSync(coverage, { recursive: true }));
    mkdirSync(coverage, { recursive: true });
    const folder = folderOf({
      'spy.cjs':
        "process.on('exit', () => { const { internalBinding } = process; console.error(Object.keys(require.cache).join('\\n')); });",
    });
    const { stdout, stderr } = folder.run(['--version'], {
      env: { NODE_OPTIONS: `--require ${join(folder.root, 'spy.cjs')}` },
    });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(stderr).toContain('spy.cjs');
    expect(stderr).not.toMatch(/babel|jscodeshift|ts-morph|tree-sitter/);
  });
});
