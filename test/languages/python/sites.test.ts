import { describe, expect, it } from 'vitest';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { SiteKind } from '../../../src/model/dialect.ts';
import { callOf, opened } from './opened.ts';

const imports = 'from django.db import transaction, connection\nfrom contextlib import ExitStack\n';

function sites(file: PythonFile, kind: SiteKind): string[] {
  return file.sites(kind).map(({ certainty, symbol, callback, node }) => {
    const [line = ''] = file.textOf(kind === 'transaction' ? node : (callback ?? node)).split('\n');
    return `${certainty} ${symbol} ${callback || kind === 'transaction' ? line : 'without'}`;
  });
}

describe('registrations', () => {
  it.each([
    ['transaction.on_commit(lambda: f(u), using="x")', 'certain transaction.on_commit lambda: f(u)'],
    ['transaction.on_commit(using="x", func=send)', 'certain transaction.on_commit send'],
    ['connection.on_commit(partial(f, u), robust=True)', 'certain connection.on_commit partial(f, u)'],
    ['transaction.on_commit(*args)', 'certain transaction.on_commit without'],
    ['transaction.on_commit()', 'certain transaction.on_commit without'],
    ['transaction.on_commit(f(x) for x in xs)', 'certain transaction.on_commit (f(x) for x in xs)'],
    ['[transaction.on_commit(lambda: f(u)) for u in us]', 'certain transaction.on_commit lambda: f(u)'],
    ['@transaction.on_commit\ndef send(): pass', 'certain transaction.on_commit def send(): pass'],
    ['transaction \\\n    .on_commit(send)', 'certain transaction.on_commit send'],
    ['(transaction\n    # after all\n    .on_commit(send))', 'certain transaction.on_commit send'],
  ])('%j', (text, expected) => {
    expect(sites(opened(imports + text), 'after-commit')).toEqual([expected]);
  });

  it('are in source order, decorators and calls alike', () => {
    const file = opened(
      `${imports}transaction.on_commit(a)\n@transaction.on_commit\ndef b(): ...\ntransaction.on_commit(c)\n`,
    );
    expect(file.sites('after-commit').map(({ node }) => node.type)).toEqual(['call', 'decorator', 'call']);
    expect(file.sites('after-commit').map(({ call }) => call?.type)).toEqual(['call', undefined, 'call']);
  });

  it('say why they are certain', () => {
    const [site] = opened(`${imports}later = transaction.on_commit\nlater(f)`).sites('after-commit');
    expect(site).toMatchObject({ symbol: 'later', evidence: '`later` is django.db.transaction.on_commit.' });
    expect(site?.dialect.id).toBe('django');
  });

  it.each([
    ['a parameter', 'def f(connection):\n    connection.on_commit(g)\n'],
    ['an attribute of something unknown', 'class A:\n    def f(self):\n        self.connection.on_commit(g)\n'],
    ['an unknown name', 'transaction.on_commit(g)\n'],
    ['a name from an unknown package', 'from common.db import transaction\ntransaction.on_commit(g)\n'],
    ['a variable of an unknown value', 'transaction = find()\ntransaction.on_commit(g)\n'],
    ['a star import', 'from common.db import *\ntransaction.on_commit(g)\n'],
  ])('of %s are likely in a project that depends on the library, and only there', (_what, text) => {
    const [site] = opened({ 'app/views.py': text, 'requirements.txt': 'celery\nDjango>=4.2  # web\n' }).sites(
      'after-commit',
    );
    expect(site).toMatchObject({
      certainty: 'likely',
      evidence: expect.stringContaining('requirements.txt names django'),
    });
    expect(
      opened({ 'app/views.py': text, 'requirements.txt': 'django-filter\n# django\n' }).sites('after-commit'),
    ).toEqual([]);
  });

  it.each([
    ['pyproject.toml', '[project]\ndependencies = ["django~=5.0"]\n'],
    ['app/requirements/base.txt', 'django[argon2]==4.2\n'],
    ['setup.py', 'setup(install_requires=["Django"])\n'],
    ['setup.cfg', '[options]\ninstall_requires =\n    Django\n'],
    ['Pipfile', '[packages]\ndjango = "*"\n'],
    ['manage.py', 'from django.core.management import execute_from_command_line\n'],
  ])('are likely by %s', (manifest, text) => {
    const file = opened({ 'app/views.py': 'transaction.on_commit(g)\n', [manifest]: text });
    expect(file.sites('after-commit')).toHaveLength(1);
  });

  it.each([
    ['a class of the project', 'class transaction: ...\ntransaction.on_commit(g)\n'],
    ['a bare method name', 'job.on_commit(g)\non_commit(g)\nqueue.transaction.on_commits(g)\n'],
    [
      'what another receiver was made of',
      'from stripe import Client\ntransaction = Client()\ntransaction.on_commit(g)\n',
    ],
    ['another export of the library', 'from django.test import transaction\ntransaction.on_commit(g)\n'],
    ['another method', `${imports}transaction.on_rollback(g)\n`],
    ['a function of that name', `${imports}def transaction(): ...\n`],
  ])('leave %s alone', (_what, text) => {
    expect(opened({ 'app/views.py': text, 'requirements.txt': 'django\n' }).sites('after-commit')).toEqual([]);
  });

  it('of a star import from the library are likely', () => {
    expect(sites(opened('from django.db.transaction import *\non_commit(f)\n'), 'after-commit')).toEqual([
      'likely on_commit f',
    ]);
  });
});

