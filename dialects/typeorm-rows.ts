import type { AtomicGuard } from '../src/model/atomic-patterns.ts';
import type { RowPattern } from '../src/model/row-patterns.ts';

const repository = { receiver: '{handle}.withRepository({receiver})', madeBy: 'getRepository' } as const;

const inOptions = (argument: number) => ({ option: 'lock', argument, value: "{ mode: 'pessimistic_write' }" }) as const;

/** Listeners and transformers: an increment runs none of them. */
const savedInOtherWays = /\b(?:Before|After)Update\b|\btransformer\s*:|@VersionColumn\b/;

const guard: AtomicGuard = {
  condition: '{column}: {operator}({bound})',
  operators: { '<': 'LessThan', '<=': 'LessThanOrEqual', '>': 'MoreThan', '>=': 'MoreThanOrEqual' },
  operatorsFrom: 'typeorm',
  none: '{changed}.affected === 0',
};

const saved = {
  key: /@Primary(?:Generated)?Column\([^)]*\)\s*(?:(?:public|readonly)\s+)*(\w+)/,
  unless: savedInOtherWays,
  guard,
} as const;

/** A manager asks for the class of a row where a repository knows it. */
function ofManager(receiver: string, shared: Pick<RowPattern, 'of' | 'threads' | 'isConnection'>): RowPattern[] {
  const read = { does: 'read', ...shared, table: { argument: 0 } } as const;
  const computed = `${receiver}.{method}({table}, { {key}: {row}.{key}{condition} }, '{column}', {value})`;
  return [
    {
      ...read,
      method: ['findOne', 'findOneOrFail'],
      where: { argument: 1, property: 'where' },
      joins: ['relations', 'join'],
      locks: inOptions(1),
    },
    {
      ...read,
      method: 'findOneBy',
      where: { argument: 1 },
      locks: { ...inOptions(1), wraps: { as: 'where', method: 'findOne' } },
    },
    {
      ...read,
      method: 'findOneByOrFail',
      where: { argument: 1 },
      locks: { ...inOptions(1), wraps: { as: 'where', method: 'findOneOrFail' } },
    },
    {
      does: 'write',
      ...shared,
      method: 'update',
      table: { argument: 0 },
      where: { argument: 1 },
      values: { argument: 2 },
      atomic: { method: '{method}', values: "'{column}', {value}", unless: savedInOtherWays, guard },
    },
    {
      does: 'save',
      ...shared,
      method: 'save',
      classAt: 0,
      table: { argument: 0 },
      row: { argument: 1 },
      writesWhole: true,
      atomic: { whole: computed, ...saved },
    },
    {
      does: 'save',
      ...shared,
      method: 'save',
      table: 'receiver',
      row: { argument: 0 },
      writesWhole: true,
      atomic: { whole: computed, ...saved },
    },
  ];
}

export const rows: readonly RowPattern[] = [
  {
    does: 'read',
    method: ['findOne', 'findOneOrFail'],
    of: { instanceOf: 'typeorm.Repository' },
    named: /^\w*[rR]epo(?:sitory)?$/,
    table: 'receiver',
    where: { argument: 0, property: 'where' },
    joins: ['relations', 'join'],
    locks: inOptions(0),
    threads: repository,
  },
  {
    does: 'read',
    method: 'findOneBy',
    of: { instanceOf: 'typeorm.Repository' },
    named: /^\w*[rR]epo(?:sitory)?$/,
    table: 'receiver',
    where: { argument: 0 },
    locks: { ...inOptions(0), wraps: { as: 'where', method: 'findOne' } },
    threads: repository,
  },
  {
    does: 'read',
    method: 'findOneByOrFail',
    of: { instanceOf: 'typeorm.Repository' },
    named: /^\w*[rR]epo(?:sitory)?$/,
    table: 'receiver',
    where: { argument: 0 },
    locks: { ...inOptions(0), wraps: { as: 'where', method: 'findOneOrFail' } },
    threads: repository,
  },
  {
    does: 'list',
    method: ['find', 'findBy'],
    of: { instanceOf: 'typeorm.Repository' },
    named: /^\w*[rR]epo(?:sitory)?$/,
    table: 'receiver',
    threads: repository,
  },
  {
    does: 'write',
    method: 'update',
    of: { instanceOf: 'typeorm.Repository' },
    named: /^\w*[rR]epo(?:sitory)?$/,
    table: 'receiver',
    where: { argument: 0 },
    values: { argument: 1 },
    threads: repository,
    atomic: { method: '{method}', values: "'{column}', {value}", unless: savedInOtherWays, guard },
  },
  {
    does: 'save',
    method: 'save',
    of: { instanceOf: 'typeorm.Repository' },
    named: /^\w*[rR]epo(?:sitory)?$/,
    table: 'receiver',
    row: { argument: 0 },
    writesWhole: true,
    threads: repository,
    atomic: { whole: "{receiver}.{method}({ {key}: {row}.{key}{condition} }, '{column}', {value})", ...saved },
  },

  ...ofManager('{receiver}', { of: { instanceOf: 'typeorm.EntityManager' }, threads: { receiver: '{handle}' } }),
  ...ofManager('{receiver}.manager', {
    of: { instanceOf: 'typeorm.QueryRunner', property: 'manager' },
    isConnection: true,
  }),
];
