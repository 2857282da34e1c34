import type { Node } from '@babel/types';
import { describe, expect, it } from 'vitest';
import { comesAfter, leavesLoopAfter, loopsAround } from '../../../src/languages/javascript/flow.ts';
import { statementAround } from '../../../src/languages/javascript/nodes.ts';
import { parseJavaScript } from '../../../src/languages/javascript/parse.ts';
import { parentsIn, walk } from '../../../src/languages/javascript/walk.ts';

function open(text: string) {
  const parsed = parseJavaScript('a.js', text);
  if (!('ast' in parsed)) throw new Error(parsed.detail);
  const parentOf = parentsIn(parsed.ast.program);
  const calls = new Map<string, Node>();
  walk(parsed.ast.program, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') calls.set(node.callee.name, node);
  });
  return { parentOf, call: (name: string) => calls.get(name) as Node };
}

describe('loops around a call', () => {
  it.each([
    ['for (;;) hook()', ['ForStatement']],
    ['for (const x of xs) { while (x) hook() }', ['WhileStatement', 'ForOfStatement']],
    ['do { hook() } while (x)', ['DoWhileStatement']],
    ['for (const x of hook()) f(x)', []],
    ['for (const x in hook()) f(x)', []],
    ['for (hook(); ; ) f()', []],
    ['for (; hook(); ) f()', ['ForStatement']],
    ['while (hook()) f()', ['WhileStatement']],
    ['for (const x of xs) { run(() => hook()) }', []],
    ['for (const x of xs) { function f() { hook() } }', []],
    ['for (const x of xs) ys.forEach((y) => { hook() })', ['callback', 'ForOfStatement']],
    ['xs.reduce(async (sum, x) => { hook() }, 0)', ['callback']],
    ['async.eachSeries(xs, async (x) => { hook() })', ['callback']],
    ['xs.sort((a, b) => hook())', []],
    ['xs.map(f(() => hook()))', []],
  ])('%s', (text, expected) => {
    const { parentOf, call } = open(text);
    const loops = loopsAround({ parentOf }, call('hook'));
    expect(loops.map(({ iteration, node }) => (iteration === 'callback' ? iteration : node.type))).toEqual(expected);
  });
});

describe('leaving the outermost loop behind a call', () => {
  function leaves(body: string, loop = (inner: string) => `for (const x of xs) { ${inner} }`): boolean {
    const { parentOf, call } = open(`async function f() { ${loop(body)} }`);
    const hook = call('hook');
    const outermost = loopsAround({ parentOf }, hook).at(-1);
    if (outermost === undefined) throw new Error('no loop');
    return leavesLoopAfter({ parentOf }, statementAround(hook, parentOf), outermost);
  }

  it.each([
    'hook(); break;',
    'hook(); log(); return;',
    'hook(); throw new Error();',
    'if (a) { hook(); break; }',
    'if (a) { hook(); } return;',
    'if (a) hook(); else log(); break;',
    'hook(); if (a) return; else throw b;',
    'hook(); if (a) return; break;',
    'hook(); { { break; } }',
    'switch (a) { case 1: hook(); break; default: log(); } return;',
    'switch (a) { case 1: hook(); case 2: return; }',
    'hook(); switch (a) { case 1: return; default: throw b; }',
    'try { hook(); return; } finally { log(); }',
    'try { hook(); } catch { log(); } return;',
    'try { log(); } catch { hook(); throw a; }',
    'try { hook(); } finally { return; }',
    'hook(); try { a(); } finally { break; }',
    'hook(); try { a(); return; } catch { return; }',
    'while (a) { hook(); break; } return;',
    'hook(); while (a) { if (b) break; } return;',
    'hook(); (() => { return; })(); break;',
  ])('always: %s', (body) => {
    expect(leaves(body)).toBe(true);
  });

  it.each([
    'hook();',
    'hook(); if (a) break;',
    'hook(); continue;',
    'hook(); if (a) continue; break;',
    'break; hook();',
    'try { hook(); throw a; } catch { log(); }',
    'try { hook(); return; } finally { continue; }',
    'switch (a) { case 1: hook(); break; case 2: return; }',
    'hook(); switch (a) { case 1: return; }',
    'while (a) { hook(); break; }',
    'hook(); while (a) { return; }',
    'hook(); const g = () => { return; };',
    'hook(); inner: { break inner; }',
  ])('not always: %s', (body) => {
    expect(leaves(body)).toBe(false);
  });

  it('follows labels', () => {
    const labelled = (inner: string) => `all: for (const x of xs) { ${inner} }`;
    expect(leaves('for (const y of ys) { hook(); break all; }', labelled)).toBe(true);
    expect(leaves('for (const y of ys) { hook(); continue all; }', labelled)).toBe(false);
    expect(leaves('hook();', (inner) => `out: { for (const x of xs) { ${inner} break out; } }`)).toBe(true);
  });

  it('leaves the inner loop for the next turn of the outer one', () => {
    const { parentOf, call } = open('all: for (const x of xs) { for (const y of ys) { hook(); continue all; } }');
    const [inner] = loopsAround({ parentOf }, call('hook'));
    if (inner === undefined) throw new Error('no loop');
    expect(leavesLoopAfter({ parentOf }, statementAround(call('hook'), parentOf), inner)).toBe(true);
  });

  it('does not leave forEach', () => {
    expect(leaves('hook(); return;', (inner) => `xs.forEach(() => { ${inner} })`)).toBe(false);
  });
});

describe('code behind a call', () => {
  function runsBehind(text: string): boolean {
    const { parentOf, call } = open(`async function f() { for (;;) { ${text} } }`);
    return comesAfter({ parentOf }, call('write'), call('hook'));
  }

  it.each([
    'hook(); write();',
    'hook(); if (a) write();',
    'if (a) { hook(); } write();',
    'if (a) { hook(); if (b) return; } write();',
    'if (hook()) write();',
    'hook() ? write() : b;',
    'hook() && write();',
    'switch (a) { case 1: hook(); case 2: write(); }',
    'switch (a) { case 1: hook(); break; } write();',
    'try { hook(); } catch { write(); }',
    'try { hook(); return; } finally { write(); }',
    'try { log(); } catch { hook(); } write();',
    'for (const y of ys) { hook(); break; } write();',
    'hook(); while (a) { write(); }',
  ])('may run: %s', (text) => {
    expect(runsBehind(text)).toBe(true);
  });

  it.each([
    'write(); hook();',
    'if (a) hook(); else write();',
    'a ? hook() : write();',
    'if (a) { hook(); return; } write();',
    'if (a) { hook(); continue; } write();',
    'hook(); return; write();',
    'switch (a) { case 1: hook(); break; case 2: write(); }',
    'switch (a) { case 1: hook(); case 2: break; case 3: write(); }',
    'hook(() => write());',
    'hook(); later(() => write());',
    'hook(write());',
  ])('cannot run: %s', (text) => {
    expect(runsBehind(text)).toBe(false);
  });
});
