import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type DiscoverOptions, discoverFiles } from '../../src/engine/discover-files.ts';
import { uncommittedOf } from '../../src/engine/discover-git.ts';

interface Folder {
  readonly root: string;
  write(...paths: string[]): void;
  git(...args: string[]): void;
  link(path: string, to: string): void;
  found(named?: string[], options?: Partial<DiscoverOptions>): readonly string[];
  named(named?: string[]): string[];
}

function folder(...paths: string[]): Folder {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'unstale-discover-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const root = join(top, 'root');
  const discovered = (named: string[], options: Partial<DiscoverOptions> = {}) =>
    discoverFiles(root, named, { extensions: new Set(['.py', '.js']), includes: () => true, ...options });
  const write = (...files: string[]) => {
    for (const path of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), path.endsWith('.gitignore') ? 'ignored*\n!ignored-not.py\n' : path);
    }
  };
  mkdirSync(root);
  write(...paths);
  return {
    root,
    write,
    git: (...args) =>
      void execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...args], {
        cwd: root,
        stdio: 'ignore',
      }),
    link: (path, to) => symlinkSync(to, join(root, path)),
    found: (named = [], options) => discovered(named, options).paths,
    named: (named = []) => discovered(named).unanalysed.map(({ path, reason }) => `${path}: ${reason}`),
  };
}

function repository(...paths: string[]): Folder {
  const made = folder(...paths);
  made.git('init', '--quiet');
  made.git('add', '--all');
  made.git('commit', '--quiet', '--allow-empty', '--message', 'x');
  return made;
}

