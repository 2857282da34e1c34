import type { Node } from '@babel/types';
import type { FunctionPattern, MethodPattern } from '../../model/call-patterns.ts';
import type { CallKind, Certainty, Dialect, JavaScriptPatterns } from '../../model/dialect.ts';
import { type Handles, type Instance, type Instances, instancesIn } from './instances.ts';
import type { Located, Module } from './module.ts';
import type { Modules } from './modules.ts';
import { type CallNode, isCallNode, isFunctionNode, isMemberNode, keyName, propertyName, unwrapped } from './nodes.ts';
import { callsWith } from './passed.ts';
import { namesOf, spelling } from './receivers.ts';
import { type References, referencesIn } from './references.ts';

/** A call that belongs to a dialect. */
export interface Match<K extends CallKind = CallKind> {
  readonly dialect: Dialect<'javascript'>;
  readonly pattern: JavaScriptPatterns[K];
  readonly certainty: Exclude<Certainty, 'possible'>;
  /** How it is known, a sentence. */
  readonly evidence: string;
}

/** Tells which calls belong to which dialect, and what values are. */
export interface Sites extends References, Instances {
  match<K extends CallKind>(kind: K, call: Located): Match<K> | undefined;
}

/** @param dialects those that the run knows. */
export function sitesIn(modules: Modules, dialects: readonly Dialect<'javascript'>[]): Sites {
  const references = referencesIn(modules);
  const matched = { 'after-commit': new WeakMap(), enqueue: new WeakMap(), transaction: new WeakMap() };

  const match = <K extends CallKind>(kind: K, call: Located): Match<K> | undefined => {
    const known: WeakMap<object, Match<K> | undefined> = matched[kind];
    if (known.has(call.node)) return known.get(call.node);
    // While it is being asked, a call that its own receiver leads back to is no site.
    known.set(call.node, undefined);
    const found = isCallNode(call.node) ? firstMatch(kind, call, call.node) : undefined;
    known.set(call.node, found);
    return found;
  };

  /** A name that looks like one library's may well be known to be another's. */
  const firstMatch = <K extends CallKind>(kind: K, place: Located, call: CallNode): Match<K> | undefined => {
    let likely: Match<K> | undefined;
    for (const dialect of dialects) {
      for (const pattern of dialect.recognises[kind] ?? []) {
        const known = 'call' in pattern ? asFunction(pattern, place, call) : asMethod(pattern, dialect, place, call);
        if (known?.certainty === 'certain') return { dialect, pattern, ...known } as Match<K>;
        if (known) likely ??= { dialect, pattern, ...known } as Match<K>;
      }
    }
    return likely;
  };

  const asFunction = (
    { call: names, saying }: FunctionPattern,
    { module }: Located,
    { callee, arguments: given }: CallNode,
  ): Known | undefined => {
    const wanted = [names].flat();
    if (!wanted.some((name) => mayBeCalledAs(callee, lastOf(name), module))) return undefined;
    for (const [at, says] of Object.entries(saying ?? {})) {
      const argument = given[Number(at)];
      if (!argument || !says.test(spelling({ module, node: argument }))) return undefined;
    }
    const place = { module, node: callee };
    const global =
      callee.type === 'Identifier' && !module.scopes.bindingOf(callee) ? [`globalThis.${callee.name}`] : [];
    const found = [...global, ...references.exportNames(place)].find((name) => wanted.some((one) => one === name));
    if (found === undefined) return undefined;
    const spelled = spelling(place);
    return { certainty: 'certain', evidence: `\`${spelled}\` is ${found}.` };
  };

  const asMethod = (
    pattern: MethodPattern,
    dialect: Dialect<'javascript'>,
    { module }: Located,
    { callee, arguments: given }: CallNode,
  ): Known | undefined => {
    if (!isMemberNode(callee) || ![pattern.method].flat().includes(propertyName(callee) ?? '')) return undefined;
    for (const [place, values] of Object.entries(pattern.argument ?? {})) {
      const argument = given[Number(place)];
      if (argument?.type !== 'StringLiteral' || !values.includes(argument.value)) return undefined;
    }
    if ('unlessGiven' in pattern && given.some((argument) => hasKey(module, argument, pattern.unlessGiven as string[])))
      return undefined;
    const receiver = receiverOf(callee.object, pattern.of.property);
    if (receiver === undefined) return undefined;
    if (pattern.given) {
      const known = Object.entries(pattern.given).map(([at, names]) => {
        const argument = given[Number(at)];
        const instances = argument ? instancesOf({ module, node: argument }) : [];
        return instances.find(({ name }) => names.some((one) => one === name))?.name;
      });
      if (known.some((name) => name === undefined)) return undefined;
      return { certainty: 'certain', evidence: `It is given a ${known[0]}.` };
    }
    const place = { module, node: receiver };
    const wanted = [pattern.of.instanceOf].flat();
    const instances = pattern.of.isStatic ? classesOf(place) : instancesOf(place);
    const found = strongest(instances.filter(({ name }) => wanted.some((one) => isCalled(name, one))));
    const spelled = spelling(place);
    if (found !== undefined) {
      const because = found.because === undefined ? '' : `, ${found.because}`;
      return { certainty: found.certainty, evidence: `\`${spelled}\` is a ${found.name}${because}.` };
    }
    if (instances.length > 0 || !pattern.named || !namesOf(receiver).some((name) => pattern.named?.test(name)))
      return undefined;
    const used = dialect.packages.find((name) => modules.manifests.dependsOn(module.path, name));
    if (used === undefined) return undefined;
    const evidence = `\`${spelled}\` is named like a ${wanted[0]}, and package.json names ${used}; what it is could not be resolved.`;
    return { certainty: 'likely', evidence };
  };

  const handles: Handles = {
    returnedBy: (place) => {
      const { module, node } = place;
      if (!isCallNode(node)) return [];
      const site = match('transaction', place);
      const handle = site?.pattern.handle;
      if (site && handle?.returned && !isFunctionNode(unwrapped(callbackOf(site.pattern, node) ?? node))) {
        return [{ name: handle.instanceOf, certainty: site.certainty, because: `returned by \`${calledIn(place)}\`` }];
      }
      const makings = dialects.flatMap(({ makes }) => makes ?? []);
      const names = makings.length > 0 ? references.exportNames({ module, node: node.callee }) : new Set<string>();
      return makings
        .filter((making) =>
          'call' in making
            ? [making.call].flat().some((name) => names.has(name))
            : isMadeBy(making, { module, node: node.callee }),
        )
        .map(({ instanceOf }) => ({
          name: instanceOf,
          certainty: 'certain',
          because: `made by \`${calledIn(place)}\``,
        }));
    },
    givenTo: (fn, parameter) =>
      callsWith(fn).flatMap(({ call, argument }): Instance[] => {
        const place = { module: fn.module, node: call };
        const site = match('transaction', place);
        const handle = site?.pattern.handle;
        if (!site || handle?.parameter !== parameter || callbackOf(site.pattern, call) !== argument) return [];
        return [
          { name: handle.instanceOf, certainty: site.certainty, because: `handed out by \`${calledIn(place)}\`` },
        ];
      }),
  };

  /** `source.getRepository(…)`: a method of something that is an instance itself. */
  const isMadeBy = ({ method, of }: Omit<MethodPattern, 'named'>, { module, node }: Located): boolean => {
    if (!isMemberNode(node) || ![method].flat().includes(propertyName(node) ?? '')) return false;
    const receiver = receiverOf(node.object, of.property);
    const owners = receiver ? instancesOf({ module, node: receiver }) : [];
    return owners.some(({ name }) => [of.instanceOf].flat().some((one) => one === name));
  };

  const { instancesOf, classesOf } = instancesIn(references, handles);
  return { ...references, instancesOf, classesOf, match };
}

