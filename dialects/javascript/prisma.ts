import type { AtomicGuard, AtomicWrite } from '../../src/model/atomic-patterns.ts';
import { defineDialect } from '../define-dialect.ts';

const clients = ['@prisma/client.PrismaClient', '*.PrismaClient', '@prisma/client.Prisma.TransactionClient'] as const;
const client = /^(?:\w*[pP]risma\w*|db|tx)$/;

const atomic: AtomicWrite & { readonly guard: AtomicGuard } = {
  value: '{ {method}: {value} }',
  guard: {
    condition: '{column}: { {operator}: {bound} }',
    operators: { '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' },
    none: '{changed}.count === 0',
  },
};

/** Prisma has no hook that runs after commit: callbacks are collected and run by the caller. */
export const prisma = defineDialect({
  id: 'prisma',
  name: 'Prisma',
  language: 'javascript',
  packages: ['@prisma/client', 'prisma'],
  versions: '5 – 7',
  docs: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions#interactive-transactions',
  recognises: {
    row: [
      {
        does: 'read',
        method: ['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow'],
        of: { instanceOf: clients, property: '*' },
        named: client,
        table: 'property',
        where: { argument: 0, property: 'where' },
        locks: { statement: true },
        threads: { receiver: '{handle}' },
      },
      {
        does: 'list',
        method: 'findMany',
        of: { instanceOf: clients, property: '*' },
        named: client,
        table: 'property',
        threads: { receiver: '{handle}' },
      },
      {
        does: 'write',
        method: 'update',
        of: { instanceOf: clients, property: '*' },
        named: client,
        table: 'property',
        where: { argument: 0, property: 'where' },
        values: { argument: 0, property: 'data' },
        threads: { receiver: '{handle}' },
        atomic: { ...atomic, isStrict: true, guard: { ...atomic.guard, renames: { update: 'updateMany' } } },
      },
      {
        does: 'write',
        method: 'updateMany',
        of: { instanceOf: clients, property: '*' },
        named: client,
        table: 'property',
        where: { argument: 0, property: 'where' },
        values: { argument: 0, property: 'data' },
        threads: { receiver: '{handle}' },
        atomic,
      },
    ],
    query: [
      {
        method: [
          'findMany',
          'findFirst',
          'findFirstOrThrow',
          'findUnique',
          'findUniqueOrThrow',
          'count',
          'aggregate',
          'groupBy',
        ],
        of: { instanceOf: ['@prisma/client.PrismaClient', '*.PrismaClient'], property: '*' },
        named: /^(?:\w*[pP]risma\w*|db)$/,
        answer: 'remembered',
      },
      {
        method: ['$queryRaw', '$queryRawUnsafe'],
        of: { instanceOf: ['@prisma/client.PrismaClient', '*.PrismaClient'] },
        named: /^(?:\w*[pP]risma\w*|db)$/,
        sql: 0,
        answer: 'remembered',
      },
    ],
    transaction: [
      {
        method: '$transaction',
        of: { instanceOf: ['@prisma/client.PrismaClient', '*.PrismaClient'] },
        named: /^(?:\w*[pP]risma\w*|db)$/,
        callback: 0,
        handle: { parameter: 0, instanceOf: '@prisma/client.Prisma.TransactionClient', named: /^(?:tx|trx)$/ },
      },
    ],
  },
  writes: {
    rowLock: {
      handle: ['tx', 'trx', 'transaction'],
      code: '{connection}.$transaction(async ({handle}) => {body})',
      connection: '{receiver}',
      timesOut: true,
      schema: [
        'prisma/schema.prisma',
        'schema.prisma',
        'src/prisma/schema.prisma',
        'packages/database/schema.prisma',
        'prisma/schema/schema.prisma',
      ],
      schemaNamed: {
        in: ['prisma.config.ts', 'package.json'],
        by: /"prisma"\s*:\s*\{[^{}]*"schema"\s*:\s*"(?:\.\/)?([^"]+)"|\bdefineConfig\(\s*\{[^{}]*\bschema:\s*['"](?:\.\/)?([^'"]+)['"]/,
      },
      hasTable: (schema, table) => new RegExp(`^model\\s+${table}\\s*\\{`, 'im').test(schema),
      readsSnapshot: { schema: /provider\s*=\s*"mysql"/ },
      hasLocks: (schema) =>
        providersOf(schema).some((one) => /^(?:postgres(?:ql)?|mysql|cockroachdb)$/.test(one)) &&
        !providersOf(schema).some((one) => /^(?:sqlite|sqlserver|mongodb)$/.test(one)),
      statement: (schema, table, where, handle) => {
        const model = new RegExp(`^model\\s+(${table})\\s*\\{([\\s\\S]*?)^\\}`, 'im').exec(schema);
        if (!model) return undefined;
        const [, name = '', body = ''] = model;
        const isMySql = providersOf(schema).includes('mysql');
        // Of a schema for several databases nobody knows how a name is quoted.
        if (isMySql && new Set(providersOf(schema)).size > 1) return undefined;
        const quote = isMySql ? '\\`' : '"';
        const quoted = (word: string) => `${quote}${word}${quote}`;
        const conditions = where.map(({ column, value }) => {
          const field = new RegExp(`^\\s*${column}\\s+(\\w+)(?!\\w*\\s*\\[)(.*)$`, 'm').exec(body);
          const [, type = '', rest = ''] = field ?? [];
          const native = /@db\.(\w+)/.exec(rest)?.[1];
          // A parameter of a raw query is sent as text or as a number; other types need a cast, an enum a cast of its own.
          if (
            !/^(?:String|Int|BigInt|Boolean)$/.test(type) ||
            (native !== undefined && !/Char$|Text$|Int$|^(?:Uuid|Integer|Citext)$/.test(native))
          )
            return undefined;
          const cast = native === 'Uuid' ? '::uuid' : '';
          return `${quoted(/@map\("([^"]+)"\)/.exec(rest)?.[1] ?? column)} = \${${value}}${cast}`;
        });
        if (conditions.length === 0 || conditions.includes(undefined)) return undefined;
        const names = [/@@schema\("([^"]+)"\)/.exec(body)?.[1], /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name];
        const from = names.flatMap((word) => (word === undefined ? [] : quoted(word))).join('.');
        return `await ${handle}.$queryRaw\`SELECT 1 FROM ${from} WHERE ${conditions.join(' AND ')} FOR UPDATE\``;
      },
    },
  },
});

/** The databases of a schema. */
const providersOf = (schema: string): string[] =>
  [...schema.matchAll(/^\s*datasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(\w+)"/gm)].map(
    ([, provider = '']) => provider,
  );
