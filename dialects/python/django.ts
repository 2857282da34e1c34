import { defineDialect } from '../define-dialect.ts';

// `owner__name`, but neither `owner__id`, which is a column of the row itself, nor `total__gte`.
const spanned =
  '[a-z\\d]__(?!(?:i?exact|i?contains|in|[gl]te?|i?startswith|i?endswith|range|date|time|year|iso_year|month|day|week|week_day|quarter|hour|minute|second|isnull|i?regex|id|pk|has_keys?|has_any_keys|contained_by|overlap|len)(?:__|\\b))[a-z]';

export const django = defineDialect({
  id: 'django',
  name: 'Django',
  language: 'python',
  packages: ['django'],
  versions: '3.2 – 5.2',
  docs: 'https://docs.djangoproject.com/en/5.2/topics/db/transactions/#performing-actions-after-commit',
  // `close_if_unusable_or_obsolete` runs on request_started and request_finished alone, whatever CONN_MAX_AGE says:
  // django/db/__init__.py.
  keptConnection: {
    setUp: 'django.setup',
    usedBy: 'objects',
    renewedBy: {
      call: 'django.db.close_old_connections',
      words: [
        'close_old_connections',
        'close_if_unusable_or_obsolete',
        'request_started',
        'connections.close_all',
        'connection.close',
      ],
    },
  },
  implicit: {
    signalled: {
      by: 'django.dispatch.receiver',
      signals: [
        'django.db.models.signals.pre_save',
        'django.db.models.signals.post_save',
        'django.db.models.signals.pre_delete',
        'django.db.models.signals.post_delete',
        'django.db.models.signals.m2m_changed',
      ],
      saved: ['django.db.models.signals.pre_save', 'django.db.models.signals.post_save'],
    },
    requested: {
      word: 'ATOMIC_REQUESTS',
      // Read from DATABASES alone: a key, or an argument of `dict` and `update`. A name of its own does nothing unless it
      // is the key's value.
      says: /(?<!^[ \t]*#.*)(?:["']ATOMIC_REQUESTS["']\s*(?:\]\s*=|:)|[(,]\s*(?:#.*[\r\n]\s*)*ATOMIC_REQUESTS\s*=)\s*(?:True\b|(\w+)\b(?<=^[ \t]*\1\s*=\s*True\b[\s\S]*))/m,
      parameter: 'request',
      unless: 'django.db.transaction.non_atomic_requests',
    },
  },
  recognises: {
    'after-commit': [
      {
        call: [
          'django.db.transaction.on_commit',
          'django.db.connection.on_commit',
          'django.db.connections[].on_commit',
          'django.db.transaction.get_connection().on_commit',
        ],
        ending: ['transaction.on_commit', 'connection.on_commit'],
        callback: 0,
        keyword: 'func',
      },
    ],
    // Classes of mails that queue them in a table of the same database send nothing yet.
    enqueue: [
      {
        call: [
          'django.core.mail.send_mail',
          'django.core.mail.send_mass_mail',
          'django.core.mail.mail_admins',
          'django.core.mail.mail_managers',
          'django.core.mail.EmailMessage().send',
          'django.core.mail.EmailMultiAlternatives().send',
        ],
        sends: 'mail',
        unlessSet: { word: 'EMAIL_BACKEND', says: /\bEMAIL_BACKEND\b.*(?:\bmailer\.|post_office)/ },
      },
    ],
    query: [
      {
        of: ['django.db.models.Model.objects', 'django.db.models.Model._default_manager'],
        ending: ['objects'],
        lazy: [
          'all',
          'filter',
          'exclude',
          'annotate',
          'order_by',
          'reverse',
          'distinct',
          'values',
          'values_list',
          'dates',
          'datetimes',
          'union',
          'select_related',
          'prefetch_related',
          'only',
          'defer',
          'using',
          'raw',
          'extra',
        ],
        rows: ['get', 'first', 'last', 'latest', 'earliest', 'count', 'exists', 'aggregate', 'in_bulk'],
        // A query that nothing has read yet answers `first`, `count` and `[0]` anew each time.
        kept: [],
        renewedBy: 'all',
        keptBy: ['django.core.paginator.Paginator'],
        contexts: ['extra_context'],
        rendered: {
          by: [
            'django.shortcuts.render',
            'django.template.loader.render_to_string',
            'django.template.response.TemplateResponse',
          ],
          methods: ['get_context_data'],
        },
        // A page of a query is a query of its own.
        served: { method: 'get_queryset', by: ['django.views.generic.ListView'], unless: /\bpaginate_by\b/ },
        conditions: {
          keyword: 'limit_choices_to',
          call: ['django.db.models.ForeignKey', 'django.db.models.OneToOneField', 'django.db.models.ManyToManyField'],
        },
        callable: {
          keyword: 'choices',
          call: [
            'django.forms.ChoiceField',
            'django.forms.MultipleChoiceField',
            'django.forms.TypedChoiceField',
            'django.forms.TypedMultipleChoiceField',
          ],
        },
        // Each form has deep copies of the fields, in REST framework of what they were given; those take no function.
        choosing: {
          forms: [
            'django.forms.Form',
            'django.forms.ModelForm',
            'rest_framework.serializers.Serializer',
            'rest_framework.serializers.ModelSerializer',
          ],
          fields: ['rest_framework.serializers.ChoiceField', 'rest_framework.serializers.MultipleChoiceField'],
          widgets: [
            'django.forms.Select',
            'django.forms.SelectMultiple',
            'django.forms.RadioSelect',
            'django.forms.CheckboxSelectMultiple',
          ],
          widget: 'widget',
          leaves: ['django.forms.CharField', 'django.forms.IntegerField', 'django.forms.Field'],
        },
      },
    ],
    row: [
      {
        of: ['django.db.models.Model.objects', 'django.db.models.Model._default_manager'],
        ending: ['objects', '_default_manager'],
        narrows: [
          'all',
          'filter',
          'exclude',
          'order_by',
          'using',
          'select_related',
          'prefetch_related',
          'only',
          'defer',
        ],
        unlockable: ['distinct', 'annotate', 'union', 'values', 'values_list', 'raw', 'extra'],
        locks: ['select_for_update'],
        unlocks: ['count', 'union'],
        one: ['get', 'first', 'last', 'latest', 'earliest', 'aget', 'afirst'],
        again: ['get'],
        makes: ['get_or_create', 'aget_or_create', 'update_or_create', 'aupdate_or_create'],
        each: ['iterator'],
        iterable: true,
        anew: '{asked}',
        through: ['django.shortcuts.get_object_or_404'],
        model: 'owner',
        written: {
          by: 'row',
          method: ['save', 'asave'],
          columns: 'update_fields',
          makes: ['force_insert'],
          key: ['pk', 'id'],
          overridden: ['save'],
        },
      },
    ],
    transaction: [{ call: 'django.db.transaction.atomic', ending: ['transaction.atomic'] }],
  },
  writes: {
    afterCommit: {
      code: 'transaction.on_commit({callback})',
      imports: ['django.db.transaction'],
      repeats: 'using',
      raisesAfter: ['set_autocommit'],
      givenUpBy: ['set_rollback(True'],
      askedBy: ['in_atomic_block', 'get_autocommit'],
      nested: 'outermost',
    },
    rowLock: {
      transaction: { code: 'transaction.atomic({using})', path: 'django.db.transaction', using: 'using' },
      chained: '.select_for_update()',
      // `get_object_or_404` asks the default manager: django/shortcuts.py.
      manager: {
        usual: 'objects',
        byDefault: '_default_manager',
        chosenBy: 'default_manager_name',
        column: /(?:Field|ForeignKey)$/,
      },
      // As update_or_create does it: django/db/models/query.py.
      made: {
        methods: ['get_or_create'],
        defaults: 'defaults',
        unique: /\b(?:unique|primary_key)\s*=\s*True|OneToOneField\(/,
        together:
          /\bunique_together\s*=\s*[[(]{1,2}([^\])]*)[\])]|\bUniqueConstraint\((?![^)]*\bcondition\b)[^)]*?\bfields\s*=\s*[[(]([^\])]*)[\])]/,
      },
      loop: {
        head: 'for {key} in {rows}.values_list("pk", flat=True)',
        own: '{row}.pk',
        // A nullable join can't be locked on PostgreSQL, and the lock is on the row alone.
        row: '{rows}.select_related(None).order_by().select_for_update().filter(pk={key}).first()',
      },
      // A relation that may be missing is an outer join where it is asked for none, in an `or`, or excluded.
      joins: new RegExp(
        `^(?:exclude|order_by)\\([\\s\\S]*${spanned}|^filter\\((?=[\\s\\S]*${spanned})[\\s\\S]*(?:\\||__isnull\\s*=\\s*True)`,
      ),
      joinedBy: {
        spanned: new RegExp(spanned),
        relation: /(?:ForeignKey|OneToOneField|ManyToManyField|Relation)$/,
        many: /(?:ManyToManyField|Relation)$/,
      },
      begun: 'get_queryset',
      old: { code: 'F("{column}")', path: 'django.db.models.F' },
      columns: {
        made: /(?:^|\.)(?:(?!ManyToMany)\w+Field|ForeignKey)$/,
        mutable: /(?:File|Image|JSON|Json|Array|HStore|Binary)Field$/,
        touched: /\bauto_now\s*=\s*True/,
      },
      alone: {
        code: 'update_fields=[{columns}]',
        column: '"{column}"',
        again: '{row}.refresh_from_db(fields=[{columns}])',
      },
      counted: {
        code: '{query}.filter(pk={row}.pk{holds}).update({values})',
        holds: {
          '<': ', {column}__lt={value}',
          '<=': ', {column}__lte={value}',
          '>': ', {column}__gt={value}',
          '>=': ', {column}__gte={value}',
          '==': ', {column}={value}',
          '!=': ').exclude({column}={value}',
        },
        value: '{column}={value}',
      },
      database: {
        word: 'DATABASES',
        lacks: /backends\.sqlite3|\bsqlite:\/\//,
        has: /postgres|mysql|mariadb|postgis|oracle|mssql|cockroach|dj_database_url|\benv\.db|DATABASE_URL|DB_ENGINE/i,
      },
      // A query that locks goes where its model is written: `_for_write` in django/db/models/query.py.
      router: {
        setting: 'DATABASE_ROUTERS',
        method: 'db_for_write',
        byRow: /\binstance\b/,
        code: 'router.db_for_write({model})',
        path: 'django.db.router',
      },
      versioned: /\b\w*VersionField\(/,
      expressions: [
        'django.db.models.F',
        'django.db.models.Case',
        'django.db.models.Value',
        'django.db.models.Subquery',
        'django.db.models.functions.Coalesce',
        'django.db.models.functions.Greatest',
      ],
    },
  },
});
