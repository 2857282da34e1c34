import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../src/languages/javascript/file.ts';
import type { Module } from '../../src/languages/javascript/module.ts';
import { isCallNode, isMemberNode, propertyName } from '../../src/languages/javascript/nodes.ts';
import { endOf, startOf } from '../../src/languages/javascript/walk.ts';
import type { Edit } from '../../src/model/source.ts';
import type { Observed, Related, Rewrite } from '../../src/model/transform.ts';
import { callsFor } from './javascript/calls.ts';
import { type Declared, declaredIn } from './javascript/declared.ts';
import { emptyDeclaration, filledIn } from './javascript/filled.ts';
import { functionEdits } from './javascript/functions.ts';
import { laterIngredient } from './javascript/ingredients.ts';
import { readerOf } from './javascript/places.ts';
import { type Code, refusals } from './javascript/refusals.ts';
import { runsOnce } from './javascript/run-once.ts';
import { separated } from './javascript/separate.ts';
import { type Blocked, type Use, type Uses, usesOf } from './javascript/uses.ts';
import { wordsFor } from './javascript/words.ts';

export const javascript: Rewrite<Code> = {
  language: 'javascript',
  startsFrom: [
    // A name at the top of a module that keeps what a call, a template, a `new` or an `await` gives.
    {
      kind: 'query',
      beside:
        /^(?:export\s+)?(?:const|let|var)\s(?:[^=;]{1,200}|\s*[[{][^;]{1,200}[\]}]\s*)=\s*\(*(?:await\b|new\b|(?!async\b|require\b|function\b|class\b)[\w$]+\s*[.(`<])|^export\s+default\s+\(*(?:await\b|[\w$]+\s*[.(`])/,
      holds: true,
    },
    // What CommonJS exports where it stands.
    {
      kind: 'query',
      beside:
        /^(?:(?:module\.)?exports(?:\.[\w$]+)?|export)\s*=\s*(?:\{(?:[^{}]*,)?\s*[\w$]+\s*:\s*)?(?!async\b|require\b|function\b|class\b|new\b)[\w$]+\s*[.(`<]/,
      holds: true,
    },
    // A name without a value yet, which a function fills.
    { kind: 'query', beside: emptyDeclaration },
  ],
  alsoReads: [],
  refusals,
  *find(file: JavaScriptFile): Iterable<Observed<Code>> {
    const declared = declaredIn(file);
    const filled = filledIn(file);
    if (declared.length + filled.length === 0 || runsOnce(file)) return;
    const told = new Set<string>();
    for (const one of declared) {
      // One query that fills several names of a statement is one finding.
      const place = `${startOf(one.declarator ?? one.node)}:${startOf(one.query.node)}`;
      for (const finding of told.has(place) ? [] : observed(file, one)) {
        told.add(place);
        yield finding;
      }
    }
    yield* filled;
  },
};

function* observed(file: JavaScriptFile, declared: Declared): Iterable<Observed<Code>> {
  if (declared.held === 'kept' || (declared.held === 'renewed' && !declared.isFrozen)) {
    yield* asked(file, declared);
    return;
  }
  const uses = usesOf(file, declared);
  const { answer, unless = [] } = declared.query.pattern;
  if (answer === 'consumed' && uses.values.some((use) => unless.includes(methodAt(use) ?? ''))) return;
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
      behaviour: behaviourOf(file, declared, uses),
      edits,
    };
  }
}

function behaviourOf(file: JavaScriptFile, declared: Declared, { exportedBy }: Uses): string {
  const words = wordsFor(declared);
  const behaviour =
    declared.together.length > 1
      ? `${words.behaviour} A function that reads several of them asks for one after the other.`
      : words.behaviour;
  if (!exportedBy.some(({ path }) => file.isOffered(path))) return behaviour;
  return `${behaviour} The package offers the name to others: code outside of this project that imports it must call it.`;
}

/**
 * What is right at the top of a module by itself, and wrong by what later calls ask of it: an object that keeps rows is
 * asked for some, a query is added to.
 */
function* asked(file: JavaScriptFile, declared: Declared): Iterable<Observed<Code>> {
  const { held, gathering, query } = declared;
  const methods = held === 'kept' ? (query.pattern.sentBy ?? []) : gathering;
  if (methods.length === 0) return;
  const { values } = usesOf(file, declared);
  const calls = (use: Use, some: readonly string[] = []) => some.includes(methodAt(use) ?? '');
  // Whoever empties it looks after it.
  if (held === 'kept' && values.some((use) => calls(use, query.pattern.unless))) return;
  const later = values.filter((use) => readerOf(use.module, use.node) !== 'import' && calls(use, methods));
  if (later.length === 0) return;
  yield refuse(
    declared,
    later,
    placeOf(file, declared, held === 'kept' ? 'kept-for-all-requests' : 'conditions-gathered'),
  );
}

/** The method that is called on a use. */
function methodAt({ module, node }: Use): string | undefined {
  const member = module.parentOf(node);
  if (!member || !isMemberNode(member) || member.object !== node) return undefined;
  const call = module.parentOf(member);
  return call && isCallNode(call) && call.callee === member ? propertyName(member) : undefined;
}

function rewriteOf(file: JavaScriptFile, declared: Declared, uses: Uses): readonly Edit[] | Blocked {
  const edits = editsOf(file, declared, uses);
  if ('refusal' in edits || declared.together.length === 0) return edits;
  const all = declared.together.map((one) => (one === declared ? edits : editsOf(file, one, usesOf(file, one))));
  const blocked = all.find((one) => 'refusal' in one);
  if (blocked) return { ...blocked, refusal: 'several-at-once' };
  return [...separated(declared.together), ...all.flatMap((one) => ('refusal' in one ? [] : one))];
}

function editsOf(file: JavaScriptFile, declared: Declared, uses: Uses): readonly Edit[] | Blocked {
  if (declared.isFrozen) return placeOf(file, declared, 'time-frozen');
  if (declared.isMixed) return placeOf(file, declared, 'several-at-once');
  if (uses.blocked) return uses.blocked;
  if (uses.exportedBy.length > 0 && otherReaders.some((name) => file.dependsOn(name)))
    return placeOf(file, declared, 'used-out-of-sight');
  const later = laterIngredient(file, declared.init);
  if (later) return { refusal: later.code, module: file.module, node: later.node };
  const calls = callsFor(uses.values);
  if ('refusal' in calls) return calls;
  const own = declared.together.length > 0 ? [] : functionEdits(declared);
  const edits = [...own, ...uses.edits, ...calls];
  return edits.every(({ path }) => file.mayEdit(path)) ? edits : placeOf(file, declared, 'used-in-excluded-file');
}

/** Packages whose own kinds of files import modules too, and are not read here. */
const otherReaders = ['astro', 'ember-source', 'marko', 'nuxt', 'svelte', 'vue'];

/** Whether a use reads the answer after the import, and would get the one from then. */
function isReadLater({ module, node, held }: Use, declared: Declared): boolean {
  if (readerOf(module, node) === 'import') return false;
  const parent = module.parentOf(node);
  if (!parent || held !== 'promise') return true;
  if (isOnlyAwaited(module, parent)) return false;
  // A copy can be sent again; so can a query that was not sent yet, as a part of another.
  if (declared.isSingleUse) return !(isMemberNode(parent) && propertyName(parent) === 'clone');
  if (declared.query.pattern.answer !== 'remembered') return true;
  if (parent.type === 'TemplateLiteral') return module.parentOf(parent)?.type !== 'TaggedTemplateExpression';
  const call = parent.type === 'ArrayExpression' ? module.parentOf(parent) : undefined;
  const isBatch = call && isCallNode(call) && isMemberNode(call.callee);
  return !(isBatch && isMemberNode(call.callee) && propertyName(call.callee) === '$transaction');
}

/** Whether what is waited for is dropped: `await ready;`, `ready.then(() => …)`. */
function isOnlyAwaited({ parentOf }: Module, parent: Node): boolean {
  if (parent.type === 'AwaitExpression') return parentOf(parent)?.type === 'ExpressionStatement';
  const call = isMemberNode(parent) && propertyName(parent) === 'then' ? parentOf(parent) : undefined;
  const [then] = call && isCallNode(call) ? call.arguments : [];
  return then?.type === 'ArrowFunctionExpression' && then.params.length === 0;
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
