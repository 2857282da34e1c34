import { describe, expect, it } from 'vitest';
import { comesAfter, isDefinitelyAssigned, leavesLoopAfter, loopsAround } from '../../../src/languages/python/flow.ts';
import { callOf, identifierOf, nodeOf, opened } from './opened.ts';

const indented = (body: string) =>
  body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

describe('loops around a node', () => {
  it.each([
    ['for x in y:\n    while z:\n        here()\n', ['while', 'for']],
    ['async def f():\n    async for x in y: here()\n', ['async for']],
    ['for x in y:\n    def f(): here()\n', []],
    ['for x in y:\n    f = lambda: here()\n', []],
    ['for x in y:\n    def f(a=here()): pass\n', ['for']],
    ['for x in y:\n    @here()\n    def f(): pass\n', ['for']],
    ['for x in y:\n    class A: z = here()\n', []],
    ['for x in here(): pass\n', []],
    ['for x in y: pass\nelse: here()\n', []],
    ['while here(): pass\n', ['while']],
    ['[here() for x in y for z in x]\n', ['[here()']],
    ['[x for x in here() if x]\n', []],
    ['{x: 1 for x in y for z in here()}\n', ['{x:']],
    ['any(here() for x in y)\n', ['(here()']],
  ])('%j', (text, expected) => {
    const file = opened(text);
    const starts = loopsAround(callOf(file, 'here')).map((loop) => file.textOf(loop));
    expect(starts).toHaveLength(expected.length);
    expect(expected.every((start, at) => starts[at]?.startsWith(start))).toBe(true);
  });
});

describe('a loop is left after a statement', () => {
  const leaves = (body: string) => {
    const file = opened(`def f():\n    for x in y:\n${indented(indented(body))}\n`);
    const place = callOf(file, 'here');
    const outermost = loopsAround(place).at(-1);
    return outermost !== undefined && leavesLoopAfter(place, outermost);
  };

  it.each([
    'here()\nbreak',
    'here()\nsend()\nreturn',
    'return here()',
    'here()\nraise Done',
    'if a:\n    here()\nbreak',
    'if a:\n    here()\n    break',
    'here()\nif a:\n    return\nelse:\n    raise Done',
    'here()\nmatch a:\n    case 1: break\n    case _: return',
    'with a:\n    here()\n    break',
    'try:\n    here()\n    break\nexcept E:\n    pass',
    'try:\n    here()\nfinally:\n    close()\nbreak',
    'try:\n    pass\nexcept E:\n    here()\n    raise',
    'try:\n    here()\n    return\nexcept E:\n    raise Other',
    'try:\n    here()\nexcept E:\n    pass\nelse:\n    break',
    'for z in x:\n    here()\n    return',
    'for z in x:\n    here()\n    break\nbreak',
    'here()\nwhile True:\n    if a: return',
    'here()\nfor z in x:\n    continue\nbreak',
    'try:\n    here()\nfinally:\n    return',
  ])('%j', (body) => {
    expect(leaves(body)).toBe(true);
  });

  it.each([
    'here()',
    'here()\ncontinue\nbreak',
    'here()\nif a: break',
    'here()\nif a: continue\nbreak',
    'if a:\n    here()\nelse:\n    break',
    'here()\nmatch a:\n    case 1: break\n    case 2: return',
    'for z in x:\n    here()\n    break',
    'here()\nwhile a: return',
    'while True:\n    if a: break\n    here()',
    'here()\nmatch a:\n    case b,: break',
    'here()\nwhile True: break',
    'here()\ndef g(): return',
    'try:\n    here()\n    raise Done\nexcept E:\n    pass',
    'try:\n    here()\n    return send()\nexcept E:\n    pass',
    'try:\n    here()\n    send()\n    break\nexcept E:\n    pass',
    'with suppress(E):\n    here()\n    raise E',
    'try:\n    here()\n    break\nfinally:\n    continue',
  ])('not by %j', (body) => {
    expect(leaves(body)).toBe(false);
  });

  it('but not its else, nor a comprehension', () => {
    const file = opened('for x in y: pass\nelse:\n    here()\n    raise E\n');
    expect(leavesLoopAfter(callOf(file, 'here'), nodeOf(file, file.text.trimEnd()))).toBe(false);
    const other = opened('def f():\n    return [here() for x in y]\n');
    expect(leavesLoopAfter(callOf(other, 'here'), nodeOf(other, '[here() for x in y]'))).toBe(false);
  });
});

