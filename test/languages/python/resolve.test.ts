import { describe, expect, it } from 'vitest';
import { child, named } from '../../../src/languages/python/node.ts';
import { opened } from './opened.ts';

/** The access paths of the last statement's expression, or of the called function where it is a call. */
function paths(texts: string | Record<string, string>, path?: string): readonly string[] {
  const file = opened(texts, path);
  const [expression] = named(named(file.root).at(-1) ?? file.root);
  if (expression === undefined) throw new Error('No expression.');
  return file.accessPaths(expression.type === 'call' ? (child(expression, 'function') ?? expression) : expression);
}

const onCommit = 'django.db.transaction.on_commit';

describe('in one file', () => {
  it.each([
    ['from django.db import transaction\ntransaction.on_commit(f)', onCommit],
    ['from django.db import transaction as t\nt.on_commit(f)', onCommit],
    ['from django.db.transaction import on_commit as later\nlater(f)', onCommit],
    ['import django.db.transaction\ndjango.db.transaction.on_commit(f)', onCommit],
    ['import django.db.transaction as t\n(t).on_commit(f)', onCommit],
    ['import django.db\nt = django.db.transaction\nt.on_commit(f)', onCommit],
    ['from django.db import (\n  transaction,  # ours\n)\ntransaction \\\n  . on_commit(f)', onCommit],
    ['from django.db import connections\nconnections["x"].on_commit(f)', 'django.db.connections[].on_commit'],
    ['from django.db import connections\nc = connections["x"]\nc.on_commit(f)', 'django.db.connections[].on_commit'],
    [
      'from django.db import transaction\ntransaction.get_connection(u).on_commit(f)',
      'django.db.transaction.get_connection().on_commit',
    ],
    ['from django.db import transaction\non_commit = transaction.on_commit\non_commit(f)', onCommit],
    ['from django.db import transaction\n(later := transaction.on_commit)(f)', onCommit],
    [
      'from django.db import connection, connections\n(c or connections[d] if a else connection).on_commit(f)',
      'django.db.connections[].on_commit',
    ],
    ['from functools import partial\npartial(f)', 'functools.partial'],
    ['if a:\n  from django.db import transaction\nelse:\n  transaction = None\ntransaction.on_commit(f)', onCommit],
    [
      'from django.db import connection, connections\nif a: c = connections["x"]\nelse: c = connections["y"]\nc.on_commit(f)',
      'django.db.connections[].on_commit',
    ],
    ['from django.db.transaction import *\non_commit(f)', onCommit],
  ])('%j', (text, expected) => {
    expect(paths(text)).toContain(expected);
  });

  it.each([
    ['a builtin', 'print(f)'],
    ['a parameter', 'lambda transaction: transaction.on_commit'],
    ['what is unpacked', 'a, b = pair()\nb.on_commit(f)'],
    ['values that differ', 'from django.db import connection\nc = connection\nc = other\nc.on_commit(f)'],
    ['a circle', 'a = b\nb = a\n(lambda: a)'],
  ])('says nothing of %s', (_what, text) => {
    expect(paths(text).filter((path) => !path.startsWith('app.'))).toEqual([]);
  });

  it('names both of two imports of one name', () => {
    const text =
      'try:\n    from django.db import transaction\nexcept ImportError:\n    from old import transaction\ntransaction.on_commit(f)';
    expect(paths(text)).toEqual([onCommit, 'old.transaction.on_commit']);
  });

  it('names what the file itself defines', () => {
    expect(paths('def after_commit(f): ...\nafter_commit(f)')).toEqual(['app.views.after_commit']);
    expect(paths('class Hooks:\n    def later(self): ...\nHooks().later(f)')).toEqual(['app.views.Hooks().later']);
  });

  it('keeps the import of a function to that function', () => {
    const file = opened(
      'def f():\n    from django.db import transaction\n    transaction.on_commit(g)\ntransaction.on_commit(g)\n',
    );
    expect(file.sites('after-commit').map(({ node }) => node.start)).toEqual([
      file.text.indexOf('transaction.on_commit'),
    ]);
  });
});

