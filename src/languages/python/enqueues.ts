import type { Dialect, PythonPatterns } from '../../model/dialect.ts';
import type { Project } from '../../model/source.ts';
import type { Manifests } from './manifests.ts';
import { child, named, type PythonNode, unwrapped } from './node.ts';
import { type Recognised, recogniserOf } from './recognise.ts';
import type { Module, Resolver } from './resolve.ts';
import type { PythonSite } from './sites.ts';
import { tasksOf } from './tasks.ts';

/** The calls of a file that send something at once, in source order. */
export function* enqueuesIn(
  module: Module,
  dialects: readonly Dialect<'python'>[],
  resolver: Resolver,
  manifests: Manifests,
  project: Project,
): Generator<PythonSite> {
  const recogniser = recogniserOf(module, dialects, resolver, manifests);
  const sentTask = tasksOf(module, dialects, resolver, manifests, project);
  const patterns = dialects.flatMap(({ recognises }) => recognises.enqueue ?? []);
  if (patterns.length === 0) return;
  const words = new Set(
    patterns.flatMap((pattern) =>
      'sentBy' in pattern ? pattern.sentBy : [pattern.call].flat().map((call) => call.slice(call.lastIndexOf('.') + 1)),
    ),
  );
  const textOf = (node: PythonNode | undefined) =>
    node === undefined ? '' : module.tree.text.slice(node.start, node.end);
  const known = new Map<PythonPatterns['enqueue'], boolean>();

  for (const call of module.tree.index.call) {
    const callee = child(call, 'function');
    if (callee === undefined) continue;
    if (callee.type === 'attribute' && !words.has(textOf(child(callee, 'attribute'))) && !words.has('()')) continue;
    const found = spelled(callee) ?? sentTask(callee);
    if (found === undefined || waits(found)) continue;
    const { dialect, certainty, pattern } = found;
    const symbol = pattern.through && callee.type === 'call' ? found.symbol : spellingOf(callee);
    const evidence = found.evidence.replace(`\`${found.symbol}\``, () => `\`${symbol}\``);
    const site = { dialect, certainty, evidence, symbol, node: call, call, callback: undefined };
    yield { kind: 'enqueue', ...site, enqueue: pattern };
  }

  /** What is called, with what stands in brackets left out. */
  function spellingOf(callee: PythonNode): string {
    let spelling = textOf(callee);
    for (let at: PythonNode | undefined = callee; at !== undefined; ) {
      const list: PythonNode | undefined = at.type === 'call' ? child(at, 'arguments') : undefined;
      if (list !== undefined && named(list).length > 0)
        spelling = `${spelling.slice(0, list.start - callee.start)}(…)${spelling.slice(list.end - callee.start)}`;
      const inner: PythonNode | undefined = at.type === 'call' ? child(at, 'function') : child(at, 'object');
      at = at.type === 'call' || at.type === 'attribute' ? inner : undefined;
    }
    return spelling.replace(/\s+/g, ' ');
  }

  /** A call by its spelling, also through a function that makes it one that is not awaited. */
  function spelled(callee: PythonNode): Recognised<'enqueue'> | undefined {
    const direct = recogniser.callee('enqueue', callee);
    if (direct !== undefined) return 'sentBy' in direct.pattern ? undefined : direct;
    const through = callee.type === 'call' ? child(callee, 'function') : undefined;
    const list = through && child(callee, 'arguments');
    const [target] = list?.type === 'argument_list' ? named(list) : [];
    const inner = target && recogniser.callee('enqueue', unwrapped(target));
    if (!through || !inner?.pattern.through) return undefined;
    const paths = resolver.trailsOf(through, module).map(({ path }) => path);
    return paths.includes(inner.pattern.through) ? inner : undefined;
  }

  function waits({ dialect, pattern }: Recognised<'enqueue'>): boolean {
    let answer = known.get(pattern);
    if (answer === undefined) {
      const { unlessSet, waitsFrom } = pattern;
      answer =
        (unlessSet && isSet(unlessSet, dialect)) ||
        (waitsFrom && isFrom(dialect, waitsFrom.major) && !isSet(waitsFrom.unless, dialect)) ||
        false;
      known.set(pattern, answer);
    }
    return answer;
  }

  function isSet({ word, says }: { readonly word: string; readonly says: RegExp }, { packages }: Dialect): boolean {
    return project
      .mentioning(word)
      .some((path) => manifests.sharesProject(module.path, path, packages) && says.test(project.read(path) ?? ''));
  }

  /** Whether the project may have a version from this one on: a manifest holds it back, or the newest is taken. */
  function isFrom({ packages: [name = ''] }: Dialect<'python'>, major: number): boolean {
    const manifest = manifests.naming(module.path, [name]);
    const text = manifest === undefined ? '' : (project.read(manifest) ?? '');
    const entry = new RegExp(String.raw`\b${name.replace('-', '[-_.]')}\b(?:\[[^\]]*\])?["']?\s*([^\n#;]*)`, 'i').exec(
      text,
    );
    const bounds = [...(entry?.[1] ?? '').matchAll(/((?<![<>!~])={1,3}|~=|[\^~]|<=?)\s*["']?[=^~]*\s*(\d+)/g)];
    return !bounds.some(([, sign, number]) => Number(number) < major + (sign === '<' ? 1 : 0));
  }
}
