import type { Node } from '@babel/types';
import type {
  Certainty,
  ConfiguredHandler,
  Dialect,
  ExportedHandler,
  HandlerPattern,
  PlacedHandler,
  TypedHandler,
} from '../../model/dialect.ts';
import type { Project } from '../../model/source.ts';
import { deployedFrom } from './deployed.ts';
import { exportedFunctions } from './exported-functions.ts';
import { foldersUp } from './manifests.ts';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import type { FunctionNode } from './nodes.ts';
import { registeredHandlers } from './registered-handlers.ts';
import type { Sites } from './sites.ts';

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

/** The handlers of a file, each once, by the surest of the patterns that tell. */
export function handlersOf(module: Module, around: Surroundings): JavaScriptHandler[] {
  const found = around.dialects.flatMap((dialect) =>
    (dialect.recognises.handler ?? []).flatMap((pattern) =>
      matched(pattern, module, around, dialect).map(
        (known): JavaScriptHandler => ({
          ...known,
          dialect,
          isOverlapping: pattern.invocations === 'overlapping',
          through: [],
        }),
      ),
    ),
  );
  const named = found.length > 0 ? deployedFrom(module, around.project, around.modules) : [];
  const known = found.map((one) => {
    const own = named.filter((other) => other.export === one.name);
    const isOverlapping = one.isOverlapping || own.some((other) => other.isOverlapping);
    return { ...one, isOverlapping, through: own.flatMap(({ through }) => through ?? []) };
  });
  const sure = known.filter(({ certainty }) => certainty === 'certain');
  return [...sure, ...known].filter((one, at, all) => all.findIndex(({ fn }) => fn === one.fn) === at);
}

type Known = Omit<JavaScriptHandler, 'dialect' | 'isOverlapping' | 'through'>;

function matched(
  pattern: HandlerPattern,
  module: Module,
  around: Surroundings,
  dialect: Dialect<'javascript'>,
): Known[] {
  if ('place' in pattern) return byPlace(pattern, module, around, dialect);
  if ('export' in pattern) return byExport(pattern, module, around.modules, dialect);
  if ('type' in pattern) return byType(pattern, module);
  if ('platform' in pattern) return byConfiguration(pattern, module, around);
  return registeredHandlers(pattern, module, around.sites).map((one) => ({ ...one, certainty: 'certain' as const }));
}

function byExport(
  { export: names, named }: ExportedHandler,
  module: Module,
  { manifests }: Modules,
  { packages }: Dialect,
): Known[] {
  return exportedFunctions(module).flatMap(({ name, fn, exported }): Known[] => {
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

function byType({ from, type }: TypedHandler, module: Module): Known[] {
  const endings = [type].flat();
  return exportedFunctions(module).flatMap(({ name, fn, exported }): Known[] => {
    const holder = module.parentOf(fn);
    const annotations = [
      ...[holder, module.parentOf(exported)].map((one) =>
        one?.type === 'VariableDeclarator' && one.id.type === 'Identifier' ? one.id.typeAnnotation : undefined,
      ),
      holder?.type === 'TSSatisfiesExpression' ? holder.typeAnnotation : undefined,
      fn.params[0]?.type === 'Identifier' ? fn.params[0].typeAnnotation : undefined,
    ];
    const found = annotations.map((one) => (one ? importedType(one, from, module) : undefined)).find(Boolean);
    if (found === undefined || !endings.some((ending) => found.endsWith(ending))) return [];
    return [{ name, fn, exported, certainty: 'certain', evidence: `Its type is ${from}.${found}.` }];
  });
}

function byConfiguration(
  { platform, parameter }: ConfiguredHandler,
  module: Module,
  { project, modules }: Surroundings,
): Known[] {
  const named = deployedFrom(module, project, modules).filter((one) => one.platform === platform);
  if (named.length === 0) return [];
  return exportedFunctions(module).flatMap(({ name, fn, exported }): Known[] => {
    const found = named.find((one) => one.export === name);
    const own = fn.params[0] ? parameterName(fn.params[0]).replace(/^_/, '') : '';
    if (!found || (own !== '' && ![parameter].flat().includes(own))) return [];
    return [{ name, fn, exported, certainty: 'certain', evidence: `${found.source} names it as a handler.` }];
  });
}

function byPlace(
  { place, export: names, named, beside }: PlacedHandler,
  module: Module,
  { project, modules }: Surroundings,
  { packages }: Dialect,
): Known[] {
  const { path } = module;
  const roots = (beside ?? []).flatMap((name) =>
    foldersUp(path).flatMap((folder) => (project.read(folder + name) === undefined ? [] : { folder, name })),
  );
  const used = packages.find((one) => modules.manifests.dependsOn(path, one));
  const root = roots.find(({ folder }) => place.test(path.slice(folder.length)));
  if (beside?.length ? !root : (!beside && used === undefined) || !place.test(path)) return [];
  return exportedFunctions(module).flatMap(({ name, fn, exported }): Known[] => {
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

/** The name of a type that a module imports from another, as that one calls it. */
function importedType(annotation: Node, from: string, module: Module): string | undefined {
  const reference = annotation.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation;
  if (reference.type !== 'TSTypeReference') return undefined;
  const { typeName } = reference;
  const local = typeName.type === 'Identifier' ? typeName : typeName.left;
  if (local.type !== 'Identifier') return undefined;
  for (const statement of module.ast.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== from) continue;
    const specifier = statement.specifiers.find((one) => one.local.name === local.name);
    if (!specifier) continue;
    if (typeName.type === 'TSQualifiedName') return typeName.right.name;
    if (specifier.type !== 'ImportSpecifier') return undefined;
    return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
  }
  return undefined;
}