describe('across files', () => {
  const views = 'from .db import after_commit, transaction as t\nt.on_commit(f)\n';

  it('follows a name that a file passes on, and names both', () => {
    const files = { 'app/__init__.py': '', 'app/db.py': 'from django.db import transaction\n', 'app/views.py': views };
    expect(paths(files)).toEqual(['app.db.transaction.on_commit', onCommit]);
  });

  it('names a project function by its module', () => {
    const db = 'def after_commit(f):\n    ...\n';
    const files = {
      'app/__init__.py': '',
      'app/db.py': db,
      'app/views.py': 'from .db import after_commit\nafter_commit(f)',
    };
    expect(paths(files)).toEqual(['app.db.after_commit']);
    expect(paths({ ...files, 'app/views.py': 'from app import db\ndb.after_commit(f)' })).toEqual([
      'app.db.after_commit',
    ]);
    expect(paths({ ...files, 'app/views.py': 'import app.db\napp.db.after_commit(f)' })).toEqual([
      'app.db.after_commit',
    ]);
  });

  it('names a module without its file by the folder it would be in', () => {
    expect(paths({ 'app/__init__.py': '', 'app/views.py': 'from .db import later\nlater(f)' })).toEqual([
      'app.db.later',
    ]);
    expect(paths({ 'app/views.py': 'from . import later\nlater(f)' })).toEqual(['app.later']);
  });

  it('follows variables, stars and several steps', () => {
    const files = {
      'shop/__init__.py': '',
      'shop/core/__init__.py': 'from .hooks import *\n',
      'shop/core/hooks.py': 'from ..base import later as on_commit\n',
      'shop/base.py': 'from django.db import transaction\nlater = transaction.on_commit\n',
      'shop/orders/__init__.py': '',
      'shop/orders/views.py': 'from shop.core import on_commit\non_commit(f)\n',
    };
    expect(paths(files, 'shop/orders/views.py')).toEqual(['shop.core.on_commit', 'shop.base.later', onCommit]);
  });

  it.each([
    ['src', {}],
    ['lib', { 'pyproject.toml': '[tool.setuptools.packages.find]\nwhere = ["lib"]\n' }],
    ['code', { 'pyproject.toml': '[tool.poetry]\npackages = [{ include = "app", from = "code" }]\n' }],
    ['backend', { 'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = [\n  ".",\n  "backend",\n]\n' }],
    ['backend', { 'backend/manage.py': '' }],
    ['backend', { '__init__.py': '', 'backend/__init__.py': '', 'backend/manage.py': '' }],
    ['src', { '__init__.py': '' }],
    ['python', { 'setup.cfg': '[options]\npackage_dir =\n    = python\n[options.packages.find]\nwhere = python\n' }],
  ])('finds packages below %s', (root, files) => {
    const texts = {
      ...files,
      [`${root}/app/db.py`]: 'from django.db import transaction\n',
      [`${root}/app/web/views.py`]: 'from app.db import transaction\ntransaction.on_commit(f)\n',
      [`${root}/app/own.py`]: 'def later(f): ...\nlater(f)\n',
    };
    expect(paths(texts, `${root}/app/web/views.py`)).toEqual(['app.db.transaction.on_commit', onCommit]);
    expect(paths(texts, `${root}/app/own.py`)).toEqual(['app.own.later']);
  });

  it('finds packages below a root that is a package itself', () => {
    const files = {
      '__init__.py': '',
      'app/__init__.py': '',
      'app/db.py': 'from django.db import transaction\n',
      'app/views.py': 'from app.db import transaction\ntransaction.on_commit(f)\n',
    };
    expect(paths(files, 'app/views.py')).toEqual(['app.db.transaction.on_commit', onCommit]);
  });

  it('passes over packages around a module', () => {
    const files = {
      'app/__init__.py': '',
      'app/celery.py': 'from django.db import transaction as later\n',
      'app/views.py': 'from celery import later\nlater.on_commit(f)\n',
    };
    expect(paths(files, 'app/views.py')).toEqual(['celery.later.on_commit']);
  });

  it('comes back from circles', () => {
    const files = {
      'app/__init__.py': '',
      'app/a.py': 'from .b import later\nfrom .b import *\n',
      'app/b.py': 'from .a import later\nfrom .a import *\n',
      'app/views.py': 'from .a import later\nlater(f)\n',
    };
    expect(paths(files)).toEqual(['app.a.later', 'app.b.later']);
  });
});