describe.each([
  ['in a git repository', repository],
  ['without git', folder],
])('%s', (_, make) => {
  test('sources are found by their endings, sorted, wherever they lie', () => {
    expect(make('b.py', 'a.js', 'deep/down/Ü b.py', 'SHOUT.PY', 'x.css', 'py', 'A.js').found()).toEqual([
      'A.js',
      'SHOUT.PY',
      'a.js',
      'b.py',
      'deep/down/Ü b.py',
    ]);
  });

  test('what .gitignore excludes is left out, at every level', () => {
    const made = make('.gitignore', 'ignored.py', 'ignored/a.py', 'ignored-not.py', 'sub/ignored.js', 'sub/a.js');
    expect(made.found()).toEqual(['ignored-not.py', 'sub/a.js']);
    expect(make('sub/.gitignore', 'sub/ignored.py', 'ignored.py').found()).toEqual(['ignored.py']);
  });

  test('what is ignored is found when it is named, a file or a folder', () => {
    const made = make('.gitignore', 'ignored/a.py', 'ignored/deep/b.py', 'ignored.py');
    expect(made.found(['ignored'])).toEqual(['ignored/a.py', 'ignored/deep/b.py']);
    expect(made.found(['ignored/deep', 'ignored.py'])).toEqual(['ignored.py', 'ignored/deep/b.py']);
  });

  test('other people’s code and minified files are left out, unless their folder is named', () => {
    const made = make(
      'a.js',
      'a.min.js',
      'ui-bundle.js',
      'node_modules/x/a.js',
      'sub/.venv/a.py',
      'static/vendored/chart.js',
      'third_party/clock.py',
      'node_modules/x/node_modules/y.js',
    );
    expect(made.found()).toEqual(['a.js']);
    expect(made.found(['node_modules/x'])).toEqual(['node_modules/x/a.js']);
  });

  test('a file that is minified, by the length of its lines, is left out, unless it is named', () => {
    const made = make('a.js', 'deep/packed.js', 'deep/long.js', 'table.py');
    writeFileSync(join(made.root, 'deep/packed.js'), 'f(1);'.repeat(20_000));
    writeFileSync(join(made.root, 'deep/long.js'), `${'f(1);'.repeat(90)}\n`.repeat(300));
    writeFileSync(join(made.root, 'table.py'), 'f(1);'.repeat(20_000));
    expect(made.found()).toEqual(['a.js', 'deep/long.js', 'table.py']);
    expect(made.found(['deep/packed.js'])).toEqual(['deep/packed.js']);
  });

  test('files and folders are named as one likes, each file counts once', () => {
    const made = make('a.py', 'sub/b.py', 'sub/c.css', 'other/d.py');
    expect(made.found(['./sub/', 'sub/b.py', join(made.root, 'a.py'), 'sub/../a.py'])).toEqual(['a.py', 'sub/b.py']);
    expect(made.found(['sub/c.css'])).toEqual(['sub/c.css']);
  });

  test('the configuration decides on files, but not on those that are named', () => {
    const made = make('a.py', 'b.py', 'sub/b.py');
    const includes = (path: string) => !path.endsWith('b.py');
    expect(made.found([], { includes })).toEqual(['a.py']);
    expect(made.found(['sub'], { includes })).toEqual([]);
    expect(made.found(['b.py'], { includes })).toEqual(['b.py']);
  });

  test('what is not there, or not below the current folder, is an error', () => {
    const made = make('a.py');
    writeFileSync(join(made.root, '../outside.py'), '');
    made.link('dangling.py', 'nowhere.py');
    for (const path of ['b.py', 'a.py/b.py', 'dangling.py', '', '../nowhere.py']) {
      expect(() => made.found([path]), path).toThrow('No such file or folder');
    }
    for (const path of ['../outside.py', '..', '/']) {
      expect(() => made.found([path]), path).toThrow('Outside of the current folder');
    }
  });

  test('links out of the folder are named and not followed, files and folders, named or not', () => {
    const made = make('a.py');
    mkdirSync(join(made.root, '../outside'));
    writeFileSync(join(made.root, '../outside/b.py'), '');
    made.link('b.py', '../outside/b.py');
    made.link('lib', '../outside');
    made.link('README', '../outside/b.py');
    const leading = ['b.py: symlink-out-of-root', 'lib: symlink-out-of-root'];
    expect(made.found()).toEqual(['a.py']);
    expect(made.named()).toEqual(leading);
    expect(made.found(['lib', 'b.py', 'lib/b.py'])).toEqual([]);
    expect(made.named(['lib', 'b.py', 'lib/b.py'])).toEqual([...leading, 'lib/b.py: symlink-out-of-root']);
    made.git('init', '--quiet');
    made.git('add', '--all');
    expect(made.named()).toEqual(leading);
  });

  test('a file that links lead to counts once, under its own name where that takes part', () => {
    const made = make('a.py', '.gitignore', 'ignored.py', 'sub/c.py');
    made.link('link.py', 'a.py');
    made.link('one.py', 'ignored.py');
    made.link('two.py', 'ignored.py');
    made.link('folder', 'sub');
    made.link('loop', '.');
    made.link('dangling.py', 'nowhere.py');
    expect(made.found()).toEqual(['a.py', 'one.py', 'sub/c.py']);
    expect(made.found(['link.py', 'a.py', 'folder', 'loop/a.py'])).toEqual(['a.py', 'sub/c.py']);
    expect(made.named()).toEqual([]);
  });
});

