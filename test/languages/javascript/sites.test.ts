import { describe, expect, it } from 'vitest';
import { hooksIn, open } from './opened.ts';

const manifest = JSON.stringify({ dependencies: { sequelize: '6', knex: '3', '@adonisjs/lucid': '21' } });

/** One file of src/, with nothing beside it but a manifest, which makes names count. */
const inPackage = (text: string, path = 'src/orders.ts') => ({ [path]: text, 'package.json': manifest });

describe('a receiver that resolves', () => {
  it.each<[string, string]>([
    ['annotated parameter', `import { Transaction } from 'sequelize'; (t: Transaction) => t.afterCommit(f)`],
    ['renamed import', `import { Transaction as T } from 'sequelize'; (q: T) => q.afterCommit(f)`],
    ['type import', `import type { Transaction } from 'sequelize'; (q?: Transaction | null) => q?.afterCommit(f)`],
    ['namespace', `import * as S from 'sequelize'; (q: S.Transaction) => q.afterCommit(f)`],
    ['default of CommonJS', `import S from 'sequelize'; (q: S.Transaction) => q.afterCommit(f)`],
    ['import equals', `import S = require('sequelize'); (q: S.Transaction) => q.afterCommit(f)`],
    ['import type', `(q: import('sequelize').Transaction) => q.afterCommit(f)`],
    [
      'local alias',
      `import { Transaction } from 'sequelize'; type Tx = Readonly<Transaction>; (q: Tx) => q.afterCommit(f)`,
    ],
    [
      'interface that extends',
      `import { Transaction } from 'sequelize'; interface Tx extends Transaction {} (q: Tx) => q.afterCommit(f)`,
    ],
    [
      'type parameter',
      `import { Transaction } from 'sequelize'; function g<T extends Transaction>(q: T) { q.afterCommit(f) }`,
    ],
    ['property of a type', `import { Transaction } from 'sequelize'; (o: { on: Transaction }) => o.on.afterCommit(f)`],
    [
      'optional property',
      `import { Transaction } from 'sequelize'; interface O { on?: Transaction } (o: O) => o.on?.afterCommit(f)`,
    ],
    [
      'destructured parameter',
      `import { Transaction } from 'sequelize'; interface O { on: Transaction } ({ on: q }: O) => q.afterCommit(f)`,
    ],
    [
      'indexed type',
      `import { Transaction } from 'sequelize'; interface O { on: Transaction } (q: O['on']) => q.afterCommit(f)`,
    ],
    ['assertion', `import { Transaction } from 'sequelize'; (x) => (x as Transaction).afterCommit(f)`],
    ['declared variable', `import { Transaction } from 'sequelize'; let q: Transaction | undefined; q!.afterCommit(f)`],
    [
      'promise',
      `import { Transaction } from 'sequelize'; declare function g(): Promise<Transaction>; const q = await h(); async function h(): Promise<Transaction> {} q.afterCommit(f)`,
    ],
    [
      'class property',
      `import { Transaction } from 'sequelize'; class A { q?: Transaction; m() { this.q?.afterCommit(f) } }`,
    ],
    [
      'private property',
      `import { Transaction } from 'sequelize'; class A { #q: Transaction; m() { this.#q.afterCommit(f) } }`,
    ],
    [
      'parameter property',
      `import { Transaction } from 'sequelize'; class A { constructor(private q: Transaction) {} m() { this.q.afterCommit(f) } }`,
    ],
    [
      'assigned property',
      `import { Transaction } from 'sequelize'; class A { q; constructor(q: Transaction) { this.q = q } m() { this.q.afterCommit(f) } }`,
    ],
    [
      'inherited property',
      `import { Transaction } from 'sequelize'; class B { q: Transaction } class A extends B { m() { this.q.afterCommit(f) } }`,
    ],
    [
      'getter',
      `import { Transaction } from 'sequelize'; class A { get q(): Transaction {} m() { this.q.afterCommit(f) } }`,
    ],
    [
      'callback parameter',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); s.transaction(async (q) => { q.afterCommit(f) })`,
    ],
    [
      'callback behind options',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); s.transaction({}, async function (q) { q.afterCommit(f) })`,
    ],
    [
      'callback by name',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); s.transaction(work); async function work(q) { q.afterCommit(f) }`,
    ],
    [
      'callback variable',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); const work = async (q) => { q.afterCommit(f) }; s.transaction(work)`,
    ],
    [
      'returned handle',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); const q = await s.transaction(); q.afterCommit(f)`,
    ],
    [
      'assigned handle',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); let q; try { q = await s.transaction(); q.afterCommit(f) } catch {}`,
    ],
    [
      'handle in a method',
      `import { Sequelize } from 'sequelize'; class A { constructor(private readonly s: Sequelize) {} m() { return this.s.transaction(async (q) => q.afterCommit(f)) } }`,
    ],
    [
      'subclass',
      `import { Sequelize } from 'sequelize-typescript'; class Db extends Sequelize {} const s = new Db(); s.transaction((q) => q.afterCommit(f))`,
    ],
    [
      'inside the subclass',
      `import { Sequelize } from 'sequelize'; class Db extends Sequelize { m() { this.transaction((q) => q.afterCommit(f)) } }`,
    ],
    [
      'function result',
      `import { Sequelize } from 'sequelize'; const connect = () => new Sequelize(); connect().transaction((q) => q.afterCommit(f))`,
    ],
    [
      'method result',
      `import { Sequelize } from 'sequelize'; class A { db(): Sequelize {} m() { this.db().transaction((q) => q.afterCommit(f)) } }`,
    ],
    ['either side', `import { Transaction } from 'sequelize'; (q: Transaction) => (q.parent ?? q).afterCommit(f)`],
    ['conditional', `import { Transaction } from 'sequelize'; (x, q: Transaction) => (x ? x.q : q).afterCommit(f)`],
    [
      'alias variable',
      `import { Transaction } from 'sequelize'; (q: Transaction) => { const r = q; r.afterCommit(f) }`,
    ],
    [
      'object literal',
      `import { Transaction } from 'sequelize'; (q: Transaction) => { const o = { q }; o.q.afterCommit(f) }`,
    ],
    [
      'destructured instance',
      `import { Sequelize } from 'sequelize'; const { s } = { s: new Sequelize() }; s.transaction((q) => q.afterCommit(f))`,
    ],
    [
      'typeof',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize(); (z: typeof s) => z.transaction((q) => q.afterCommit(f))`,
    ],
    [
      'InstanceType',
      `import { Transaction } from 'sequelize'; (q: InstanceType<typeof Transaction>) => q.afterCommit(f)`,
    ],
    [
      'satisfies',
      `import { Sequelize } from 'sequelize'; const s = new Sequelize() satisfies Sequelize; s.transaction((q) => q.afterCommit(f))`,
    ],
  ])('%s', (_, text) => {
    expect(hooksIn({ 'src/orders.ts': text })).toEqual([expect.stringMatching(/^certain /)]);
  });

  it.each<[string, string]>([
    [
      'require',
      `const { Sequelize } = require('sequelize'); const s = new Sequelize(); s.transaction((q) => q.afterCommit(f))`,
    ],
    [
      'required whole',
      `const Sequelize = require('sequelize'); const s = new Sequelize(); s.transaction((q) => q.afterCommit(f))`,
    ],
    ['required member', `const S = require('sequelize'); new S.Sequelize().transaction((q) => q.afterCommit(f))`],
    [
      'dynamic import',
      `const { Sequelize } = await import('sequelize'); new Sequelize().transaction((q) => q.afterCommit(f))`,
    ],
    ['knex required', `const knex = require('knex')({}); knex.transaction((q) => q.executionPromise.then(f))`],
    [
      'knex imported',
      `import knex from 'knex'; const db = knex({}); const q = await db.transaction(); q.executionPromise.then(f)`,
    ],
    [
      'knex by name',
      `import { knex as k } from 'knex'; const db = k({}); db.transaction((q) => { q.transaction((r) => r.executionPromise.then(f)) })`,
    ],
    ['lucid', `import db from '@adonisjs/lucid/services/db'; const q = await db.transaction(); q.after('commit', f)`],
    [
      'lucid callback',
      `import db from '@adonisjs/lucid/services/db'; db.transaction(async (q) => { q.after('rollback', f) })`,
    ],
  ])('%s', (_, text) => {
    expect(hooksIn({ 'src/orders.js': text })).toEqual([expect.stringMatching(/^certain /)]);
  });

  it('names Knex.Transaction as the library does', () => {
    const text = `import type { Knex } from 'knex'; (q: Knex.Transaction<any, any[]>) => q.executionPromise.then(f)`;
    expect(hooksIn({ 'src/orders.ts': text })).toEqual(['certain q.executionPromise.then']);
  });

  it('says how it is known', () => {
    const [site] = open({
      'a.js': `import { Sequelize } from 'sequelize'; const s = new Sequelize(); s.transaction((q) => q.afterCommit(f))`,
    }).sites('after-commit');
    expect(site?.evidence).toBe('`q` is a sequelize.Transaction, handed out by `s.transaction`.');
  });
});

describe('across files', () => {
  it.each<[string, Record<string, string>]>([
    [
      'an exported instance',
      {
        'src/a.ts': `import { sequelize } from './db'; sequelize.transaction((q) => q.afterCommit(f))`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; export const sequelize = new Sequelize()`,
      },
    ],
    [
      'through an index that passes it on',
      {
        'src/a.ts': `import { main } from './db/index.js'; main.transaction((q) => q.afterCommit(f))`,
        'src/db/index.ts': `export { sequelize as main } from './connection'`,
        'src/db/connection.ts': `import { Sequelize } from 'sequelize'; const sequelize = new Sequelize(); export { sequelize }`,
      },
    ],
    [
      'through export *',
      {
        'src/a.ts': `import { sequelize } from '.'; sequelize.transaction((q) => q.afterCommit(f))`,
        'src/index.ts': `export * from './b'; export * from './db'`,
        'src/b.ts': `export * from './index'`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; export const sequelize = new Sequelize()`,
      },
    ],
    [
      'module.exports with a literal',
      {
        'src/a.js': `const { sequelize } = require('./models'); sequelize.transaction((q) => q.afterCommit(f))`,
        'src/models/index.js': `const { Sequelize } = require('sequelize'); const sequelize = new Sequelize(); module.exports = { sequelize }`,
      },
    ],
    [
      'module.exports by property',
      {
        'src/a.js': `const db = require('./models'); db.sequelize.transaction((q) => q.afterCommit(f))`,
        'src/models.js': `const Sequelize = require('sequelize'); exports.sequelize = new Sequelize()`,
      },
    ],
    [
      'a default export',
      {
        'src/a.ts': `import db from './db'; db.transaction((q) => q.afterCommit(f))`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; export default new Sequelize()`,
      },
    ],
    [
      'a property of a default export',
      {
        'src/a.ts': `import db from './db'; db.main.transaction((q) => q.afterCommit(f))`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; const main = new Sequelize(); export default { main }`,
      },
    ],
    [
      'a namespace',
      {
        'src/a.ts': `import * as db from './db'; db.main.transaction((q) => q.afterCommit(f))`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; export const main: Sequelize = connect()`,
      },
    ],
    [
      'a class and its base',
      {
        'src/a.ts': `import { Db } from './db'; const db = new Db(); db.transaction((q) => q.afterCommit(f))`,
        'src/db.ts': `import { Base } from './base'; export class Db extends Base {}`,
        'src/base.ts': `import { Sequelize } from 'sequelize'; export class Base extends Sequelize {}`,
      },
    ],
    [
      'a static property',
      {
        'src/a.ts': `import { Db } from './db'; Db.main.transaction((q) => q.afterCommit(f))`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; export class Db { static main = new Sequelize() }`,
      },
    ],
    [
      'an options type',
      {
        'src/a.ts': `import type { Options } from './options'; ({ tx: q }: Options) => q.afterCommit(f)`,
        'src/options.ts': `import type { Transaction } from 'sequelize'; export interface Options extends Base {} interface Base { tx: Transaction }`,
      },
    ],
    [
      'an alias of tsconfig.json',
      {
        'apps/api/src/a.ts': `import { sequelize } from '@/db'; sequelize.transaction((q) => q.afterCommit(f))`,
        'apps/api/tsconfig.json': `{ "extends": "../../tsconfig.base.json", /* c */ }`,
        'tsconfig.base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["apps/api/src/*"] } } }`,
        'apps/api/src/db.ts': `import { Sequelize } from 'sequelize'; export const sequelize = new Sequelize()`,
      },
    ],
    [
      'a package of the workspace, which tsconfig.json names',
      {
        'apps/api/src/a.ts': `import { sequelize } from '@shop/db'; sequelize.transaction((q) => q.afterCommit(f))`,
        'apps/api/package.json': `{ "dependencies": { "@shop/db": "1" } }`,
        'apps/api/tsconfig.json': `{ "extends": "../../tsconfig.base.json" }`,
        'tsconfig.base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@shop/db": ["packages/db/src/index.ts"] } } }`,
        'packages/db/src/index.ts': `export * from './orders'; export * from './main'`,
        'packages/db/src/orders.ts': `export const orders = []`,
        'packages/db/src/main.ts': `import { Sequelize } from 'sequelize'; export const sequelize = new Sequelize()`,
      },
    ],
    [
      'an import of package.json',
      {
        'src/a.ts': `import { main } from '#db'; main.transaction((q) => q.afterCommit(f))`,
        'package.json': `{ "imports": { "#db": "./src/db.ts" } }`,
        'src/db.ts': `import { Sequelize } from 'sequelize'; export const main = new Sequelize()`,
      },
    ],
  ])('%s', (_, files) => {
    expect(hooksIn(files)).toEqual(['certain q.afterCommit']);
  });

  it('ends where imports go round in circles', () => {
    const files = {
      'src/a.ts': `import { x } from './b'; x.afterCommit(f)`,
      'src/b.ts': `export { x } from './c'; export * from './c'`,
      'src/c.ts': `export { x } from './b'; export * from './b'`,
    };
    expect(hooksIn(files)).toEqual([]);
  });

  it('is not stopped by a file that does not parse', () => {
    const files = { 'src/a.ts': `import { x } from './b'; x.afterCommit(f)`, 'src/b.ts': 'export const x = ;' };
    expect(hooksIn(files)).toEqual([]);
  });
});

