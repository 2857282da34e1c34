import type { PathPattern } from '../../model/call-patterns.ts';
import type { Dialect, PythonPatterns, SiteKind } from '../../model/dialect.ts';
import type { Manifests } from './manifests.ts';
import { child, type PythonNode, unwrapped } from './node.ts';
import type { Module, Resolver, Trail } from './resolve.ts';

/** What an expression was recognised as. */
export interface Recognised<K extends SiteKind = SiteKind> {
  readonly dialect: Dialect<'python'>;
  readonly pattern: PythonPatterns[K];
  readonly certainty: 'certain' | 'likely';
  /** One sentence. */
  readonly evidence: string;
  /** As the code spells it. */
  readonly symbol: string;
}

/** Recognises the functions that dialects name, in one file. */
export interface Recogniser {
  /** @param callee an expression that may be such a function: `transaction.on_commit`. */
  callee<K extends SiteKind>(kind: K, callee: PythonNode): Recognised<K> | undefined;
  /** @param value an expression that may be what such a function returned: `atomic()`, or a variable of it. */
  result<K extends SiteKind>(kind: K, value: PythonNode): Recognised<K> | undefined;
}

/** @param dialects those of Python that the run knows. */
export function recogniserOf(
  module: Module,
  dialects: readonly Dialect<'python'>[],
  resolver: Resolver,
  manifests: Manifests,
): Recogniser {
  const textOf = (node: PythonNode) => module.tree.text.slice(node.start, node.end);

  function match<K extends SiteKind>(
    kind: K,
    node: PythonNode,
    trails: readonly Trail[],
    shape: () => string,
  ): Recognised<K> | undefined {
    const spelled = () => textOf(node).replace(/\s*(?:#.*|\\)?\r?\n\s*/g, '');
    const patterns = dialects.flatMap((dialect) =>
      (dialect.recognises[kind] ?? []).flatMap((pattern) =>
        'call' in pattern ? { dialect, pattern: pattern as PythonPatterns[K] & PathPattern } : [],
      ),
    );
    for (const known of patterns) {
      const trail = trails.find(({ path }) => pathsOf(known.pattern).includes(path));
      if (trail === undefined) continue;
      const symbol = spelled();
      return trail.by === 'star'
        ? {
            ...known,
            symbol,
            certainty: 'likely',
            evidence: `\`${symbol}\` seems to be ${trail.path}, by a star import.`,
          }
        : { ...known, symbol, certainty: 'certain', evidence: `\`${symbol}\` is ${trail.path}.` };
    }
    if (trails.some((trail) => trail.by === 'definition')) return undefined;
    for (const known of patterns) {
      const tops = pathsOf(known.pattern).map((path) => path.slice(0, path.indexOf('.') + 1));
      // A variable's own name says nothing where its value has one.
      const found = trails.filter((trail) => trail.by !== 'variable');
      const unsettled = (found.length > 0 ? found : trails).filter(
        (trail) => trail.by === 'star' || !tops.some((top) => trail.path.startsWith(top)),
      );
      const spellings = trails.length === 0 ? [shape()] : unsettled.map((trail) => trail.path);
      const endings = known.pattern.ending ?? [];
      if (!endings.some((ending) => spellings.some((one) => one === ending || one.endsWith(`.${ending}`)))) continue;
      const manifest = manifests.naming(module.path, known.dialect.packages);
      if (manifest === undefined) continue;
      const symbol = spelled();
      const evidence = `What \`${symbol}\` is could not be resolved; ${manifest} names ${known.dialect.packages[0] ?? known.dialect.id}.`;
      return { ...known, symbol, certainty: 'likely', evidence };
    }
    return undefined;
  }

  return {
    callee: (kind, callee) => match(kind, callee, resolver.trailsOf(callee, module), () => shapeOf(callee, textOf)),
    result(kind, value) {
      const inner = unwrapped(value);
      const callee = inner.type === 'call' ? child(inner, 'function') : undefined;
      const made = resolver.trailsOf(inner, module).filter((trail) => trail.path.endsWith('()'));
      if (callee === undefined && made.length === 0) return undefined;
      const trails = made.map((trail) => ({ ...trail, path: trail.path.slice(0, -2) }));
      return callee === undefined
        ? match(kind, inner, trails, () => '')
        : match(kind, callee, trails, () => shapeOf(callee, textOf));
    },
  };
}

function pathsOf(pattern: PathPattern): readonly string[] {
  return typeof pattern.call === 'string' ? [pattern.call] : pattern.call;
}

/** The spelling of a chain of attributes, with what is in brackets left out: `self.connections[].on_commit`. */
function shapeOf(node: PythonNode, textOf: (node: PythonNode) => string): string {
  const parts: string[] = [];
  for (let at: PythonNode | undefined = unwrapped(node); at !== undefined; ) {
    const step: PythonNode = at;
    const inner = child(step, step.type === 'attribute' ? 'object' : step.type === 'call' ? 'function' : 'value');
    if (step.type === 'attribute') parts.push(`.${textOf(child(step, 'attribute') ?? step)}`);
    else if (step.type === 'call') parts.push('()');
    else if (step.type === 'subscript') parts.push('[]');
    else return (step.type === 'identifier' ? textOf(step) : '') + parts.toReversed().join('');
    at = inner && unwrapped(inner);
  }
  return '';
}