describe('with git', () => {
  test('files that git does not know yet are found, and those that are gone are not', () => {
    const made = repository('a.py', 'gone.py', 'replaced/b.py');
    made.write('new.py');
    unlinkSync(join(made.root, 'gone.py'));
    rmSync(join(made.root, 'replaced'), { recursive: true });
    made.write('replaced');
    expect(made.found()).toEqual(['a.py', 'new.py']);
  });

  test('a name that git would read as a pattern is a name', () => {
    const made = repository('[a].py', 'a.py', ':x/b.py', '*/c.py');
    expect(made.found(['[a].py', '*', ':x'])).toEqual(['*/c.py', ':x/b.py', '[a].py']);
  });

  test('a repository within the repository is entered when it is named, and only then', () => {
    const made = repository('a.py');
    made.write('nested/b.py', 'nested/deep/c.py');
    execFileSync('git', ['init', '--quiet'], { cwd: join(made.root, 'nested') });
    expect(made.found()).toEqual(['a.py']);
    expect(made.found(['nested'])).toEqual(['nested/b.py', 'nested/deep/c.py']);
    expect(made.found(['nested/deep'])).toEqual(['nested/deep/c.py']);
  });

  test('since a commit: what differs from it, staged or not, and what is new', () => {
    const made = repository('a.py', 'b.py', 'c.py', 'sub/d.py', 'e.py');
    made.write('.gitignore', 'ignored.py', 'new.py', 'sub/new.py');
    for (const path of ['b.py', 'sub/d.py']) writeFileSync(join(made.root, path), 'changed');
    made.git('add', 'b.py');
    made.git('rm', '--quiet', 'e.py');
    expect(made.found([], { since: 'HEAD' })).toEqual(['b.py', 'new.py', 'sub/d.py', 'sub/new.py']);
    expect(made.found(['a.py', 'sub'], { since: 'HEAD' })).toEqual(['sub/d.py', 'sub/new.py']);
    for (const since of ['no-such-branch', '', '--output=x', 'HEAD:a.py']) {
      expect(() => made.found([], { since }), since).toThrow('No such commit');
    }
  });

  test('since a commit, from a folder below the top', () => {
    const made = repository('a.py', 'sub/b.py', 'sub/c.py');
    for (const path of ['a.py', 'sub/b.py']) writeFileSync(join(made.root, path), 'changed');
    const options = { extensions: new Set(['.py']), includes: () => true, since: 'HEAD' };
    expect(discoverFiles(join(made.root, 'sub'), [], options).paths).toEqual(['b.py']);
  });
});

describe('what git could not bring back', () => {
  const uncommitted = (made: Folder, ...paths: string[]) =>
    uncommittedOf(new Map(paths.map((path) => [path, realpathSync(join(made.root, path))])));

  test('is what has changed, what is staged, what is new, and what is ignored', () => {
    const made = repository('clean.py', 'changed.py', 'staged.py', 'ü "b" [c].py', 'renamed.py');
    made.write('.gitignore', 'new.py', 'new/deep.py', 'ignored.py', 'ignored/deep.py', 'ignored/tracked.py');
    made.git('add', '--force', 'ignored/tracked.py');
    made.git('mv', 'renamed.py', 'moved.py');
    writeFileSync(join(made.root, 'changed.py'), 'x');
    writeFileSync(join(made.root, 'staged.py'), 'x');
    made.git('add', 'staged.py');
    const clean = ['clean.py', 'ü "b" [c].py'];
    const dirty = [
      'changed.py',
      'staged.py',
      'moved.py',
      'new.py',
      'new/deep.py',
      'ignored.py',
      'ignored/deep.py',
      'ignored/tracked.py',
    ];
    expect(uncommitted(made, ...clean, ...dirty)).toEqual({ unversioned: [], dirty });
  });

  test('is also what git was told not to look at', () => {
    const made = repository('a.py', 'b.py', 'c.py');
    made.git('update-index', '--assume-unchanged', 'a.py');
    made.git('update-index', '--skip-worktree', 'b.py');
    expect(uncommitted(made, 'a.py', 'b.py', 'c.py').dirty).toEqual(['a.py', 'b.py']);
  });

  test('is asked of the repository that holds the file', () => {
    const made = folder('loose.py', 'one/a.py', 'one/b.py');
    const one = (...args: string[]) => made.git('-C', 'one', ...args);
    one('init', '--quiet');
    one('add', 'a.py');
    one('commit', '--quiet', '--message', 'x');
    expect(uncommitted(made, 'loose.py', 'one/a.py', 'one/b.py')).toEqual({
      unversioned: ['loose.py'],
      dirty: ['one/b.py'],
    });
    made.git('init', '--quiet');
    made.git('add', 'loose.py');
    made.git('commit', '--quiet', '--message', 'x');
    expect(uncommitted(made, 'loose.py', 'one/a.py', 'one/b.py')).toEqual({ unversioned: [], dirty: ['one/b.py'] });
  });

  test('is everything, where git cannot tell', () => {
    const made = repository('a.py');
    writeFileSync(join(made.root, '.git/index'), 'broken');
    expect(uncommitted(made, 'a.py').dirty).toEqual(['a.py']);
  });
});
