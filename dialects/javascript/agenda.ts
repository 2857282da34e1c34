import { defineDialect } from '../define-dialect.ts';

/** `create` only makes a job; saving it enqueues it. */
export const agenda = defineDialect({
  id: 'agenda',
  name: 'Agenda',
  language: 'javascript',
  packages: ['agenda', '@hokify/agenda'],
  versions: '4 – 6',
  docs: 'https://github.com/agenda/agenda#creating-jobs',
  makes: [
    { method: 'create', of: { instanceOf: ['agenda.default', 'agenda.Agenda'] }, instanceOf: 'agenda.Job' },
    { method: ['unique', 'priority', 'schedule'], of: { instanceOf: 'agenda.Job' }, instanceOf: 'agenda.Job' },
  ],
  recognises: {
    enqueue: [
      {
        method: ['now', 'schedule', 'every'],
        of: { instanceOf: ['agenda.default', 'agenda.Agenda'] },
        named: /^\w*[aA]genda$/,
        sends: 'job',
      },
      { method: 'save', of: { instanceOf: 'agenda.Job' }, sends: 'job' },
    ],
  },
});
