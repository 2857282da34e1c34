import { defineDialect } from '../define-dialect.ts';

const models = ['peewee.Model', 'playhouse.flask_utils.FlaskDB().Model'] as const;

export const peewee = defineDialect({
  id: 'peewee',
  name: 'peewee',
  language: 'python',
  packages: ['peewee'],
  versions: '2.10 – 4.3',
  docs: 'https://docs.peewee-orm.com/en/latest/peewee/querying.html#iterating-over-large-result-sets',
  recognises: {
    query: [
      {
        of: models,
        begins: ['select', 'raw', 'get_by_id', 'get_or_none'],
        lazy: [
          'select',
          'raw',
          'where',
          'order_by',
          'join',
          'union',
          'union_all',
          'switch',
          'group_by',
          'having',
          'limit',
          'offset',
          'paginate',
          'distinct',
          'dicts',
          'tuples',
          'namedtuples',
          'objects',
        ],
        rows: ['get', 'get_by_id', 'get_or_none', 'first', 'count', 'exists', 'scalar'],
        // `iterator` raises the second time: the cursor is closed.
        kept: ['[]', 'first', 'execute', 'iterator', 'peek', 'prefetch'],
        readBy: ['peewee.prefetch'],
        renewedBy: 'clone',
      },
      // Run twice, the second is passed over where the database returns keys (PostgreSQL, peewee 3 and 4).
      {
        of: models,
        begins: ['insert', 'insert_many'],
        lazy: ['insert', 'insert_many', 'returning', 'on_conflict', 'on_conflict_ignore'],
        rows: [],
        kept: ['execute'],
        writes: true,
      },
      // Without `returning` these run each time.
      {
        of: models,
        begins: ['update', 'delete'],
        lazy: ['update', 'delete', 'where', 'returning'],
        rows: [],
        needs: 'returning',
        kept: ['execute'],
        writes: true,
      },
    ],
    row: [
      {
        of: ['peewee.Model', 'playhouse.flask_utils.FlaskDB().Model'],
        begins: ['select', 'get', 'get_by_id', 'get_or_none', 'get_or_create'],
        narrows: ['select', 'where', 'order_by', 'limit'],
        unlockable: ['join', 'group_by', 'having', 'distinct', 'union', 'dicts', 'tuples', 'namedtuples'],
        locks: ['for_update'],
        one: ['get', 'get_by_id', 'get_or_none', 'first'],
        // `get` takes the first of those that its conditions leave.
        again: ['get_by_id'],
        makes: ['get_or_create'],
        each: ['iterator'],
        iterable: true,
        model: 'whole',
        written: {
          by: 'row',
          method: ['save'],
          columns: 'only',
          makes: ['force_insert'],
          key: ['id'],
          partial: /\bonly_save_dirty\s*=\s*True/,
          overridden: ['save'],
        },
      },
    ],
    transaction: [
      {
        call: [
          'peewee.PostgresqlDatabase().atomic',
          'peewee.MySQLDatabase().atomic',
          'peewee.SqliteDatabase().atomic',
          'playhouse.db_url.connect().atomic',
          'peewee.PostgresqlDatabase().transaction',
          'peewee.MySQLDatabase().transaction',
          'peewee.SqliteDatabase().transaction',
          'playhouse.db_url.connect().transaction',
        ],
        ending: ['db.atomic', 'database.atomic'],
      },
    ],
  },
  writes: {
    rowLock: {
      transaction: { code: '{model}._meta.database.atomic()' },
      chained: '.for_update()',
      instead: {
        get: '{of}.select().where({arguments}).for_update().get()',
        get_by_id: '{of}.select().where({of}._meta.primary_key == {arguments}).for_update().get()',
        get_or_none: '{of}.select().where({arguments}).for_update().first()',
      },
      loop: {
        head: 'for ({key},) in {rows}.select({model}._meta.primary_key).tuples()',
        own: '{row}.get_id()',
        row: '{rows}.where({model}._meta.primary_key == {key}).for_update().first()',
        unless: /\bCompositeKey\(|\bprimary_key\s*=\s*False/,
      },
      old: { code: '{model}.{column}' },
      columns: { made: /(?:^|\.)(?!ManyToMany)\w+Field$/, mutable: /(?:JSON|Array|HStore|Blob)\w*Field$/ },
      alone: { code: 'only=[{columns}]', column: '{model}.{column}' },
      counted: {
        code: '{model}.update({values}).where(({model}._meta.primary_key == {row}.get_id()){holds}).execute()',
        holds: {
          '<': ' & ({model}.{column} < {value})',
          '<=': ' & ({model}.{column} <= {value})',
          '>': ' & ({model}.{column} > {value})',
          '>=': ' & ({model}.{column} >= {value})',
          '==': ' & ({model}.{column} == {value})',
        },
        // A row that gets the value it has is counted on PostgreSQL, and not by the drivers of MySQL as peewee opens them.
        unless: { word: 'Database', says: /\b\w*(?:MySQL|MariaDB)\w*Database\(|\bmysql:|\bconnect\(/ },
        value: '{column}={value}',
      },
      database: {
        word: 'Database',
        lacks: /\b(?:Sqlite\w*Database|SqlCipherDatabase)\(|\bsqlite:\/\//,
        has: /\b(?:Postgresql|PooledPostgresql|MySQL|PooledMySQL|MariaDB|Cockroach)\w*(?:Ext)?Database\(|\bconnect\(|postgres|mysql/i,
      },
      versioned: /\bversion\s*=\s*IntegerField\(/,
      expressions: [],
    },
  },
});
