import { defineDialect } from '../define-dialect.ts';

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
        of: ['peewee.Model', 'playhouse.flask_utils.FlaskDB().Model'],
        begins: ['select', 'raw', 'insert', 'insert_many', 'get_by_id', 'get_or_none'],
        lazy: [
          'select',
          'raw',
          // Run twice, the second is passed over where the database returns keys (PostgreSQL, peewee 3 and 4).
          'insert',
          'insert_many',
          'where',
          'order_by',
          'join',
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
        kept: ['[]', 'first', 'execute', 'iterator', 'peek'],
        renewedBy: 'clone',
      },
    ],
  },
});
