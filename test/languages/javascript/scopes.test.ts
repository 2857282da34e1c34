import type { Node } from '@babel/types';
import { describe, expect, it } from 'vitest';
import { isFunctionNode } from '../../../src/languages/javascript/nodes.ts';
import { parseJavaScript } from '../../../src/languages/javascript/parse.ts';
import { type Binding, type Scopes, scopesOf } from '../../../src/languages/javascript/scopes.ts';
import { endOf, parentsIn, startOf, walk } from '../../../src/languages/javascript/walk.ts';

interface Opened {
  readonly text: string;
  readonly root: Node;
  readonly scopes: Scopes;
}

function open(text: string, path = 'a.tsx'): Opened {
  const parsed = parseJavaScript(path, text);
  if (!('ast' in parsed)) throw new Error(parsed.detail);
  const root = parsed.ast.program;
  return { text, root, scopes: scopesOf(parsed.ast, parentsIn(root)) };
}

/** The nth identifier of a name, from 0. */
function identifier({ root }: Opened, name: string, nth = 0): Extract<Node, { type: 'Identifier' | 'JSXIdentifier' }> {
  const found: Node[] = [];
  walk(root, (node) => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) found.push(node);
  });
  return found.sort((a, b) => startOf(a) - startOf(b))[nth] as never;
}

function binding(opened: Opened, name: string): Binding {
  const found = opened.scopes.bindingOf(identifier(opened, name));
  if (found === undefined) throw new Error(`${name} is not declared`);
  return found;
}

function spelled(opened: Opened, node: Node): string {
  return opened.text.slice(startOf(node), endOf(node));
}

describe('what a name is', () => {
  it.each([
    ['var u = 1', 'var', 'Program'],
    ['let u = 1', 'let', 'Program'],
    ['{ const u = 1 }', 'const', 'BlockStatement'],
    ['for (const u of xs) f(u)', 'const', 'ForOfStatement'],
    ['for (let u = 0; u < 3; u++) f(u)', 'let', 'ForStatement'],
    ['for (var u of xs) f(u)', 'var', 'Program'],
    ['async () => { await using u = f() }', 'using', 'ArrowFunctionExpression'],
    ['function f(u) {}', 'param', 'FunctionDeclaration'],
    ['function f({ a: [u] }) {}', 'param', 'FunctionDeclaration'],
    ['class A { constructor(private u: Order) {} }', 'param', 'ClassMethod'],
    ['declare class A { b(): void } let u', 'let', 'Program'],
    ['function u() {}', 'function', 'Program'],
    ['(function u() {})', 'function', 'FunctionExpression'],
    ['class u {}', 'class', 'Program'],
    ['import u from "orders"', 'import', 'Program'],
    ['import type { u } from "orders"', 'import', 'Program'],
    ['import u = require("orders")', 'import', 'Program'],
    ['try {} catch (u) {}', 'catch', 'CatchClause'],
    ['switch (x) { case 1: let u = 1 }', 'let', 'SwitchStatement'],
  ])('%s', (text, kind, owner) => {
    const found = binding(open(text, 'a.mts'), 'u');
    expect([found.kind, found.scopeNode.type]).toEqual([kind, owner]);
  });
});

