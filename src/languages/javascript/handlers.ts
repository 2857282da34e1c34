import { posix } from 'node:path';
import type { Node } from '@babel/types';
import type {
  Certainty,
  ConfiguredHandler,
  Dialect,
  ExportedHandler,
  HandlerPattern,
  RegisteredHandler,
  TypedHandler,
} from '../../model/dialect.ts';
import type { Project } from '../../model/source.ts';
import { type DeployedHandler, handlersIn } from '../deployment.ts';
import { lastingValueOf } from './functions.ts';
import { foldersUp, type Manifests } from './manifests.ts';
import type { Module } from './module.ts';
import { type CallNode, type FunctionNode, isCallNode, isFunctionNode, isMemberNode, unwrapped } from './nodes.ts';
import { spelling } from './receivers.ts';
import type { References } from './references.ts';
import { walk } from './walk.ts';

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
}

/** What the question below is asked of. */
export interface Surroundings {
  readonly references: References;
  readonly manifests: Manifests;
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
        }),
      ),
    ),
  );
  const named = found.length > 0 ? namedFor(module, around.project) : [];
  const known = found.map((one) => {
    const isOverlapping = one.isOverlapping || named.some((other) => other.export === one.name && other.isOverlapping);
    return { ...one, isOverlapping };
  });
  const sure = known.filter(({ certainty }) => certainty === 'certain');
  return [...sure, ...known].filter((one, at, all) => all.findIndex(({ fn }) => fn === one.fn) === at);
}

/**
 * The files that take a handler from its module by a relative import, tests left out: they may call it.
 * @returns paths, sorted.
 */
export function takersOf({ stem, path }: Module, name: string, project: Project): string[] {
  const module = stem.replace(/\/index$/, '');
  const base = posix.basename(module);
  return project.mentioning(name).filter((other) => {
    if (other === path || isTest.test(other) || !/\.[cm]?[jt]sx?$/.test(other)) return false;
    const specifiers = project.read(other)?.matchAll(/['"](\.{1,2}(?:\/[^'"\n]*)?)['"]/g) ?? [];
    return [...specifiers].some(([, specifier = '']) => {
      if (!specifier.includes(base) && !/^[./]*$/.test(specifier)) return false;
      const target = posix.join(posix.dirname(other), specifier).replace(/(?:\/index)?(?:\.[cm]?[jt]sx?)?\/?$/, '');
      return target === module || target === stem;
    });
  });
}

const isTest = /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/;

type Known = Omit<JavaScriptHandler, 'dialect' | 'isOverlapping'>;

function matched(
  pattern: HandlerPattern,
  module: Module,
  around: Surroundings,
  dialect: Dialect<'javascript'>,
): Known[] {
  if ('export' in pattern) return byExport(pattern, module, around.manifests, dialect);
  if ('type' in pattern) return byType(pattern, module);
  if ('parameter' in pattern) return byConfiguration(pattern, module, around.project);
  return byCall(pattern, module, around.references);
}

function byExport(
  { export: names, named }: ExportedHandler,
  module: Module,
  manifests: Manifests,
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
      holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.typeAnnotation : undefined,
      holder?.type === 'TSSatisfiesExpression' ? holder.typeAnnotation : undefined,
      fn.params[0]?.type === 'Identifier' ? fn.params[0].typeAnnotation : undefined,
    ];
    const found = annotations.map((one) => (one ? importedType(one, from, module) : undefined)).find(Boolean);
    if (found === undefined || !endings.some((ending) => found.endsWith(ending))) return [];
    return [{ name, fn, exported, certainty: 'certain', evidence: `Its type is ${from}.${found}.` }];
  });
}

function byConfiguration({ parameter }: ConfiguredHandler, module: Module, project: Project): Known[] {
  const named = namedFor(module, project);
  if (named.length === 0) return [];
  return exportedFunctions(module).flatMap(({ name, fn, exported }): Known[] => {
    const found = named.find((one) => one.export === name);
    const [first] = fn.params;
    if (!found || (first !== undefined && ![parameter].flat().includes(parameterName(first).replace(/^_/, ''))))
      return [];
    return [{ name, fn, exported, certainty: 'certain', evidence: `${found.source} names it as a handler.` }];
  });
}

/** What the configurations around a file name in it. */
function namedFor(module: Module, project: Project): DeployedHandler[] {
  return foldersUp(module.path)
    .flatMap((folder) => handlersIn(project, folder.replace(/\/$/, '')))
    .filter(({ file }) => file === module.stem);
}

function byCall(pattern: RegisteredHandler, module: Module, references: References): Known[] {
  const names = [pattern.call].flat();
  const found: Known[] = [];
  walk(module.ast.program, (node) => {
    if (!isCallNode(node)) return;
    const argument = node.arguments.at(pattern.callback);
    if (!argument) return;
    const place = { module, node: node.callee };
    const name = [...references.exportNames(place)].find((one) => names.some((wanted) => wanted === one));
    const fn = name === undefined ? undefined : functionMeant(argument, module);
    if (!name || !fn) return;
    found.push({
      name: spelling(place),
      fn,
      exported: node,
      certainty: 'certain',
      evidence: `It is given to ${name}.`,
    });
  });
  return found;
}

interface ExportedFunction {
  readonly name: string;
  readonly fn: FunctionNode;
  readonly exported: Node;
}

function exportedFunctions(module: Module): ExportedFunction[] {
  return [...module.exports.named].flatMap(([name, one]): ExportedFunction[] => {
    if (one.from !== 'here' || name === '=') return [];
    const fn = functionMeant(one.node, module);
    if (!fn) return [];
    const binding = one.node.type === 'Identifier' ? module.scopes.bindingOf(one.node) : undefined;
    return [{ name, fn, exported: (binding && lastingValueOf(binding)) ?? one.node }];
  });
}

/** The function that an expression stands for, or the one function that the calls around it are given. */
function functionMeant(node: Node, module: Module, depth = 0): FunctionNode | undefined {
  const meant = unwrapped(node);
  if (isFunctionNode(meant)) return meant;
  if (depth > deepest) return undefined;
  if (meant.type === 'Identifier') {
    const binding = module.scopes.bindingOf(meant);
    if (!binding) return undefined;
    const value = lastingValueOf(binding);
    return value && functionMeant(value, module, depth + 1);
  }
  if (!isCallNode(meant)) return undefined;
  const given = chainOf(meant)
    .flatMap((call) => call.arguments)
    .flatMap((argument) => functionMeant(argument, module, depth + 1) ?? []);
  return given.length === 1 ? given[0] : undefined;
}

/** Names may stand for one another in a circle. */
const deepest = 6;

/** The calls of `wrap(base).use(…).use(…)`. */
function chainOf(call: CallNode): CallNode[] {
  const callee = unwrapped(call.callee);
  const before = isMemberNode(callee) ? unwrapped(callee.object) : undefined;
  return before && isCallNode(before) ? [...chainOf(before), call] : [call];
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
