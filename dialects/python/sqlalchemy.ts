import { defineDialect } from '../define-dialect.ts';

const begins = ['query', 'execute', 'scalars'];
const lazy = [...begins, 'filter', 'filter_by', 'order_by', 'options', 'join', 'limit'];
const rows = ['all', 'first', 'one', 'one_or_none', 'scalar', 'get', 'count', 'fetchall'];

// A row that the session knows already keeps the values it has, unless they are asked for.
const inQuery = '.with_for_update().execution_options(populate_existing=True)';
const written = {
  by: 'session',
  method: ['commit'],
  block: ['begin'],
  // Any other value that is changed in place is not even flushed.
  tracked: /\bas_mutable\(|\b(?:Nested)?Mutable\w+/,
  told: 'flag_modified',
  relation: /(?:^|\.)(?:relationship|relation|dynamic_loader|association_proxy)$/,
  back: String.raw`\bbackref\s*=\s*(?:(?:\w+\.)*backref\(\s*)?["']{name}["']`,
} as const;

export const sqlalchemy = defineDialect({
  id: 'sqlalchemy',
  name: 'SQLAlchemy',
  language: 'python',
  packages: ['sqlalchemy', 'flask-sqlalchemy'],
  versions: '1.4 – 2.0',
  docs: 'https://docs.sqlalchemy.org/en/20/orm/session_basics.html#when-do-i-construct-a-session-when-do-i-commit-it-and-when-do-i-close-it',
  recognises: {
    // A query runs anew at each use, but on the session that it was made on; a result gives its rows once.
    query: [
      {
        of: ['sqlalchemy.orm.Session()', 'sqlalchemy.orm.sessionmaker()()', 'sqlalchemy.create_engine().connect()'],
        begins,
        lazy,
        rows,
        keepsSession: true,
      },
      // What these give on each use belongs to the session of the thread, or of the request.
      { of: ['sqlalchemy.orm.scoped_session()', 'flask_sqlalchemy.SQLAlchemy().session'], begins, lazy, rows },
      { of: 'flask_sqlalchemy.SQLAlchemy().Model.query', ending: ['query'], lazy, rows },
    ],
    row: [
      {
        of: [
          'sqlalchemy.orm.Session()',
          'sqlalchemy.orm.sessionmaker()()',
          'sqlalchemy.orm.scoped_session()',
          'flask_sqlalchemy.SQLAlchemy().session',
        ],
        ending: ['session'],
        begins: ['query', 'get', 'get_one', 'scalars', 'scalar'],
        narrows: ['query', 'filter', 'filter_by', 'where', 'order_by', 'options', 'limit', 'scalars'],
        unlockable: ['join', 'outerjoin', 'group_by', 'having', 'distinct', 'union'],
        locks: ['with_for_update'],
        one: ['get', 'get_one', 'first', 'one', 'one_or_none', 'scalar'],
        again: ['get', 'get_one', 'one'],
        each: ['all'],
        iterable: true,
        anew: '{asked}.query({model})',
        model: 'argument',
        written,
      },
      {
        of: 'flask_sqlalchemy.SQLAlchemy().Model.query',
        ending: ['query'],
        narrows: ['filter', 'filter_by', 'order_by', 'options', 'limit'],
        unlockable: ['join', 'outerjoin', 'group_by', 'having', 'distinct', 'union'],
        locks: ['with_for_update'],
        one: ['get', 'first', 'one', 'one_or_none', 'get_or_404', 'first_or_404'],
        again: ['get', 'get_or_404', 'one'],
        each: ['all'],
        iterable: true,
        anew: '{asked}',
        model: 'owner',
        written,
      },
    ],
    // No hook is told: the event `after_commit` also comes when a savepoint is released.
    transaction: [
      {
        call: [
          'sqlalchemy.orm.Session().begin',
          'sqlalchemy.orm.sessionmaker().begin',
          'sqlalchemy.orm.sessionmaker()().begin',
          'sqlalchemy.orm.scoped_session().begin',
          'flask_sqlalchemy.SQLAlchemy().session.begin',
          'sqlalchemy.create_engine().begin',
          'sqlalchemy.ext.asyncio.AsyncSession().begin',
          'sqlalchemy.ext.asyncio.async_sessionmaker().begin',
          'sqlalchemy.ext.asyncio.async_sessionmaker()().begin',
          'sqlalchemy.ext.asyncio.create_async_engine().begin',
        ],
        ending: ['session.begin', 'Session.begin', 'engine.begin'],
      },
    ],
  },
  session: {
    of: [
      'sqlalchemy.orm.Session()',
      'sqlalchemy.orm.sessionmaker()()',
      'sqlalchemy.orm.scoped_session()',
      'sqlalchemy.ext.asyncio.AsyncSession()',
      'sqlalchemy.ext.asyncio.async_sessionmaker()()',
      'flask_sqlalchemy.SQLAlchemy().session',
    ],
    named: /(?:^|\.)(?:db_)?session$/,
    writes: ['add', 'add_all', 'merge', 'delete', 'flush'],
    commit: 'commit',
    ends: ['rollback', 'close'],
  },
  writes: {
    rowLock: {
      chained: '.with_for_update().populate_existing()',
      instead: {
        get: '{of}.get({arguments}, with_for_update=True, populate_existing=True)',
        get_one: '{of}.get_one({arguments}, with_for_update=True, populate_existing=True)',
      },
      given: { scalars: inQuery, scalar: inQuery },
      loop: {
        head: 'for ({key},) in {rows}.with_entities({model}.{column}).all()',
        row: '{rows}.filter({model}.{column} == {key}).with_for_update().populate_existing().first()',
        key: /^[ \t]+(\w+)\b[^=\n]*=\s*(?:\w+\.)?(?:mapped_column|Column)\([^\n]*\bprimary_key\s*=\s*True/,
        ordered: '.order_by({model}.{column})',
      },
      joins: /\b(?:joinedload|contains_eager|outerjoin)\(|\b(?:isouter|full)\s*=\s*True/,
      joinsByItself: {
        relation: written.relation,
        joined: /^lazy\s*=\s*(?:["']joined["']|False)$/,
        unless: /^innerjoin\s*=\s*(?!False\b)/,
        back: 'backref',
      },
      columns: { made: /(?:^|\.)(?:Column|mapped_column)$|^(?:\w+\.)?Mapped\[/, mutable: /^$/ },
      counted: {
        code: '{query}.filter({model}.{key} == {row}.{key}{holds}).update({{values}}, synchronize_session=False)',
        holds: {
          '<': ', {model}.{column} < {value}',
          '<=': ', {model}.{column} <= {value}',
          '>': ', {model}.{column} > {value}',
          '>=': ', {model}.{column} >= {value}',
          '==': ', {model}.{column} == {value}',
          '!=': ', {model}.{column}.is_distinct_from({value})',
        },
        // What the update has set is read anew behind the commit.
        unless: { word: 'expire_on_commit', says: /\bexpire_on_commit\s*=\s*False\b/ },
        value: '{model}.{column}: {value}',
      },
      old: { code: '{model}.{column}', unless: /@(?:\w+\.)*(?:validates|hybrid_property|\w+\.setter)\b/ },
      database: {
        word: 'sqlite',
        lacks: /\bsqlite(?:\+\w+)?:\/\//,
        has: /postgres|mysql|mariadb|oracle|mssql|environ|getenv|DATABASE_URL/i,
      },
      versioned: /\bversion_id_col\b/,
      expressions: [],
    },
  },
});
