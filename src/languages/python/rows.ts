import type { Dialect } from '../../model/dialect.ts';
import type { RowChain } from '../../model/row-patterns.ts';
import type { Manifests } from './manifests.ts';
import { child, named, type PythonNode, unwrapped } from './node.ts';
import { recognised } from './queries.ts';
import type { Module, Resolver } from './resolve.ts';
import type { PythonSite } from './sites.ts';

/** One call of a chain: `.filter(…)`. */
interface Step {
  readonly name: string;
  /** The call, with all that stands before it. */
  readonly call: PythonNode;
}

/** What is known of a read of rows. */
export interface Rows {
  readonly chain: RowChain;
  /** One row, a row that is made where it is missing, or several. */
  readonly gives: 'one' | 'made' | 'many';
  /** In the order in which they run; those that stand at the assignment of a name are among them. */
  readonly steps: readonly Step[];
  /** What the first of them is asked of: `Account.objects`. */
  readonly asked: PythonNode;
  /** The class of the rows, where it is told: `Account`. */
  readonly model: PythonNode | undefined;
  /** The argument of a function that gives one row of it: `get_object_or_404(Account, pk=pk)`. */
  readonly passed: PythonNode | undefined;
  readonly isSliced: boolean;
  readonly isLocked: boolean;
}

interface Chain {
  readonly steps: readonly Step[];
  readonly asked: PythonNode;
  readonly isSliced: boolean;
}

type Known = Pick<PythonSite, 'certainty' | 'evidence'>;

