import { describe, expect, it } from 'vitest';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { identifierOf, nodeOf, opened } from './opened.ts';

/** Each write of a name in the module's first function, or in the module: its kind, its statement and its value. */
function writes(file: PythonFile, name: string): string[] {
  const use = identifierOf(file, name);
  const binding = file.scopes.bindingOf(use);
  return (binding?.writes ?? []).map(({ kind, statement, value }) => {
    const [line = ''] = file.textOf(statement).split('\n');
    return `${kind} ${line}${value === undefined ? '' : ` → ${file.textOf(value)}`}`;
  });
}

describe('writes', () => {
  it.each([
    ['user', 'user = load()\n', ['assignment user = load() → load()']],
    ['b', 'a = b = load()\n', ['assignment a = b = load() → load()']],
    ['b', 'a, (b, *c) = load()\n', ['assignment a, (b, *c) = load()']],
    ['b', 'a, b = one, two\n', ['assignment a, b = one, two → two']],
    ['b', '[a, *b] = one, two\n', ['assignment [a, *b] = one, two']],
    ['total', 'total += 1\n', ['augmented total += 1 → 1']],
    ['count', 'count: int = 1\n', ['assignment count: int = 1 → 1']],
    ['count', 'count: int\n', []],
    ['user', 'for i, (user, *rest) in users: pass\n', ['for for i, (user, *rest) in users: pass']],
    ['user', '[user for user in users]\n', ['for for user in users']],
    ['lock', 'with take() as lock, open(): pass\n', ['with with take() as lock, open(): pass']],
    ['lock', 'with (take() as (lock, other)): pass\n', ['with with (take() as (lock, other)): pass']],
    ['error', 'try: pass\nexcept (A, B) as error: pass\n', ['except except (A, B) as error: pass']],
    ['error', 'try: pass\nexcept* A as error: pass\n', ['except except* A as error: pass']],
    ['n', 'if (n := count()): pass\n', ['walrus n := count() → count()']],
    ['tools', 'import os.path as tools\n', ['import import os.path as tools']],
    ['os', 'import os.path\n', ['import import os.path']],
    ['join', 'from os.path import (join, split as cut)\n', ['import from os.path import (join, split as cut)']],
    ['cut', 'from os.path import (join, split as cut)\n', ['import from os.path import (join, split as cut)']],
    ['send', '@wrap\nasync def send(): pass\n', ['def async def send(): pass']],
    ['Order', 'class Order(Model): pass\n', ['class class Order(Model): pass']],
    ['Ids', 'type Ids[T] = list[T]\n', ['type type Ids[T] = list[T]']],
    ['user', 'user = 1\ndel user, other[0]\n', ['assignment user = 1 → 1', 'delete del user, other[0]']],
  ])('%s in %j', (name, text, expected) => {
    expect(writes(opened(text), name)).toEqual(expected);
  });

  it('are made by each form of parameter', () => {
    const file = opened('def f(a, /, b: int, c=1, *args: T, d, e: U = 2, **kw): pass\n');
    const scope = file.scopes.scopeOf(nodeOf(file, 'pass'));
    expect(scope.kind).toBe('function');
    expect([...scope.bindings.keys()]).toEqual(['a', 'b', 'c', 'args', 'd', 'e', 'kw']);
    const lambda = opened('f = lambda a, *b, c=d, **e: a\n');
    expect([...lambda.scopes.scopeOf(identifierOf(lambda, 'a', 2)).bindings.keys()]).toEqual(['a', 'b', 'c', 'e']);
  });

  it('are made by the patterns of a match, values and keywords left out', () => {
    const file = opened(`match x:
    case {"k": a, mod.K: b, **c}: pass
    case [d, *e] | (d, e): pass
    case Point(x=f, y=0) as g: pass
    case mod.NAME | Cls(h): pass
    case _ | [*_]: pass
    case int() | str() as i, j: pass
`);
    const match = [...file.scopes.module.bindings.values()];
    expect(match.map(({ name }) => name).join('')).toBe('abcdegfhij'.split('').toSorted().join(''));
    expect(match.every(({ writes: all }) => all.every(({ kind }) => kind === 'match'))).toBe(true);
    expect(file.scopes.bindingOf(identifierOf(file, 'mod'))).toBeUndefined();
  });

  it('of attributes and subscripts are mutations', () => {
    const file = opened(`self.a = 1
b["k"] += 2
del c.d
for self.e in x: pass
with x as f[0]: pass
g, self.h = 1, 2
`);
    expect(
      file.scopes.mutations.map(({ kind, target, value }) => [kind, file.textOf(target), value && file.textOf(value)]),
    ).toEqual([
      ['assignment', 'self.a', '1'],
      ['augmented', 'b["k"]', '2'],
      ['delete', 'c.d', undefined],
      ['for', 'self.e', undefined],
      ['with', 'f[0]', undefined],
      ['assignment', 'self.h', '2'],
    ]);
    expect([...file.scopes.module.bindings.keys()]).toEqual(['g']);
  });
});