describe('a function that resolves', () => {
  it.each<[string, string]>([
    ['by name', `import { runOnTransactionCommit } from 'typeorm-transactional'; runOnTransactionCommit(f)`],
    ['renamed', `import { runOnTransactionCommit as later } from 'typeorm-transactional'; later(f)`],
    ['namespace', `import * as T from 'typeorm-transactional'; T.runOnTransactionComplete(f)`],
    ['required', `const { runOnTransactionRollback: undo } = require('typeorm-transactional'); undo(f)`],
    [
      'alias',
      `import { runOnTransactionCommit } from 'typeorm-transactional'; const later = runOnTransactionCommit; later(f)`,
    ],
    [
      'in an object',
      `import { runOnTransactionCommit } from 'typeorm-transactional'; const on = { commit: runOnTransactionCommit }; on.commit(f)`,
    ],
  ])('%s', (_, text) => {
    expect(hooksIn({ 'src/a.js': text })).toEqual([expect.stringMatching(/^certain /)]);
  });

  it.each<[string, string]>([
    [
      'shadowed',
      `import { runOnTransactionCommit } from 'typeorm-transactional'; (runOnTransactionCommit) => runOnTransactionCommit(f)`,
    ],
    ['of another package', `import { runOnTransactionCommit } from 'elsewhere'; runOnTransactionCommit(f)`],
    ['of nowhere', 'runOnTransactionCommit(f)'],
    ['not called', `import { runOnTransactionCommit } from 'typeorm-transactional'; register(runOnTransactionCommit)`],
  ])('not: %s', (_, text) => {
    expect(hooksIn({ 'src/a.js': text })).toEqual([]);
  });

  it('is a wrapper of the project, where it is used and where it is defined', () => {
    const wrapper = `export function runAfterCommit(t, f) {} runAfterCommit(t, f)`;
    expect(hooksIn({ 'src/db/after-commit.ts': wrapper })).toEqual(['certain runAfterCommit']);
    const user = `import { runAfterCommit as later } from './db'; later(t, f)`;
    const index = `export * from './after-commit'`;
    expect(hooksIn({ 'src/a.ts': user, 'src/db/index.ts': index, 'src/db/after-commit.ts': wrapper })).toEqual([
      'certain later',
    ]);
  });
});

