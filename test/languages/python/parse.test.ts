import { describe, expect, it } from 'vitest';
import { child, childrenOf, named } from '../../../src/languages/python/node.ts';
import { loadPython } from '../../../src/languages/python/parse.ts';
import { projectOf } from '../../project-of-texts.ts';
import { identifierOf, kit, nodeOf, opened } from './opened.ts';

const project = projectOf(new Map());
const open = (text: string) => kit.open('app/views.py', text, [], project);

describe('offsets', () => {
  it.each([
    ['a byte order mark', '\uFEFFname = 1\nlast = name\n'],
    ['characters beyond the first plane', 'icons = "😀😀"  # 𝔘𝔫𝔦\nname = "🎉"; last = name\n'],
    ['carriage returns', 'name = 1\r\nif True:\r\n\tlast = name\r\n'],
    ['form feeds', 'name = 1\n\f\nlast = name\n'],
    ['line continuations', 'name = 1 + \\\r\n  2\r\nlast = \\\r\n  name'],
  ])('are those of the text with %s', (_what, text) => {
    const file = opened(text);
    expect(file.text).toBe(text);
    expect(identifierOf(file, 'name', 2).end).toBe(text.lastIndexOf('name') + 4);
    expect(identifierOf(file, 'last').start).toBe(text.indexOf('last'));
  });

  it('are those of comments, marks included', () => {
    const file = opened('\uFEFF# 😀 first\nx = 1  # second\n');
    expect(file.comments.map(({ start, end }) => file.text.slice(start, end))).toEqual(['# 😀 first', '# second']);
  });
});

describe('the tree', () => {
  it('gives a block its role past a comment', () => {
    const loop = nodeOf(
      opened('for x in y:  # why\n    # more\n    send(x)\n'),
      'for x in y:  # why\n    # more\n    send(x)',
    );
    expect(child(loop, 'body')?.type).toBe('block');
    expect(childrenOf(loop, 'left').map(({ type }) => type)).toEqual(['identifier']);
    expect(named(loop).map(({ type }) => type)).toEqual(['identifier', 'identifier', 'block']);
  });

  it('holds any depth', async () => {
    const depth = 20_000;
    const parser = await loadPython();
    const tree = parser.parse(`x = ${'('.repeat(depth)}y${')'.repeat(depth)}\n`);
    let deepest = 0;
    let level = 0;
    for (let node = tree.root.children[0]; node !== undefined; node = node.children.find((one) => one.named)) {
      level += 1;
      deepest = Math.max(deepest, level);
    }
    expect(tree.faults).toEqual([]);
    const file = opened(`x = ${'y + '.repeat(depth)}y\n`);
    expect(file.scopes.module.bindings.get('x')?.writes).toHaveLength(1);
    expect(file.sites('after-commit')).toEqual([]);
  });
});

describe('syntax', () => {
  it.each([
    'match command:\n    case {"go": where, **rest} if (n := where): pass\n    case Point(x=0) | [_, *_]: pass\nmatch = type = case = 1\n',
    'def first[T: int](items: list[T], /, *, key=None) -> T: ...\nclass Box[T]: ...\ntype Pair[T] = tuple[T, T]\n',
    'try:\n    pass\nexcept* (A, B) as group:\n    pass\n',
    'try:\n    pass\nexcept A, B:\n    pass\n',
    'name = f"{user!r:>{width}} {f\'{inner["a"]}\'} {x=}"\nother = t"{x}"\n',
    'if (n := len(items)) > 3: pass\nasync def f():\n    return [x async for x in y if await z(x)]\n',
    'with (open(a) as b, open(c) as d,):\n\tpass\n',
    'print("x", file=out)\nprint\nexec(code)\n',
    'x = 0o777 + 0xFF + 00 + 0777j + 07.5\n',
    'def f(a, b=1, /, c=2, *, d, e=3, **rest): ...\nlambda *a, k=1, **r: a\n',
  ])('takes %j', (text) => {
    expect(open(text)).not.toHaveProperty('reason');
    expect(kit.syntaxError('app/views.py', text)).toBeUndefined();
  });

  it('takes defaults of type parameters, which the grammar lacks', () => {
    const file = opened(
      'class Box[T = int, *Ts = *tuple[int], **P = [int]]:\n    item: T\n\ntype Pair[T = int] = tuple[T, T]\n',
    );
    expect(file.symbolAt(file.text.indexOf('item'))).toBe('Box');
    expect([...file.scopes.module.bindings.keys()]).toEqual(['Box', 'Pair']);
    expect(kit.syntaxError('a.py', 'def first[T = int](x): return x\n')).toBeUndefined();
    expect(kit.syntaxError('a.py', 'class Box[T = int]:\n    x = = 2\n')).toMatch(/^line 2: /);
  });

  it.each([
    ['x = 1\nfor user in :\n    pass\n', /^line 2: a name is missing$/],
    ['def f(:\n    pass\n', /^line 1: `\)` is missing$/],
    ['x = (1,\n', /^line 1: /],
    ['x = 1\n\ny = foo bar\n', /^line 3: unexpected `foo`$/],
    ['<<<<<<< ours\nx = 1\n=======\n', /^line 1: /],
    ['lambda user=user, x: x\n', 'line 1: a parameter without a default after one with a default'],
    ['\n\ndef f(user, *, user=user): pass\n', 'line 3: `user` is a parameter twice'],
    ['lambda **kw, user=user: kw\n', /line 1: a parameter after `\*\*`/],
    ['def f(*a, *b): pass\n', /line 1: a second `\*`/],
    ['def f(*, a, /): pass\n', /line 1: `\/` after `\*`/],
  ])('refuses %j', (text, message) => {
    expect(open(text)).toEqual({ reason: 'syntax-error', detail: expect.stringMatching(message) });
    expect(kit.syntaxError('app/views.py', text)).toMatch(message);
  });

  it.each([
    ['print "sent"\n', 'a print statement'],
    ['print >>err, "sent"\n', 'a print statement'],
    ['exec "x = 1" in scope\n', 'an exec statement'],
    ['if a <> b: pass\n', 'the operator `<>`'],
    ['mode = 0777\n', 'an old number'],
    ['size = 10L\n', 'an old number'],
    ['name = ur"x"\n', 'an old string'],
    ['name = `x`\n', 'an old string'],
    ['raise ValueError, "x"\n', 'a raise with a comma'],
    ['def f((a, b)): pass\n', 'a tuple as a parameter'],
    ['try:\n    pass\nexcept ValueError, e:\n    log(e)\n', 'an except with a comma'],
  ])('tells Python 2 by %j', (text, what) => {
    expect(open(text)).toEqual({ reason: 'python-2', detail: expect.stringMatching(/^line \d+: /) });
    expect(open(text)).toHaveProperty('detail', expect.stringContaining(what));
    expect(kit.syntaxError('a.py', text)).toContain(what);
  });

  it('tells the second class of an except from the name that Python 2 binds', () => {
    expect(open('from socket import error\ntry:\n    pass\nexcept ValueError, error:\n    pass\n')).not.toHaveProperty(
      'reason',
    );
    expect(open('try:\n    pass\nexcept ValueError, errors.Lost:\n    pass\n')).not.toHaveProperty('reason');
  });
});