describe('names', () => {
  const scopeOfName = (file: PythonFile, name: string, nth: number) => {
    const binding = file.scopes.bindingOf(identifierOf(file, name, nth));
    return binding && `${binding.scope.kind} ${binding.scope.node.start}`;
  };

  it('of a class are not seen in its methods, but in its first iterable', () => {
    const file = opened('x = 1\nclass A:\n    x = 2\n    y = [x for _ in x]\n    def f(self): return x\n    z = x\n');
    const module = scopeOfName(file, 'x', 1);
    const inClass = scopeOfName(file, 'x', 2);
    expect(scopeOfName(file, 'x', 3)).toBe(module);
    expect(scopeOfName(file, 'x', 4)).toBe(inClass);
    expect(scopeOfName(file, 'x', 5)).toBe(module);
    expect(scopeOfName(file, 'x', 6)).toBe(inClass);
  });

  it('in defaults, decorators and annotations belong to the scope around', () => {
    const file = opened('x = 1\n@x\ndef f(a: x = x, *, b=lambda: x) -> x:\n    x = 2\n    return x\n');
    for (const nth of [2, 3, 4, 5, 6]) expect(scopeOfName(file, 'x', nth)).toBe(scopeOfName(file, 'x', 1));
    expect(scopeOfName(file, 'x', 8)).toBe(scopeOfName(file, 'x', 7));
    expect(scopeOfName(file, 'x', 8)).not.toBe(scopeOfName(file, 'x', 1));
  });

  it('follow global and nonlocal', () => {
    const file = opened(`def outer():
    n = 0
    def inner():
        nonlocal n
        global total
        n += 1
        total = n
    return n
`);
    const binding = file.scopes.bindingOf(identifierOf(file, 'n', 1));
    expect(binding?.writes.map(({ kind }) => kind)).toEqual(['assignment', 'augmented']);
    expect(binding?.reads).toHaveLength(3);
    expect(file.scopes.module.bindings.get('total')?.writes).toHaveLength(1);
    const free = file.scopes.freeWrites(
      nodeOf(file, file.text.slice(file.text.indexOf('def inner'), file.text.indexOf('\n    return'))),
    );
    expect(free.map(({ name, write }) => [name, write.kind])).toEqual([
      ['n', 'augmented'],
      ['total', 'assignment'],
    ]);
  });

  it('bound by a walrus in a comprehension belong to the function around it', () => {
    const file = opened('def f(xs):\n    ys = [last := x for x in xs]\n    return last\n');
    expect(file.scopes.bindingOf(identifierOf(file, 'last'))?.scope.kind).toBe('function');
    expect(file.scopes.bindingOf(identifierOf(file, 'last', 2))?.writes).toHaveLength(1);
    expect(file.scopes.bindingOf(identifierOf(file, 'x'))?.scope.kind).toBe('comprehension');
  });

  it('in the interpolations of nested f-strings are read', () => {
    const file = opened('user = 1\nf"{f\'{user!r:>{user}}\'} {user=}"\n');
    expect(file.scopes.module.bindings.get('user')?.reads).toHaveLength(3);
  });

  it('are declared by a bare annotation', () => {
    const file = opened('x = 1\ndef f():\n    x: int\n    return x\n');
    expect(file.scopes.bindingOf(identifierOf(file, 'x', 3))?.scope.kind).toBe('function');
  });

  it('of keywords, attributes and imports are not read', () => {
    const file = opened('x = 1\nsend(x=2)\ny.x\nfrom x import z\n');
    expect(file.scopes.module.bindings.get('x')?.reads).toEqual([]);
  });

  it('stay unresolved for builtins', () => {
    expect(opened('len(x)\n').scopes.bindingOf(identifierOf(opened('len(x)\n'), 'len'))).toBeUndefined();
  });

  it('survive a subscript of type(...) that the grammar takes for an alias', () => {
    const file = opened('def f(self):\n    type(self).cache = {}\n');
    expect(file.scopes.bindingOf(identifierOf(file, 'self', 2))?.writes.map(({ kind }) => kind)).toEqual(['parameter']);
  });
});

describe('free reads', () => {
  it('are those of the body, nested functions included', () => {
    const file = opened(`def run(users, task, log):
    for user in users:
        def send(a=users, *, b: log = task):
            note = user.name
            other: log = 1
            return [note for u in task.all(user) if (lambda: u + log(note))()]
        on_commit(send)
`);
    const [send] = file.scopes.bindingOf(identifierOf(file, 'send'))?.writes ?? [];
    const free = send ? file.scopes.freeReads(send.statement) : [];
    expect(free.map(({ name, binding }) => `${name} ${binding?.scope.kind}`)).toEqual([
      'user function',
      'task function',
      'user function',
      'log function',
    ]);
  });

  it('of a lambda leave its parameters and defaults out', () => {
    const file = opened('for u in us:\n    on_commit(lambda a, u=u, *r: f(a, u, r, v, len))\n');
    const lambda = nodeOf(file, 'lambda a, u=u, *r: f(a, u, r, v, len)');
    expect(file.scopes.freeReads(lambda).map(({ name, binding }) => [name, binding?.name])).toEqual([
      ['f', undefined],
      ['v', undefined],
      ['len', undefined],
    ]);
  });
});
