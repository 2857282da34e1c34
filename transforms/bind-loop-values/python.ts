import type { PythonFile } from '../../src/languages/python/file.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { observe } from './observe.ts';
import { capturesOf } from './python/captures.ts';
import { certaintyOf } from './python/certainty.ts';
import { addDefaults } from './python/defaults.ts';
import { registrationsIn } from './python/registrations.ts';
import { sharedRefusals, standingApart } from './refusals.ts';

const refusals = {
  ...sharedRefusals,
  'attribute-target':
    'The loop keeps its value in an attribute or an item that the callback reads. Copy it to a local name before the registration, and bind that.',
  'callback-decorated':
    'The function has a decorator, which may look at its parameters. Register a lambda that binds the value and calls it.',
  'name-taken': '`partial` passes a keyword of the name that would be bound. Rename one of them.',
  'possibly-unassigned':
    'On some path nothing has assigned the name when the callback is registered, so binding it there could raise. Give it a value on every path.',
} as const;

export const python: Rewrite<keyof typeof refusals> = {
  language: 'python',
  startsFrom: [{ kind: 'after-commit' }],
  alsoReads: ['transaction'],
  refusals,
  *find(file: PythonFile): Iterable<Observed<keyof typeof refusals>> {
    for (const registration of registrationsIn(file)) {
      const { site, node } = registration;
      const { captures, loops } = capturesOf(file, registration);
      if (!captures.length) continue;
      const seen = (names: readonly (typeof captures)[number][]) => ({
        span: { start: node.start, end: node.end },
        symbol: site.symbol,
        dialect: site.dialect.id,
        ...certaintyOf(file, registration, names, loops),
        names: names.map(({ name }) => name),
        rebound: names.flatMap(({ name, write }) => (write ? [{ name, start: write.start, end: write.end }] : [])),
        ...(names.every(({ isDeleted }) => isDeleted) ? { fate: 'deleted' as const } : {}),
        ...(names.every(({ isOutOfScope }) => isOutOfScope) ? { fate: 'out-of-scope' as const } : {}),
      });
      const bindable = captures.filter(({ refusal }) => refusal === undefined);
      const isBlocked = captures.some(({ refusal }) => refusal !== undefined && !standingApart.has(refusal));
      for (const code of new Set(captures.flatMap(({ refusal }) => refusal ?? []))) {
        const blocks = bindable.length > 0 && !standingApart.has(code);
        yield observe(file, { ...seen(captures.filter(({ refusal }) => refusal === code)), blocks, refusal: code });
      }
      if (bindable.length && !isBlocked)
        yield observe(file, {
          ...seen(bindable),
          edits: addDefaults(
            file.text,
            registration.callback,
            bindable.map(({ name }) => name),
          ),
        });
    }
  },
};

export type PythonCode = keyof typeof refusals;