describe('transactions', () => {
  it.each([
    ['with transaction.atomic():\n    pass', 'with transaction.atomic():'],
    [
      'with transaction.atomic(using="x", savepoint=False) as t: pass',
      'with transaction.atomic(using="x", savepoint=False) as t: pass',
    ],
    ['with open(x) as f, transaction.atomic(): pass', 'with open(x) as f, transaction.atomic(): pass'],
    ['with (\n    open(x) as f,\n    transaction.atomic(),\n): pass', 'with ('],
    ['async def f():\n    async with transaction.atomic(): pass', 'async with transaction.atomic(): pass'],
    ['block = transaction.atomic()\nwith block: pass', 'with block: pass'],
    ['@transaction.atomic\ndef f(): pass', '@transaction.atomic'],
    ['@transaction.atomic(using="x")\nasync def f(): pass', '@transaction.atomic(using="x")'],
    ['@method_decorator(transaction.atomic)\ndef f(): pass', '@method_decorator(transaction.atomic)'],
    [
      '@method_decorator([login, transaction.atomic()], name="get")\nclass V:\n    def get(self): pass',
      'def get(self): pass',
    ],
    [
      '@method_decorator(transaction.atomic, name="dispatch")\nclass V:\n    def get(self): pass',
      '@method_decorator(transaction.atomic, name="dispatch")',
    ],
    ['with ExitStack() as stack:\n    stack.enter_context(transaction.atomic())', 'with ExitStack() as stack:'],
  ])('%j', (text, line) => {
    const [site, ...more] = sites(opened(imports + text), 'transaction');
    expect(site).toMatch(/^certain (transaction\.atomic|block|method_decorator|stack)/);
    expect(site?.endsWith(` ${line}`)).toBe(true);
    expect(more).toEqual([]);
  });

  it('are spelled as the code does', () => {
    const [one, two] = opened(`${imports}a = transaction.atomic\n@a\ndef f(): ...\n@a()\ndef g(): ...\n`).sites(
      'transaction',
    );
    expect([one?.symbol, two?.symbol]).toEqual(['a', 'a']);
  });

  it.each([
    'with transaction.savepoint(): pass',
    'with lock, atomic(): pass',
    'with Stack() as s:\n    s.enter_context(transaction.atomic())',
  ])('leave %j alone', (text) => {
    expect(opened(imports + text).sites('transaction')).toEqual([]);
  });
});

describe('what runs inside a transaction', () => {
  const inside = (text: string) => {
    const file = opened(imports + text);
    return file.enclosing(callOf(file, 'here'), 'transaction')?.node.type;
  };

  it.each([
    ['with transaction.atomic():\n    for x in y:\n        here()\n', 'with_statement'],
    ['with transaction.atomic():\n    [here() for x in y]\n', 'with_statement'],
    ['with transaction.atomic():\n    def f():\n        here()\n', undefined],
    ['with transaction.atomic():\n    f = lambda: here()\n', undefined],
    ['with transaction.atomic():\n    f = lambda x=here(): x\n', 'with_statement'],
    ['with open(here()), transaction.atomic(): pass\n', undefined],
    ['@transaction.atomic\ndef f():\n    while x: here()\n', 'decorated_definition'],
    ['@transaction.atomic\n@other\ndef f(x=here()): pass\n', undefined],
    ['@transaction.atomic\ndef f():\n    def g(): here()\n', undefined],
    ['@transaction.atomic\ndef f():\n    with transaction.atomic(): here()\n', 'with_statement'],
    [
      '@method_decorator(transaction.atomic, name="dispatch")\nclass V:\n    @other\n    def get(self): here()\n',
      'decorated_definition',
    ],
    ['@method_decorator(transaction.atomic, name="get")\nclass V:\n    def get(self): here()\n', 'function_definition'],
    [
      '@method_decorator(transaction.atomic, name="get")\nclass V:\n    def get(self): pass\n    def put(self): here()\n',
      undefined,
    ],
    ['with ExitStack() as s:\n    s.enter_context(transaction.atomic())\n    here()\n', 'with_statement'],
    ['with ExitStack() as s:\n    here()\n    s.enter_context(transaction.atomic())\n', undefined],
  ])('%j', (text, expected) => {
    expect(inside(text)).toBe(expected);
  });
});

describe('symbols', () => {
  it('are the classes and functions around an offset', () => {
    const file = opened('class Orders:\n    @wrap\n    async def close(self):\n        def send(): x\n        y\nz\n');
    expect(file.symbolAt(file.text.indexOf('x'))).toBe('Orders.close.send');
    expect(file.symbolAt(file.text.indexOf('y\n'))).toBe('Orders.close');
    expect(file.symbolAt(file.text.indexOf('wrap'))).toBe('Orders');
    expect(file.symbolAt(file.text.indexOf('z'))).toBe('');
  });
});