describe('writes', () => {
  it.each([
    ['let u; u = 1', ['assign u']],
    ['let u = 1', ['init u']],
    ['let u; u += 1', ['compound u']],
    ['let u; u ??= 1', ['compound u']],
    ['let u; u++', ['update u']],
    ['let u; for (u of xs) f(u)', ['for u']],
    ['let u; for ([u] of xs) f(u)', ['for u']],
    ['let u; for (u in xs) f(u)', ['for u']],
    ['for (var [u] of xs) f(u)', ['for u']],
    ['let u; [u] = xs', ['assign u']],
    ['let u; ({ a: { u = 2 } } = x)', ['assign u']],
    ['let u; ({ a: u, ...rest } = x)', ['assign u']],
    ['var u = 1; var u = 2; var u', ['init u', 'init u']],
    ['let u; (u as any) = 1', ['assign u']],
    ['let u; u! += 1', ['compound u']],
    ['let u; (() => { u = 1 })()', ['assign u']],
    ['for (let u = 0; ; u++) {}', ['init u', 'update u']],
    ['function u() {}', []],
  ])('%s', (text, expected) => {
    const opened = open(text, 'a.ts');
    expect(binding(opened, 'u').writes.map(({ kind, node }) => `${kind} ${spelled(opened, node)}`)).toEqual(expected);
  });

  it('knows the statement and, where the name gets all of it, the value', () => {
    const opened = open('let u;\nif (x) u = find(1);\nfor (u of xs) {}\n[u] = ys;');
    const { writes } = binding(opened, 'u');
    expect(writes.map(({ statement }) => spelled(opened, statement))).toEqual([
      'u = find(1);',
      'for (u of xs) {}',
      '[u] = ys;',
    ]);
    expect(writes.map(({ value }) => value && spelled(opened, value))).toEqual(['find(1)', undefined, undefined]);
  });
});

describe('reads', () => {
  it.each([
    'let u; f(‹u›)',
    'let u; f({ ‹u› })',
    'let u; export { ‹u› }',
    'let u; f(<p a={‹u›} />)',
    'let u; ‹u› += 1; ‹u›++',
    'let u; u = 1; for (u of xs) {}',
    'let u; type T = typeof u; x as typeof u',
    'let u; export type { u }',
    'class u {} class B implements u {}',
    'class u {} class B extends ‹u› {}',
    'let u; ‹u›.a = 1',
    'let u; x = ‹u› as any',
    'let u; x = ‹u› satisfies T',
    'let u; ({ [‹u›]: 1, u: 2, a: b.u })',
    'let u; { let u; f(u) }',
    'let u; function f(a = ‹u›) { var u }',
    'let u; u: for (;;) break u',
  ])('%s', (marked) => {
    const expected: number[] = [];
    const text = marked.replace(/‹(\w+)›/g, (_, name, offset) => {
      expected.push(offset - 2 * expected.length);
      return name;
    });
    expect(binding(open(text), 'u').reads.map(startOf)).toEqual(expected);
  });

  it('counts the name of a component', () => {
    expect(binding(open('let U; f(<U.Item />)'), 'U').reads.map((node) => node.type)).toEqual(['JSXIdentifier']);
  });
});

describe('free names of a function', () => {
  function free(text: string, nth = 0): { reads: string[]; writes: string[] } {
    const opened = open(text);
    const functions: Node[] = [];
    walk(opened.root, (node) => {
      if (isFunctionNode(node)) functions.push(node);
    });
    const fn = functions[nth] as Node;
    return {
      reads: opened.scopes.freeReads(fn).map(({ binding, node }) => `${binding.kind} ${node.name}`),
      writes: opened.scopes.freeWrites(fn).map(({ binding, write }) => `${binding.kind} ${write.node.name}`),
    };
  }

  it('reads outer names in order, nested functions included', () => {
    expect(free('let a; const b = 1; () => { const c = b; return () => a + c + d; }')).toEqual({
      reads: ['const b', 'let a'],
      writes: [],
    });
  });

  it('leaves out parameters, its own name and shadowed names', () => {
    expect(free('let a, b, c; (function b(a) { { let c = 1; c } a; b; })').reads).toEqual([]);
  });

  it('reads in parameter defaults and in nested shadowing only what is outside', () => {
    expect(free('let a; let b; (x = a, y = x) => { [1].map((b) => b); b; }').reads).toEqual(['let a', 'let b']);
  });

  it('assigns outer names', () => {
    expect(free('let n = 0; let last; () => { n++; last = n; }')).toEqual({
      reads: ['let n', 'let n'],
      writes: ['let n', 'let last'],
    });
  });

  it('knows top-level names though the function is all of the file', () => {
    expect(free('function f() { return f }').reads).toEqual(['function f']);
  });
});
