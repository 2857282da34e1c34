import { describe, expect, it } from 'vitest';
import { loadJavaScriptKit } from '../../../src/languages/javascript/index.ts';
import { isUnopened } from '../../../src/model/kit.ts';
import { projectOf } from '../../project-of-texts.ts';
import { open } from './opened.ts';

const kit = await loadJavaScriptKit();
const nothing = projectOf(new Map());

describe('what parses', () => {
  it.each<[string, string, string]>([
    [
      'parameter decorators',
      'a.ts',
      '@Injectable() export class A { constructor(@Inject() private b: B) {} @Get() m(@Body() c: C) {} }',
    ],
    ['decorators behind export', 'a.ts', 'export @dec class A {}'],
    ['decorators before export', 'a.js', '@dec export class A { @observable accessor b = 1; }'],
    ['JSX', 'a.jsx', 'const a = <><A.B {...c} d="e">{f}</A.B></>;'],
    ['JSX in .js', 'a.js', 'export const a = <p />;'],
    ['TSX', 'a.tsx', 'const a = <A<string> b={c as D} />; const f = <T,>(x: T) => x;'],
    ['type assertion in angle brackets', 'a.ts', 'const a = <any>b;'],
    ['satisfies', 'a.ts', 'export const a = { b: 1 } satisfies C;'],
    ['using', 'a.ts', 'async () => { await using a = b(); using c = d(); };'],
    ['import attributes', 'a.ts', 'import a from "./a.json" with { type: "json" };'],
    ['import assertions', 'a.mjs', 'import a from "./a.json" assert { type: "json" };'],
    ['top-level await', 'a.ts', 'import a from "a"; await a();'],
    ['top-level await without an import', 'a.js', 'await a();'],
    ['top-level return', 'a.cjs', 'if (a) return; b();'],
    ['hashbang', 'a.js', '#!/usr/bin/env node\na();'],
    ['hashbang behind a byte order mark', 'a.js', '\uFEFF#!/usr/bin/env node\na();'],
    [
      'declarations',
      'a.d.ts',
      'declare const a: number; export declare function b(): void; declare module "c" { const d: 1 }',
    ],
    ['declarations of constants', 'a.d.mts', 'export const a = 1; export function b();'],
    ['import equals', 'a.cts', 'import a = require("a"); export = a;'],
    ['enums and namespaces', 'a.ts', 'export const enum A { B = 1 } namespace C.D { export type E = A }'],
    ['generics', 'a.ts', 'class A<const in out T> { b = c<string>; d?<U>(): asserts this is A<T> }'],
    [
      'Flow',
      'a.js',
      '// @flow\nimport type { A } from "a"; const f = (x: ?A, ...y: Array<number>): {| z: string |} => x;',
    ],
    ['sloppy scripts', 'a.js', 'with (a) { b = 010; }'],
    ['export from default', 'a.js', 'export a from "a";'],
    [
      'duplicate declarations',
      'a.ts',
      'interface A {} class A {} namespace A { export const b = 1 } function f(): void; function f(a?: any) {}',
    ],
  ])('%s', (_, path, text) => {
    const file = kit.open(path, text, [], nothing);
    expect(isUnopened(file) ? file.detail : file.text).toBe(text);
  });

  it('says where a file does not', () => {
    expect(kit.open('a.ts', 'a();\n\nconst = 1;', [], nothing)).toEqual({
      reason: 'syntax-error',
      detail: 'line 3: Unexpected token',
    });
  });

  it.each([
    ['Django', 'const url = "/";\n{% if debug %}\nconsole.log(url);\n{% endif %}\n', 'line 2: `{%`'],
    ['Jinja', 'const rooms = {{ rooms|tojson }};\n', 'line 1: `{{`'],
    ['EJS', "import a from 'a';\n<% if (b) { -%>\nb();\n<% } %>\n", 'line 2: `<%`'],
  ])('says that a template of %s is none', (_, text, place) => {
    expect(kit.open('a.js', text, [], nothing)).toEqual({
      reason: 'template',
      detail: `${place} is a tag of a template, not JavaScript`,
    });
  });

  it.each(['const a = "{% b %}";\nconst = 1;', '{{ a }}\nconst = 1;', 'a(`\n  {{ b }} <% c %>`);\nconst = 1;'])(
    'takes no text for a template: %j',
    (text) => expect(kit.open('a.js', text, [], nothing)).toMatchObject({ reason: 'syntax-error' }),
  );

  it('counts offsets in UTF-16 units, the byte order mark and line ends included', () => {
    const text = '\uFEFF// 😀\r\nconst a = "é";\r\n\tb(/* c */ a);';
    const file = open({ 'a.ts': text });
    const [call] = file.find(file.ast.program, 'CallExpression');
    expect(text.slice(call?.start ?? 0, call?.end ?? 0)).toBe('b(/* c */ a)');
    expect(file.comments.map(({ start, end }) => text.slice(start, end))).toEqual(['// 😀', '/* c */']);
  });
});

