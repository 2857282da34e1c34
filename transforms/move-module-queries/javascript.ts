import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import type { Module } from '../../src/languages/javascript/module.ts';
import { isCallNode, isMemberNode, propertyName } from '../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../src/languages/javascript/walk.ts';
import type { Edit } from '../../src/model/source.ts';
import type { Observed, Related, Rewrite } from '../../src/model/transform.ts';
import { callsFor } from './javascript/calls.ts';
import { type Declared, declaredIn } from './javascript/declared.ts';
import { functionEdits } from './javascript/functions.ts';
import { readerOf } from './javascript/places.ts';
import { type Code, refusals } from './javascript/refusals.ts';
import { runsOnce } from './javascript/run-once.ts';
import { type Blocked, type Use, type Uses, usesOf } from './javascript/uses.ts';
import { wordsFor } from './javascript/words.ts';

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  // A name at the top of a module that keeps what a call, a template or an `await` gives.
  startsFrom: [
    {
      kind: 'query',
      beside:
        /^(?:export\s+)?(?:const|let|var)\s[^=;]{1,200}=\s*\(*(?:await\b|(?!async\b|require\b|function\b|new\b|class\b)[\w$]+\s*[.(`])|^export\s+default\s+\(*(?:await\b|[\w$]+\s*[.(`])/m,
    },
  ],
  alsoReads: [],
  refusals,
  *find(file: JavaScriptFile): Iterable<Observed<Code>> {
    const declared = declaredIn(file);
    if (declared.length === 0 || runsOnce(file)) return;
    for (const one of declared) yield* observed(file, one);
  },
};

function* observed(file: JavaScriptFile, declared: Declared): Iterable<Observed<Code>> {
  // Asked anew at each use, it is right: unless it asks for the same hour for ever.
  if (declared.held === 'renewed' && !declared.isFrozen) return;
  const uses = usesOf(file, declared);
  const later = uses.values.filter((use) => isReadLater(use, declared));
  // Without a read after the import nothing is stale; where not every use is known, there may be one.
  if (later.length === 0 && uses.types.length === 0 && !uses.blocked) return;
  const edits = rewriteOf(file, declared, uses);
  if ('refusal' in edits) yield refuse(declared, later, edits);
  else {
    yield {
      ...observation(declared, later),
      outcome: 'rewrite',
      safety: 'review',
      behaviour: wordsFor(declared).behaviour,
      edits,
    };
  }
}

function rewriteOf(file: JavaScriptFile, declared: Declared, uses: Uses): readonly Edit[] | Blocked {
  if (declared.isFrozen) return placeOf(file, declared, 'time-frozen');
  if (uses.blocked) return uses.blocked;
  if (uses.isExported && otherReaders.some((name) => file.dependsOn(name)))
    return placeOf(file, declared, 'used-out-of-sight');
  const calls = callsFor(uses.values, declared.held);
  if ('refusal' in calls) return calls;
  const edits = [...functionEdits(file, declared), ...uses.edits, ...calls];
  return edits.every(({ path }) => file.mayEdit(path)) ? edits : placeOf(file, declared, 'used-in-excluded-file');
}

/** Packages whose own kinds of files import modules too, and are not read here. */
const otherReaders = ['astro', 'ember-source', 'marko', 'nuxt', 'svelte', 'vue'];

/** Whether a use reads the answer after the import, and would get the one from then. */
function isReadLater({ module, node }: Use, declared: Declared): boolean {
  if (readerOf(module, node) === 'import') return false;
  const parent = module.parentOf(node);
  if (!parent || declared.held !== 'promise') return true;
  // A copy can be sent again; so can a query that was not sent yet, as a part of another.
  if (declared.isSingleUse) return !(isMemberNode(parent) && propertyName(parent) === 'clone');
  if (declared.query.pattern.answer !== 'remembered') return true;
  if (parent.type === 'TemplateLiteral') return module.parentOf(parent)?.type !== 'TaggedTemplateExpression';
  const call = parent.type === 'ArrayExpression' ? module.parentOf(parent) : undefined;
  const isBatch = call && isCallNode(call) && isMemberNode(call.callee);
  return !(isBatch && isMemberNode(call.callee) && propertyName(call.callee) === '$transaction');
}

function placeOf(file: JavaScriptFile, { node }: Declared, refusal: Code): Blocked {
  return { refusal, module: file.module, node };
}

function observation(declared: Declared, later: readonly Use[]) {
  const { node, query } = declared;
  const { message, scenario } = wordsFor(declared);
  return {
    span: { start: startOf(node), end: endOf(node) },
    symbol: query.symbol,
    dialect: query.dialect.id,
    certainty: query.certainty,
    message,
    evidence: [query.evidence],
    scenario,
    related: later.map((use) => related(use.module, use.node, 'it is read here, after the import')),
  };
}

function refuse(declared: Declared, later: readonly Use[], blocked: Blocked): Observed<Code> {
  const seen = observation(declared, later);
  const isElsewhere = blocked.node !== declared.node;
  return {
    ...seen,
    // Not every use is known: nothing may read it after the import.
    certainty: later.length === 0 ? 'possible' : seen.certainty,
    outcome: 'refuse',
    refusal: blocked.refusal,
    related: [
      ...seen.related,
      ...(isElsewhere ? [related(blocked.module, blocked.node, 'this stands in the way of a rewrite')] : []),
    ],
  };
}

const related = ({ path }: Module, node: Parameters<typeof startOf>[0], message: string): Related => ({
  path,
  start: startOf(node),
  end: endOf(node),
  message,
});