describe('a name is assigned on every way', () => {
  const assigned = (body: string, head = 'def f(other):') => {
    const file = opened(`${head}\n${indented(body)}\n`);
    const binding = file.scopes.bindingOf(identifierOf(file, 'u'));
    if (binding === undefined) throw new Error('No u.');
    return isDefinitelyAssigned(binding, callOf(file, 'here'));
  };

  it.each([
    'u = 1\nhere()',
    'u: int = 1\nif a:\n    here()',
    'for u in us:\n    here()',
    'for i, (u, *r) in us:\n    while a: here()',
    'with a as u:\n    here()',
    'with a as u, b(here()): pass',
    'with a as u: pass\nhere()',
    'with a:\n    u = 1\nhere()',
    'try: pass\nexcept E as u:\n    here()',
    'match a:\n    case {"k": u} if here(): pass',
    'match a:\n    case [u]:\n        here()',
    'match a:\n    case 1: u = 1\n    case u: pass\nhere()',
    'while (u := next()):\n    here()',
    'while (u := next()) and b:\n    here()',
    'while b and (u := next()):\n    here()',
    'if (u := a) and b: pass\nhere()',
    'if not (b or (u := a)):\n    here()',
    'if (u := a): pass\nelse:\n    here()',
    'if b: pass\nelif (u := a):\n    here()',
    '(u := a) and here()',
    'here() if (u := a) else 0',
    'if a: u = 1\nelse: u = 2\nhere()',
    'if a: u = 1\nelif b: return\nelse: raise E\nhere()',
    'try: u = 1\nexcept E: return\nhere()',
    'try: u = 1\nexcept E: u = 2\nhere()',
    'try: pass\nexcept E: raise\nelse: u = 1\nhere()',
    'try: u = 1\nfinally: pass\nhere()',
    'try: pass\nfinally: u = 1\nhere()',
    'try: u = 1\nexcept E: pass\nelse: here()',
    'while True:\n    u = 1\n    if a: break\nhere()',
    'import u\nhere()',
    'from m import u\nhere()',
    'def u(): pass\nhere()',
    '@wrap\nclass u: pass\nhere()',
    'u += 1\nhere()',
    'del u\nu = 1\nhere()',
    '[here() for u in us]',
    'print(u := 1)\nhere()',
    'u = 1\nfor x in y:\n    here()\n    u = 2',
    'if a: u = 1\nu.save()\nhere()',
    'if a: u = 1\nif u: here()',
  ])('%j', (body) => {
    expect(assigned(body)).toBe(true);
  });

  it('by being a parameter', () => {
    expect(assigned('here()', 'def f(a, *u):')).toBe(true);
    expect(assigned('del u\nhere()', 'def f(u):')).toBe(false);
  });

  it.each([
    'for x in (u := us):\n    try:\n        here()\n    except E as u: pass',
    'here()\nu = 1',
    'if a: u = 1\nhere()',
    'if a: u = 1\nelif b: u = 2\nhere()',
    'for u in us: pass\nhere()',
    'for x in y:\n    here()\n    u = 1',
    'while a: u = 1\nhere()',
    'while True:\n    if a: break\n    u = 1\nhere()',
    'try: u = 1\nexcept E: pass\nhere()',
    'try: pass\nexcept E as u: pass\nhere()',
    'try: u = 1\nexcept E as u: pass\nhere()',
    'try: u = 1\nfinally: here()',
    'u = 1\ndel u\nhere()',
    'u = 1\nfor x in y:\n    here()\n    del u',
    'here(u)\nu: int',
    'if b or (u := a):\n    here()',
    'if b and (u := a): pass\nhere()',
    'match a:\n    case [u]: pass\nhere()',
    'match a:\n    case u,: pass\nhere()',
    'match a:\n    case [u]: pass\n    case _: here()',
    'if a: u = 1\nelse: here()',
    'f = lambda: (u := 1)\nhere()\nu = 1',
    'def g():\n    here()\nu = 1',
    'if a: u = 1\nb and u.save()\nhere()',
    'if a: u = 1\nsend(lambda: u)\nhere()',
    'if a: u = 1\nu.save()\ndel u\nhere()',
    'class A:\n    here()\nu = 1',
  ])('not %j', (body) => {
    expect(assigned(body)).toBe(false);
  });
});

describe('a place comes after another', () => {
  const follows = (text: string) => {
    const file = opened(`def f():\n    for x in y:\n${indented(indented(text))}\n`);
    return comesAfter(callOf(file, 'there'), callOf(file, 'here'));
  };

  it.each([
    'here()\nthere()',
    'if a:\n    here()\nthere()',
    'here()\nif a: there()',
    'if here(): pass\nelif there(): pass',
    'if here():\n    there()',
    'for z in x:\n    here()\n    break\nthere()',
    'for z in x:\n    here()\nelse: there()',
    'for z in here():\n    there()',
    'with here():\n    there()',
    'try: here()\nfinally: there()',
    'try: here()\nexcept E: pass\nelse: there()',
    'try:\n    here()\n    send()\nexcept E: there()',
    'try: pass\nexcept E: here()\nthere()',
    'try:\n    here()\n    raise E\nexcept E: pass\nthere()',
    'send(here(), there())',
    '[there() for z in x if here()]',
    'if a:\n    here()\n    if b: return\nthere()',
  ])('%j', (text) => {
    expect(follows(text)).toBe(true);
  });

  it.each([
    'there()\nhere()',
    'if a: here()\nelse: there()',
    'if a: here()\nelif there(): pass',
    'match a:\n    case 1: here()\n    case 2: there()',
    'try: here()\nexcept E: there()',
    'try: pass\nexcept A: here()\nexcept B: there()',
    'if a:\n    here()\n    continue\nthere()',
    'if a:\n    here()\n    return\nthere()',
    'here()\nbreak\nthere()',
    'while there():\n    here()',
    'for z in x:\n    here()\n    break\nelse: there()',
    '[here() for z in x if there()]',
    'z = here() if a else there()',
  ])('not in %j', (text) => {
    expect(follows(text)).toBe(false);
  });

  it('where it is the target of what the other computes', () => {
    const file = opened('u = later(u)\n');
    expect(comesAfter(identifierOf(file, 'u', 1), identifierOf(file, 'u', 2))).toBe(true);
    expect(comesAfter(identifierOf(file, 'u', 2), identifierOf(file, 'u', 1))).toBe(false);
  });
});
