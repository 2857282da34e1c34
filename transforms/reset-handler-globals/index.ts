import type { Transform } from '../../src/model/transform.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';

export const resetHandlerGlobals: Transform = {
  id: 'reset-handler-globals',
  summary:
    'Module state written during one invocation is seen by the next: move it into the handler, or reset it at its start.',
  finds: `A variable at module level that one invocation of a handler writes and the next one reads: a list that is filled and never
emptied, an object that gets this request's fields, a flag that is set and not set back. State that is written before it is read on
every path does not leak, and clients, caches and other things that are meant to stay are left alone.`,
  why: `A serverless platform and a task queue keep the process for the next invocation, and with it every module. What one request
left there is what the next one starts with: another customer's data, an error that is long over, a count that never ends.`,
  timeline: [
    'T1  the first invocation pushes an error to `errors`, reports it, and ends',
    'T1  the second invocation has no error; `errors` still holds the first one',
    'T1  the second invocation reports it again, and fails',
  ],
  writes: `The variable moves into the handler when only the handler uses it; else the handler sets it back first thing, with a fresh copy
of its initial value. What another module holds is set back by a function there, which the handler calls first thing
All of a handler's leaking state is cured in one edit, or none of it.`,
  safety: `Safe: the first invocation of a process behaves as before; later ones behave like the first.`,
  avoid: `When the state is meant to outlive an invocation: a cache, a connection, a counter for metrics.`,
  sources: [
    {
      title: 'AWS Lambda: execution environment lifecycle',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
    },
    {
      title: 'Celery: tasks, instantiation',
      url: 'https://docs.celeryq.dev/en/stable/userguide/tasks.html#instantiation',
    },
  ],
  rewrites: { javascript, python },
};
