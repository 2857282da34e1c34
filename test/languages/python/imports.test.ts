import { expect, it } from 'vitest';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { opened } from './opened.ts';

const body = '\n\ndef send(): pass\n';

/** The text with what importing a name adds to it. */
function withImport(text: string, path: string): string | undefined {
  const file = opened({ 'app/views.py': text, 'app/__init__.py': '', 'app/models.py': 'class Order: pass\n' });
  const imported = importedAs(file, path);
  return imported?.edits.reduceRight(
    (at, { start, end, text: added }) => at.slice(0, start) + added + at.slice(end),
    text,
  );
}

it.each([
  [
    'behind those of other libraries',
    'import celery\n\nfrom app.models import Order\n',
    'import celery\nfrom django.db import transaction\n\nfrom app.models import Order\n',
  ],
  ['beside those of its own', 'from django.db import models\n', 'from django.db import models, transaction\n'],
  [
    "in a section before the project's own",
    'from app.models import Order\n',
    'from django.db import transaction\n\nfrom app.models import Order\n',
  ],
  [
    'in a section before relative ones',
    'from .models import Order\n',
    'from django.db import transaction\n\nfrom .models import Order\n',
  ],
  [
    "between Python's own and the project's",
    'import json\n\nfrom app.models import Order\n',
    'import json\n\nfrom django.db import transaction\n\nfrom app.models import Order\n',
  ],
  ["in a section behind Python's own", 'import json\n', 'import json\n\nfrom django.db import transaction\n'],
])('an import stands %s', (_, imports, expected) => {
  expect(withImport(imports + body, 'django.db.transaction')).toContain(expected);
});

it('a name that is imported already is taken as the file calls it', () => {
  const file = opened('from django.db import transaction as tx\n');
  expect(importedAs(file, 'django.db.transaction')).toEqual({ name: 'tx', edits: [] });
});

it('a name that the file uses for something else is not imported', () => {
  expect(importedAs(opened('transaction = 1\n'), 'django.db.transaction')).toBeUndefined();
});