/** The reads of rows in a file: the last call of each chain that gives some. */
export function* rowsIn(
  module: Module,
  dialects: readonly Dialect<'python'>[],
  resolver: Resolver,
  manifests: Manifests,
): Generator<PythonSite> {
  const textOf = (node: PythonNode) => module.tree.text.slice(node.start, node.end);
  for (const dialect of dialects) {
    for (const chain of dialect.recognises.row ?? []) {
      const words = new Set([
        ...chain.narrows,
        ...(chain.unlockable ?? []),
        ...chain.locks,
        ...chain.one,
        ...(chain.makes ?? []),
        ...(chain.each ?? []),
      ]);
      const read = (node: PythonNode) => readOf(node, chain, dialect, words);
      for (const call of module.tree.index.call) {
        const found = read(call) ?? throughFunction(call, chain, dialect, words);
        if (found === undefined) continue;
        const callee = child(call, 'function') ?? call;
        const symbol = textOf(callee).replace(/\s*(?:#.*|\\)?\r?\n\s*/g, '');
        yield { kind: 'row', dialect, ...found.known, symbol, node: call, call, callback: undefined, rows: found.rows };
      }
    }
  }

  function readOf(
    call: PythonNode,
    chain: RowChain,
    dialect: Dialect<'python'>,
    words: ReadonlySet<string>,
  ): { rows: Rows; known: Known } | undefined {
    const name = methodOf(call);
    const last = name && textOf(name);
    if (last === undefined || !words.has(last)) return undefined;
    const isOne = chain.one.includes(last);
    const isMade = chain.makes?.includes(last) === true;
    const isEach = chain.each?.includes(last) === true;
    if (!isOne && !isMade && !isEach && (chain.iterable !== true || isContinued(call))) return undefined;
    const { steps, asked, ...chained } = chainOf(call, words);
    const isSliced = chained.isSliced || call.parent?.type === 'subscript';
    const [first] = steps;
    if (first === undefined || (chain.begins && !chain.begins.includes(first.name))) return undefined;
    if (chain.begins && isEach && steps.length === 1) return undefined;
    const model = modelOf(chain, asked, first);
    if (chain.model === 'argument' && model === undefined) return undefined;
    const known = recognisedAs(asked, dialect, chain);
    if (known === undefined) return undefined;
    const isLocked = steps.some((step) => locks(step, chain)) || /lock|for_update/i.test(textOf(asked));
    const gives = isOne ? 'one' : isMade ? 'made' : 'many';
    return { known, rows: { chain, gives, steps, asked, model, passed: undefined, isSliced, isLocked } };
  }

  function throughFunction(
    call: PythonNode,
    chain: RowChain,
    dialect: Dialect<'python'>,
    words: ReadonlySet<string>,
  ): { rows: Rows; known: Known } | undefined {
    const callee = child(call, 'function');
    if (callee === undefined || !chain.through?.length) return undefined;
    const name = textOf(callee).split('.').at(-1) ?? '';
    if (!chain.through.some((path) => path.endsWith(`.${name}`))) return undefined;
    const trail = resolver.trailsOf(callee, module).find(({ path }) => chain.through?.some((one) => one === path));
    const [first] = argumentsOf(call);
    if (trail === undefined || first === undefined || first.type === 'keyword_argument') return undefined;
    const passed = unwrapped(first);
    const { steps, asked, isSliced } = chainOf(passed, words);
    const isLocked = steps.some((step) => locks(step, chain)) || /lock|for_update/i.test(textOf(passed));
    const isAsked = recognisedAs(asked, dialect, chain) !== undefined;
    const model = isAsked ? modelOf(chain, asked, steps[0]) : steps.length === 0 ? asked : undefined;
    const known: Known = {
      certainty: trail.by === 'star' ? 'likely' : 'certain',
      evidence: `\`${textOf(callee)}\` is ${trail.path}.`,
    };
    return { known, rows: { chain, gives: 'one', steps, asked, model, passed, isSliced, isLocked } };
  }

  function locks({ name, call }: Step, chain: RowChain): boolean {
    return (
      chain.locks.includes(name) || chain.locks.some((word) => new RegExp(`\\b${word}\\s*=`).test(ownArguments(call)))
    );
  }

  function ownArguments(call: PythonNode): string {
    const list = child(call, 'arguments');
    return list === undefined ? '' : textOf(list);
  }

  function modelOf(chain: RowChain, asked: PythonNode, first: Step | undefined): PythonNode | undefined {
    if (chain.model === 'whole') return asked;
    if (chain.model === 'owner') return asked.type === 'attribute' ? child(asked, 'object') : undefined;
    const [argument] = first === undefined ? [] : argumentsOf(first.call);
    const given = argument?.type === 'call' ? argumentsOf(innermost(argument))[0] : argument;
    return given && /^(?:\w+\.)*[A-Z]\w*$/.test(textOf(given)) ? given : undefined;
  }

  function recognisedAs(asked: PythonNode, dialect: Dialect<'python'>, chain: RowChain): Known | undefined {
    const direct = recognised(asked, dialect, chain, module, resolver, manifests, textOf);
    if (direct !== undefined || asked.type !== 'identifier') return direct;
    const paths = [chain.of].flat();
    const made = standInOf(asked).flatMap((one) =>
      resolver.trailsOf(one.node, module).map(({ path }) => path + one.tail),
    );
    const path = made.find((one) => paths.some((wanted) => wanted === one));
    if (path !== undefined) return { certainty: 'certain', evidence: `\`${textOf(asked)}\` is ${path}.` };
    if (chain.ending?.includes(textOf(asked)) !== true) return undefined;
    if (resolver.trailsOf(asked, module).some(({ by }) => by === 'definition')) return undefined;
    const manifest = manifests.naming(module.path, dialect.packages);
    const top = paths[0]?.slice(0, paths[0].indexOf('.'));
    if (manifest === undefined && !new RegExp(String.raw`^\s*(?:from|import)\s+${top}\b`, 'm').test(module.tree.text))
      return undefined;
    return {
      certainty: 'likely',
      evidence: `What \`${textOf(asked)}\` is could not be resolved; ${manifest ?? 'the file'} names ${dialect.packages[0] ?? dialect.id}.`,
    };
  }

  /** `with Session() as session`, and a parameter with its type. */
  function standInOf(identifier: PythonNode): { node: PythonNode; tail: string }[] {
    const [only, ...others] = module.scopes.bindingOf(identifier)?.writes ?? [];
    if (only === undefined || others.length > 0) return [];
    if (only.kind === 'with') {
      const pattern = only.node.parent?.parent;
      const [value] = pattern?.type === 'as_pattern' ? named(pattern) : [];
      return value === undefined ? [] : [{ node: value, tail: '' }];
    }
    if (only.kind !== 'parameter') return [];
    const typed = only.node.parent;
    const annotation = typed && child(typed, 'type');
    const [type] = annotation === undefined ? [] : named(annotation);
    return type === undefined ? [] : [{ node: type, tail: '()' }];
  }

  /** The calls of a chain whose methods a library knows, through names that are given a part of it once. */
  function chainOf(node: PythonNode, words: ReadonlySet<string>): Chain {
    const steps: Step[] = [];
    let isSliced = false;
    let asked = unwrapped(node);
    for (const seen = new Set<PythonNode>(); !seen.has(asked); ) {
      seen.add(asked);
      const name = asked.type === 'call' ? methodOf(asked) : undefined;
      const callee = name?.parent;
      if (name !== undefined && callee !== undefined && words.has(textOf(name))) {
        steps.unshift({ name: textOf(name), call: asked });
        asked = unwrapped(child(callee, 'object') ?? asked);
      } else if (asked.type === 'subscript') {
        isSliced = true;
        asked = unwrapped(child(asked, 'value') ?? asked);
      } else if (asked.type === 'identifier') {
        const [only, ...others] = module.scopes.bindingOf(asked)?.writes ?? [];
        const value =
          only?.kind === 'assignment' && others.length === 0 && only.value ? unwrapped(only.value) : undefined;
        const method = value?.type === 'call' ? methodOf(value) : undefined;
        if (value?.type === 'attribute' || (method && words.has(textOf(method)))) asked = value ?? asked;
      }
    }
    return { steps, asked, isSliced };
  }

  function isContinued(call: PythonNode): boolean {
    let at = call;
    while (at.parent?.type === 'parenthesized_expression') at = at.parent;
    if (at.parent?.type === 'subscript') return at.field === 'value' && child(at.parent, 'subscript')?.type !== 'slice';
    return at.parent?.type === 'attribute';
  }
}

/** The arguments of a call, keywords among them. */
export function argumentsOf(call: PythonNode): readonly PythonNode[] {
  const list = child(call, 'arguments');
  return list?.type === 'argument_list' ? named(list) : [];
}

/** The name of the method that a call calls. */
export function methodOf(call: PythonNode): PythonNode | undefined {
  const callee = child(call, 'function');
  return callee?.type === 'attribute' ? child(callee, 'attribute') : undefined;
}

/** `select(Account)` of `select(Account).where(…)`. */
function innermost(call: PythonNode): PythonNode {
  let at = call;
  for (;;) {
    const callee = child(at, 'function');
    const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
    if (object?.type !== 'call') return at;
    at = object;
  }
}
