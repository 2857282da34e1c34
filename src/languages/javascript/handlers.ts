import type { Node } from '@babel/types';
import type { Certainty, Dialect } from '../../model/dialect.ts';
import type {
  ConfiguredHandler,
  ExportedHandler,
  HandlerPattern,
  PlacedHandler,
} from '../../model/handler-patterns.ts';
import type { Project } from '../../model/source.ts';
import { type Deployed, deployedFrom } from './deployed.ts';
import { type ExportedFunction, exportedFunctions } from './exported-functions.ts';
import { foldersUp } from './manifests.ts';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import type { CallNode, FunctionNode } from './nodes.ts';
import { callsIn, registeredHandlers } from './registered-handlers.ts';
import type { Sites } from './sites.ts';
import { typedHandlers } from './typed-handlers.ts';

/** A function that a platform calls once for each event. */
export interface JavaScriptHandler {
  readonly dialect: Dialect<'javascript'>;
  readonly certainty: Exclude<Certainty, 'possible'>;
  /** How it is known, a sentence. */
  readonly evidence: string;
  /** The name under which it is exported, or what it is given to. */
  readonly name: string;
  readonly fn: FunctionNode;
  /** The whole of what is exported: the function, a name of it, or a call that wraps it. */
  readonly exported: Node;
  /** Whether the process may begin an invocation before another has ended. */
  readonly isOverlapping: boolean;
  /** The files that take it from here to export it to the platform, and do nothing else with it. */
  readonly through: readonly string[];
}

/** What the question below is asked of. */
export interface Surroundings {
  readonly sites: Sites;
  readonly modules: Modules;
  readonly project: Project;
  readonly dialects: readonly Dialect<'javascript'>[];
}

/** What the patterns ask of a file, worked out once for all of them. */
interface Inquiry extends Surroundings {
  readonly module: Module;
  readonly exported: readonly ExportedFunction[];
  readonly deployed: () => readonly Deployed[];
  readonly calls: () => readonly CallNode[];
}

/** The handlers of a file, each once, by the surest of the patterns that tell. */
export function handlersOf(module: Module, around: Surroundings): JavaScriptHandler[] {
  const deployed = once(() => deployedFrom(module, around.project, around.modules));
  const calls = once(() => callsIn(module));
  const inquiry: Inquiry = { ...around, module, exported: exportedFunctions(module), deployed, calls };
  const found = around.dialects.flatMap((dialect) =>
    (dialect.recognises.handler ?? []).flatMap((pattern) =>
      matched(pattern, inquiry, dialect).map(
        (known): JavaScriptHandler => ({
          ...known,
          dialect,
          isOverlapping: pattern.invocations === 'overlapping',
          through: [],
        }),
      ),
    ),
  );
  const known = found.map((one) => {
    const own = deployed().filter((other) => other.export === one.name);
    const isOverlapping = one.isOverlapping || own.some((other) => other.isOverlapping);
    return { ...one, isOverlapping, through: own.flatMap(({ through }) => through ?? []) };
  });
  const sure = known.filter(({ certainty }) => certainty === 'certain');
  return [...sure, ...known].filter((one, at, all) => all.findIndex(({ fn }) => fn === one.fn) === at);
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}

type Known = Omit<JavaScriptHandler, 'dialect' | 'isOverlapping' | 'through'>;

function matched(pattern: HandlerPattern, inquiry: Inquiry, dialect: Dialect<'javascript'>): Known[] {
  if ('place' in pattern) return byPlace(pattern, inquiry, dialect);
  if ('export' in pattern) return byExport(pattern, inquiry, dialect);
  if ('type' in pattern) return typedHandlers(pattern, inquiry.module, inquiry.exported);
  if ('platform' in pattern) return byConfiguration(pattern, inquiry);
  const { module, modules, sites, calls } = inquiry;
  const isUsed = dialect.packages.some(
    (name) => module.text.includes(name) || modules.manifests.dependsOn(module.path, name),
  );
  if (!isUsed) return [];
  return registeredHandlers(pattern, module, calls(), sites).map((one) => ({ ...one, certainty: 'certain' as const }));
}

function byExport(
  { export: names, named }: ExportedHandler,
  { module, modules: { manifests }, exported: functions }: Inquiry,
  { packages }: Dialect,
): Known[] {
  return functions.flatMap(({ name, fn, exported }): Known[] => {
    if (![names].flat().includes(name)) return [];
    const [first, second] = fn.params;
    const isNamed = first !== undefined && named.test(parameterName(first));
    const used = packages.find((one) => manifests.dependsOn(module.path, one) || isImported(module, one));
    // `(event, context)` is nobody else's; a single parameter of another name may be any framework's.
    if (!isNamed && (used === undefined || fn.params.length > 0)) return [];
    const because =
      used !== undefined
        ? `and the project uses ${used}`
        : second
          ? 'with the parameters of one'
          : 'with an event for a parameter';
    return [{ name, fn, exported, certainty: 'likely', evidence: `It is exported as \`${name}\`, ${because}.` }];
  });
}

function byConfiguration(
  { platform, parameter }: ConfiguredHandler,
  { exported: functions, deployed }: Inquiry,
): Known[] {
  const named = deployed().filter((one) => one.platform === platform);
  if (named.length === 0) return [];
  return functions.flatMap(({ name, fn, exported }): Known[] => {
    const found = named.find((one) => one.export === name);
    const own = fn.params[0] ? parameterName(fn.params[0]).replace(/^_/, '') : '';
    if (!found || (own !== '' && ![parameter].flat().includes(own))) return [];
    return [{ name, fn, exported, certainty: 'certain', evidence: `${found.source} names it as a handler.` }];
  });
}

function byPlace(
  { place, export: names, named, beside }: PlacedHandler,
  { module: { path }, modules, project, exported: functions }: Inquiry,
  { packages }: Dialect,
): Known[] {
  const roots = (beside ?? []).flatMap((name) =>
    foldersUp(path).flatMap((folder) => (project.read(folder + name) === undefined ? [] : { folder, name })),
  );
  const used = packages.find((one) => modules.manifests.dependsOn(path, one));
  const root = roots.find(({ folder }) => place.test(path.slice(folder.length)));
  if (beside?.length ? !root : (!beside && used === undefined) || !place.test(path)) return [];
  return functions.flatMap(({ name, fn, exported }): Known[] => {
    if (![names].flat().includes(name.replace(/^=/, 'default'))) return [];
    const [first] = fn.params;
    if (named && (!first || !named.includes(parameterName(first).replace(/^_/, '')))) return [];
    const because = root ? `, beside ${root.name}` : used ? `, and the project uses ${used}` : '';
    const evidence = `It is exported as \`${name}\` from ${path}${because}.`;
    return [{ name, fn, exported, certainty: 'certain', evidence }];
  });
}

function parameterName(parameter: Node): string {
  if (parameter.type === 'Identifier') return parameter.name;
  return parameter.type === 'AssignmentPattern' ? parameterName(parameter.left) : '';
}

function isImported(module: Module, packageName: string): boolean {
  return new RegExp(`['"]${packageName}(?:/[^'"]*)?['"]`).test(module.text);
}