describe('a receiver that does not resolve', () => {
  it.each<[string, string, string[]]>([
    ['named like one', '(t) => t.afterCommit(f)', ['likely t.afterCommit']],
    ['a property', '(options) => options.transaction.afterCommit(f)', ['likely options.transaction.afterCommit']],
    ['optional', '(o) => o.transaction?.afterCommit(f)', ['likely o.transaction?.afterCommit']],
    ['of this', 'class A { m() { this.trx.afterCommit(f) } }', ['likely this.trx.afterCommit']],
    ['either side', '(t, o) => (o.parent ?? t).afterCommit(f)', ['likely (o.parent ?? t).afterCommit']],
    ['any', '(t: any) => t.afterCommit(f)', ['likely t.afterCommit']],
    [
      'from a package',
      `import { transaction } from '@acme/db'; transaction.afterCommit(f)`,
      ['likely transaction.afterCommit'],
    ],
    ['handed out by a likely one', 'sequelize.transaction((q) => q.afterCommit(f))', ['likely q.afterCommit']],
    ['on two lines', '(o) => o\n  .transaction\n  .afterCommit(f)', ['likely o.transaction.afterCommit']],
    ['a declared class', 'declare class Ledger { afterCommit(f: any): void } (t: Ledger) => t.afterCommit(f)', []],
    ['another name', '(hooks) => hooks.afterCommit(f)', []],
    ['another literal', `(trx) => trx.after('commits', f)`, []],
    ['no literal', `(trx) => trx.after(when, f)`, []],
    ['a literal', `(trx) => trx.after('commit', f)`, ['likely trx.after']],
    ['another type', '(t: Ledger) => t.afterCommit(f)', []],
    ['a local class', 'class Ledger { afterCommit() {} } const t = new Ledger(); t.afterCommit(f)', []],
    ['a local interface', 'interface Ledger { afterCommit(f: () => void): void } (t: Ledger) => t.afterCommit(f)', []],
    ['an object', 'const t = { afterCommit() {} }; t.afterCommit(f)', []],
    ['a property of a type', '(o: { transaction: Ledger }) => o.transaction.afterCommit(f)', []],
    ['computed', '(t) => t[afterCommit](f)', []],
  ])('%s', (_, text, expected) => {
    expect(hooksIn(inPackage(text))).toEqual(expected);
  });

  it('is no site in a package that does not use the library', () => {
    const text = '(t) => t.afterCommit(f)';
    expect(hooksIn({ 'src/a.ts': text })).toEqual([]);
    expect(hooksIn({ 'src/a.ts': text, 'package.json': '{ "dependencies": { "mobx": "6" } }' })).toEqual([]);
    expect(hooksIn({ 'src/a.ts': text, 'package.json': '{ not json' })).toEqual([]);
  });

  it('is one in a workspace whose root depends on it', () => {
    const files = { 'packages/api/src/a.ts': '(t) => t.afterCommit(f)', 'packages/api/package.json': '{}' };
    expect(hooksIn({ ...files, 'package.json': '{ "devDependencies": { "sequelize": "6" } }' })).toEqual([
      'likely t.afterCommit',
    ]);
  });

  it('says so', () => {
    const [site] = open(inPackage('(t) => t.afterCommit(f)')).sites('after-commit');
    expect(site?.evidence).toBe(
      '`t` is named like a sequelize.Transaction, and package.json names sequelize; what it is could not be resolved.',
    );
  });
});