describe('what may be written', () => {
  it.each<[string, string, string]>([
    ['TypeScript', 'a.ts', '@dec class A { constructor(@Inject() private a: B) {} }'],
    ['a byte order mark', 'a.ts', '\uFEFFconst a = 1;'],
    ['JSX in .js', 'a.js', 'const a = <p>{b}</p>;'],
    ['TSX', 'a.tsx', 'const f = <T,>(x: T) => <A b={x} />;'],
    ['Flow', 'a.js', '// @flow\nconst f = (x: ?A): {| z: string |} => x;'],
    ['Flow without its pragma', 'a.js', 'import typeof A from "a"; const f = (x: {| z: string |}) => x;'],
    ['CommonJS', 'a.cjs', 'return;'],
  ])('%s', (_, path, text) => {
    expect(kit.syntaxError(path, text)).toBeUndefined();
  });

  it.each<[string, string, string, string]>([
    ['TypeScript', 'a.ts', 'const a = 1;\nconst b = ;', 'line 2: Expression expected.'],
    ['JavaScript', 'a.js', 'f(;', "line 1: ')' expected."],
    ['Flow', 'a.js', '// @flow\nconst f = (x: ?A => x;', 'line 2: Unexpected token, expected ","'],
    ['JSX in .ts', 'a.ts', 'const a = <p>b</p>;', 'line 1: Unterminated regular expression literal.'],
  ])('not: %s', (_, path, text, error) => {
    expect(kit.syntaxError(path, text)).toBe(error);
  });
});

describe('searching', () => {
  const file = open({ 'a.tsx': 'a?.b(c.d); e(<F g={h.i} />); j?.k.l();' });
  const spelled = ({ start, end }: { start?: number | null; end?: number | null }) =>
    file.text.slice(start ?? 0, end ?? 0);

  it('finds calls and members, chained ones too', () => {
    expect(file.find(file.ast.program, 'CallExpression').map(spelled)).toEqual([
      'a?.b(c.d)',
      'e(<F g={h.i} />)',
      'j?.k.l()',
    ]);
    expect(file.find(file.ast.program, 'MemberExpression').map(spelled)).toEqual([
      'a?.b',
      'c.d',
      'h.i',
      'j?.k.l',
      'j?.k',
    ]);
  });

  it('finds the exact type alone', () => {
    expect(file.find(file.ast.program, 'Identifier').map(spelled).join('')).toBe('abcdehijkl');
  });

  it('filters, and counts the root', () => {
    const [call] = file.find(file.ast.program, 'CallExpression', { callee: { name: 'e' } });
    if (call === undefined) throw new Error('not found');
    expect(file.find(call, 'CallExpression')).toEqual([call]);
    expect(file.find(call, 'CallExpression', { callee: { name: 'z' } })).toEqual([]);
  });
});

describe('symbols', () => {
  it.each([
    ['class Orders { close() { HERE } }', 'Orders.close'],
    ['class Orders { close = async () => { HERE } }', 'Orders.close'],
    ['class Orders { #close() { HERE } }', 'Orders.#close'],
    ['export const close = async () => { HERE }', 'close'],
    ['exports.close = function () { HERE }', 'close'],
    ['const orders = { close() { HERE }, open: () => {} }', 'close'],
    ['const orders = { open: () => {}, close: () => { HERE } }', 'close'],
    ['export default function () { HERE }', 'default'],
    ['function close() { list.map((one) => { HERE }) }', 'close'],
    ['function close() { function one() { HERE } }', 'close.one'],
    ['HERE; function close() {}', ''],
    ['const Orders = class { close() { HERE } }', 'Orders.close'],
  ])('%s', (text, symbol) => {
    expect(open({ 'a.js': text }).symbolAt(text.indexOf('HERE'))).toBe(symbol);
  });
});