/** The argument that a call runs later, or in its transaction. */
export function callbackOf(
  pattern: { readonly callback?: number },
  call: CallNode,
): CallNode['arguments'][number] | undefined {
  return pattern.callback === undefined ? undefined : call.arguments.at(pattern.callback);
}

type Known = Pick<Match, 'certainty' | 'evidence'>;

/** What a method is called on; the instance behind a property, where the pattern names one. */
export function receiverOf(object: Node, property: string | undefined): Node | undefined {
  if (property === undefined) return object;
  const held = unwrapped(object);
  return isMemberNode(held) && propertyName(held) === property ? held.object : undefined;
}

/** `*.PrismaClient` is an export of a module that the library generates. */
const isCalled = (name: string, wanted: string): boolean =>
  wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : name === wanted;

/** Whether an object has one of some keys, also in an object inside of it; what is spread into it may have any. */
function hasKey(module: Module, argument: Node, keys: readonly string[]): boolean {
  const binding = argument.type === 'Identifier' ? module.scopes.bindingOf(argument) : undefined;
  const [write, ...others] = binding?.writes ?? [];
  const made = others.length === 0 && write?.kind === 'init' && write.value ? write.value : argument;
  if (made.type !== 'ObjectExpression') return false;
  return made.properties.some((property) => {
    if (property.type === 'SpreadElement') return true;
    if (keys.includes(keyName(property.key, property.computed) ?? '')) return true;
    if (property.type !== 'ObjectProperty' || property.value.type !== 'ObjectExpression') return false;
    return property.value.properties.some(
      (inner) => inner.type === 'ObjectProperty' && keys.includes(keyName(inner.key, inner.computed) ?? ''),
    );
  });
}

function strongest(instances: readonly Instance[]): Instance | undefined {
  return instances.find(({ certainty }) => certainty === 'certain') ?? instances[0];
}

/**
 * Whether a callee may stand for an export of a name, told from its spelling: resolving every call of a file costs far
 * more than parsing it. Under another name an export is imported, taken out of an object, or assigned.
 */
export function mayBeCalledAs(callee: Node, name: string, module: Module): boolean {
  if (name === 'default') return true;
  const called = unwrapped(callee);
  const spelled = isMemberNode(called) ? propertyName(called) : called.type === 'Identifier' ? called.name : undefined;
  return spelled !== undefined && (spelled === name || aliasesIn(module, name).has(spelled));
}

const aliases = new WeakMap<Module, Map<string, ReadonlySet<string>>>();

/** The names that a file may give to what is called otherwise elsewhere: `name as other`, `name: other`, `other = … name`. */
function aliasesIn(module: Module, name: string): ReadonlySet<string> {
  const known = aliases.get(module) ?? new Map<string, ReadonlySet<string>>();
  aliases.set(module, known);
  const before = known.get(name);
  if (before) return before;
  const found = new Set<string>();
  if (module.text.includes(name)) {
    const spellings = new RegExp(
      `\\b${name}\\s*(?:as|:)\\s*([\\w$]+)|([\\w$]+)(?=\\s*[:=][^;\\n]*?\\b${name}\\b)`,
      'g',
    );
    for (const [, taken, given] of module.text.matchAll(spellings)) found.add(taken ?? given ?? '');
  }
  known.set(name, found);
  return found;
}

/** What an export is called in its module. */
export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A call as it is spelled, without its arguments. */
function calledIn({ module, node }: Located): string {
  return spelling({ module, node: isCallNode(node) ? node.callee : node });
}