describe('the parts of a site', () => {
  it('has the callback that the pattern names', () => {
    const file = open(
      inPackage(`sequelize.transaction({}, async (t) => { t.afterCommit(send) }); trx.after('commit', log)`),
    );
    const callbacks = [...file.sites('transaction'), ...file.sites('after-commit')].map(
      ({ callback }) => callback?.type,
    );
    expect(callbacks).toEqual(['ArrowFunctionExpression', 'Identifier', 'Identifier']);
  });

  it('knows the transaction around a node, also where its callback has a name', () => {
    const file = open(
      inPackage(`
        sequelize.transaction(async (t) => { t.afterCommit(() => one()) });
        const work = async (t) => { t.afterCommit(() => two()) };
        sequelize.transaction(work);
        three();
      `),
    );
    const [one, two, three] = ['one', 'two', 'three'].map((name) => {
      const [call] = file.find(file.ast.program, 'CallExpression', { callee: { name } });
      return call && file.enclosingTransaction(call)?.symbol;
    });
    expect([one, two, three]).toEqual(['sequelize.transaction', 'sequelize.transaction', undefined]);
  });

  it('gives names for expressions', () => {
    const file = open({
      'src/a.ts': `import { make } from './db'; const db = new Map(); make(db)`,
      'src/db/index.ts': `export { make } from './make'`,
      'src/db/make.ts': `export { transaction as make } from 'elsewhere'`,
    });
    const [call] = file.find(file.ast.program, 'CallExpression');
    const [argument] = call?.arguments ?? [];
    expect([...file.exportNames(call?.callee ?? file.ast)]).toEqual([
      'src/db/index.make',
      'src/db.make',
      'src/db/make.make',
      'elsewhere.transaction',
    ]);
    expect([...file.instanceNames(argument ?? file.ast)]).toEqual(['Map']);
  });
});
