import { type LocalEdit, openCopies } from '../../src/languages/javascript/copies.ts';
import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import { startOf } from '../../src/languages/javascript/walk.ts';
import type { Observed, Rewrite } from '../../src/model/transform.ts';
import { type Capture, capturesOf } from './javascript/captures.ts';
import { declareInHead } from './javascript/loop-head.ts';
import { type Registration, registrationsIn, statementToPrecede } from './javascript/registrations.ts';
import { observe } from './observe.ts';
import { sharedRefusals, standingApart } from './refusals.ts';

type Code = keyof typeof sharedRefusals;

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  // Callbacks that are collected need a transaction, and a function that is pushed to a list.
  startsFrom: [
    { kind: 'after-commit' },
    { kind: 'transaction', beside: /\.push\s*\(\s*(?:async\b|function\b|\(|[\w$]+\s*(?:=>|\)))/ },
  ],
  alsoReads: [],
  // A transaction without a hook shows only what its callers collect themselves.
  cells: ['after-commit'],
  refusals: sharedRefusals,
  *find(file: JavaScriptFile): Iterable<Observed<Code>> {
    const copies = openCopies(file);
    const registrations = registrationsIn(file);
    for (const registration of registrations) {
      const captures = capturesOf(file, registration, registrations);
      const bindable = captures.filter(({ refusal }) => refusal === undefined);
      const isBlocked = captures.some(({ refusal }) => refusal !== undefined && !standingApart.has(refusal));
      for (const code of new Set(captures.flatMap(({ refusal }) => refusal ?? []))) {
        const refused = captures.filter(({ refusal }) => refusal === code);
        yield observe(file, {
          ...placeOf(registration),
          names: refused.map(({ name }) => name),
          rebound: reboundIn(refused),
          blocks: bindable.length > 0 && !standingApart.has(code),
          refusal: code,
        });
      }
      if (isBlocked || !bindable.length) continue;
      const edits = bindable.flatMap(
        (capture) =>
          declareInHead(file, registration, capture) ?? copies.copy(statementToPrecede(file, registration), capture),
      );
      yield observe(file, {
        ...placeOf(registration),
        names: bindable.map(({ name }) => name),
        rebound: reboundIn(bindable),
        edits: withoutTwins(edits),
      });
    }
  },
};

/** Two names of one loop head, or two captures that share a copy, bring the same edit. */
const withoutTwins = (edits: readonly LocalEdit[]): LocalEdit[] =>
  edits.filter(
    ({ start, end, text }, at) =>
      edits.findIndex((other) => other.start === start && other.end === end && other.text === text) === at,
  );

const placeOf = ({ call, site, symbol }: Registration) => ({
  span: { start: startOf(call), end: call.end ?? 0 },
  symbol,
  dialect: site.dialect.id,
  certainty: site.certainty,
  evidence: [site.evidence],
});

const reboundIn = (captures: readonly Capture<Code>[]) =>
  captures.flatMap(({ name, write }) => (write ? [{ name, start: startOf(write), end: write.end ?? 0 }] : []));
