import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { loadJavaScriptKit } from '../../../src/languages/javascript/index.ts';
import type { Dialect } from '../../../src/model/dialect.ts';
import { isUnopened } from '../../../src/model/kit.ts';
import { projectOf } from '../../project-of-texts.ts';

const sequelize: Dialect<'javascript'> = {
  id: 'sequelize',
  name: 'Sequelize',
  language: 'javascript',
  packages: ['sequelize', 'sequelize-typescript'],
  versions: '6',
  docs: '',
  recognises: {
    'after-commit': [
      {
        method: 'afterCommit',
        of: { instanceOf: 'sequelize.Transaction' },
        named: /^(t|tx|trx|transaction|.*Transaction)$/,
        callback: 0,
      },
    ],
    transaction: [
      {
        method: 'transaction',
        of: { instanceOf: ['sequelize.Sequelize', 'sequelize.default', 'sequelize-typescript.Sequelize'] },
        named: /^(sequelize|db)$/i,
        callback: -1,
        handle: { parameter: 0, returned: true, instanceOf: 'sequelize.Transaction' },
      },
    ],
  },
};

const typeormTransactional: Dialect<'javascript'> = {
  id: 'typeorm-transactional',
  name: 'typeorm-transactional',
  language: 'javascript',
  packages: ['typeorm-transactional'],
  versions: '0.5',
  docs: '',
  recognises: {
    'after-commit': [
      {
        call: [
          'typeorm-transactional.runOnTransactionCommit',
          'typeorm-transactional.runOnTransactionRollback',
          'typeorm-transactional.runOnTransactionComplete',
        ],
        callback: 0,
      },
    ],
  },
};

const knex: Dialect<'javascript'> = {
  id: 'knex',
  name: 'Knex',
  language: 'javascript',
  packages: ['knex'],
  versions: '3',
  docs: '',
  makes: [{ call: ['knex.default', 'knex.knex'], instanceOf: 'knex.Knex' }],
  recognises: {
    'after-commit': [
      { method: 'then', of: { instanceOf: 'knex.Knex.Transaction', property: 'executionPromise' }, callback: 0 },
    ],
    transaction: [
      {
        method: 'transaction',
        of: { instanceOf: ['knex.Knex', 'knex.Knex.Transaction'] },
        named: /^knex$/,
        callback: 0,
        handle: { parameter: 0, returned: true, instanceOf: 'knex.Knex.Transaction' },
      },
    ],
  },
};

const lucid: Dialect<'javascript'> = {
  id: 'lucid',
  name: 'Lucid',
  language: 'javascript',
  packages: ['@adonisjs/lucid'],
  versions: '21',
  docs: '',
  recognises: {
    'after-commit': [
      {
        method: 'after',
        of: { instanceOf: '@adonisjs/lucid/types/database.TransactionClientContract' },
        argument: { 0: ['commit', 'rollback'] },
        named: /^trx$/,
        callback: 1,
      },
    ],
    transaction: [
      {
        call: '@adonisjs/lucid/services/db.default.transaction',
        callback: 0,
        handle: {
          parameter: 0,
          returned: true,
          instanceOf: '@adonisjs/lucid/types/database.TransactionClientContract',
        },
      },
    ],
  },
};

/** The wrapper of a project's own, as a configuration names it. */
const wrapper: Dialect<'javascript'> = {
  id: 'own',
  name: 'Own',
  language: 'javascript',
  packages: [],
  versions: '',
  docs: '',
  recognises: { 'after-commit': [{ call: 'src/db/after-commit.runAfterCommit', callback: 1 }] },
};

const kit = await loadJavaScriptKit();

/** Opens the first of some files by path; the others are what it may import. */
export function open(files: Readonly<Record<string, string>>): JavaScriptFile {
  const [[path, text] = ['', '']] = Object.entries(files);
  const opened = kit.open(
    path,
    text,
    [sequelize, typeormTransactional, knex, lucid, wrapper],
    projectOf(new Map(Object.entries(files))),
  );
  if (isUnopened(opened)) throw new Error(opened.detail);
  return opened as JavaScriptFile;
}

/** The after-commit sites of a file: `certain t.afterCommit`. */
export function hooksIn(files: Readonly<Record<string, string>>): string[] {
  return open(files)
    .sites('after-commit')
    .map(({ certainty, symbol }) => `${certainty} ${symbol}`);
}
