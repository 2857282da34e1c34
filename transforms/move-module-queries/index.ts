import type { Transform } from '../../src/model/transform.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';

export const moveModuleQueries: Transform = {
  id: 'move-module-queries',
  summary:
    'A query made when a module is imported keeps its first answer in a warm process: move it into a function, and change every use.',
  finds: `A query, its promise or its rows, made when the module is imported and read again later: \`COURTS = Court.objects.filter(…)\`
that a view iterates, form choices built from a queryset in a class body, \`export const rooms = await db.room.findMany()\`. It is the
evaluation at import that counts, not the place: a query at the top of a module that is run anew at each use is left alone.`,
  why: `The process stays warm: a Lambda, a worker or a server imports a module once and serves from it for hours. The query object, the
promise or the list of rows remembers its first answer, and every later request reads that one again.`,
  timeline: [
    'T1  the module is imported; the first request iterates `courts`, and the rows are kept on the query',
    'T2  an administrator adds a court, and commits',
    'T1  the next request iterates `courts`: the rows from the first one. The new court is not there.',
  ],
  writes: `The declaration becomes a function, and every use in every file calls it in the same run, or nothing changes. A function that
uses the query twice asks once and keeps the answer in a local name, so that both uses see the same rows.`,
  safety: `Review: the query now runs each time, where it ran once.`,
  avoid: `In programs that run once and end (migrations, seeds, scripts), and for tables that change only with a deployment.`,
  sources: [
    {
      title: 'Django: caching and QuerySets',
      url: 'https://docs.djangoproject.com/en/5.2/topics/db/queries/#caching-and-querysets',
    },
    { title: 'AWS Lambda: best practices', url: 'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html' },
  ],
  rewrites: { javascript, python },
};
