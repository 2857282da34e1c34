import { defineDialect } from '../define-dialect.ts';

const begins = ['query', 'execute', 'scalars'];
const lazy = [...begins, 'filter', 'filter_by', 'order_by', 'options', 'join', 'limit'];
const rows = ['all', 'first', 'one', 'one_or_none', 'scalar', 'get', 'count', 'fetchall'];

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
        of: ['sqlalchemy.orm.Session()', 'sqlalchemy.orm.sessionmaker()()'],
        begins,
        lazy,
        rows,
        keepsSession: true,
      },
      // What these give on each use belongs to the session of the thread, or of the request.
      { of: ['sqlalchemy.orm.scoped_session()', 'flask_sqlalchemy.SQLAlchemy().session'], begins, lazy, rows },
      { of: 'flask_sqlalchemy.SQLAlchemy().Model.query', ending: ['query'], lazy, rows },
    ],
  },
});
