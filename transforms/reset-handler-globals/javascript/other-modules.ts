import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { JavaScriptHandler } from '../../../src/languages/javascript/handlers.ts';
import { type FunctionNode, isFunctionNode, keyName, unwrapped } from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import { initialValue, isContainer } from './initial.ts';
import { guardOf, keptOnPurpose } from './intent.ts';
import { loadedBy } from './loaded.ts';
import { type Reach, reachOf } from './reach.ts';
import { type ResetFunction, resetFunctionsOf } from './resets.ts';
import { isSuppressed, isTest } from './set-apart.ts';
import { functionsAround, type Placed, placesOf, runsIn } from './shared-state.ts';
import { branchOf } from './stores.ts';
import { leadsTo } from './uses.ts';

/** What a handler's invocations gather in another module of the project. */
export interface GatheredElsewhere {
  readonly module: JavaScriptFile;
  readonly binding: Binding;
  readonly write: Placed;
  readonly read: Placed;
  /** Every use in the project that is known. */
  readonly places: readonly Placed[];
  /** Whether the same object holds something else that is written. */
  readonly isShared: boolean;
  /** The handlers of the file whose invocations use it. */
  readonly reaches: readonly Reach[];
  /** The files of the process. */
  readonly loaded: ReadonlyMap<string, JavaScriptFile>;
  /** A function of the module that empties it, and that nothing in the process calls. */
  readonly reset: ResetFunction | undefined;
}

/**
 * The state of other modules that invocations of a file's handlers add to and read as a whole, and that nothing in the
 * process empties. Where invocations overlap, modules are stores for all of them, and nothing is said.
 */
export function gatheredElsewhere(file: JavaScriptFile): GatheredElsewhere[] {
  const handlers = file.handlers().filter(({ isOverlapping }) => !isOverlapping);
  if (handlers.length === 0 || !/\b(?:import|require)\b/.test(file.text)) return [];
  const loaded = loadedBy(file);
  if (!loaded) return [];
  let reaches: Reach[] | undefined;
  const found: GatheredElsewhere[] = [];
  for (const module of loaded.values()) {
    if (module === file || !mayGather.test(module.text) || isApart(module)) continue;
    reaches ??= handlers.map((handler: JavaScriptHandler) => reachOf(handler, loaded));
    for (const binding of variablesOf(module)) {
      const gathered = gatheredIn(file, module, binding, reaches, loaded);
      if (gathered) found.push(gathered);
    }
  }
  return found;
}

/** A file without such a line at its margin holds nothing that grows or turns. */
const mayGather =
  /^(?:export\s+)?(?:let|var|const)\s+[\w$]+[^=\n]*=\s*(?:[[{'"`\d]|(?:true|false)\b|new\s+(?:Map|Set|Array)\b)/m;

function isApart({ path, text, handlers }: JavaScriptFile): boolean {
  const name = path.replace(/.*\//, '').replace(/\.[^.]+$/, '');
  return (
    isTest(path) ||
    /\/node_modules\//.test(`/${path}`) ||
    isMeantToStay(name) ||
    handlers().length > 0 ||
    text.length > largest
  );
}

/** Characters: what is longer is a bundle. */
const largest = 200_000;

/** Names of what serves all invocations: besides what outlives one in its own module, stores and what is told to people. */
const isMeantToStay = (name: string): boolean =>
  keptOnPurpose.test(name) ||
  /log(?:s|ger|ging)?$|telemetry|trac(?:e|er|ing)s?$|stor(?:e|es|age)$|repositor|database|table|mock|fake|stub|fixture|sample|seed|history|hook|plugin|handler|callback|subscri|observer|interceptor|schema|factor(?:y|ies)|provider|migration|^register/i.test(
    name,
  );

function variablesOf({ ast, scopes }: JavaScriptFile): Binding[] {
  return ast.program.body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap(({ id }) => {
      const binding = id.type === 'Identifier' ? scopes.bindingOf(id) : undefined;
      return binding && !isMeantToStay(binding.name) ? [binding] : [];
    });
  });
}

function gatheredIn(
  own: JavaScriptFile,
  module: JavaScriptFile,
  binding: Binding,
  reaches: readonly Reach[],
  loaded: ReadonlyMap<string, JavaScriptFile>,
): GatheredElsewhere | undefined {
  const initial = initialValue(binding);
  if (!initial || isSuppressed(module, binding)) return undefined;
  const all = placesOf(module, binding, loaded);
  const grown = all?.filter((place) => isGathering(place, initial)).map(({ path }) => path) ?? [];
  if (!all || grown.length === 0) return undefined;
  const resets = resetFunctionsOf(module, binding, loaded);
  const uses = all.filter((place) => !resets.some(({ fn }) => place.file === module && isWithin(place.node, fn)));
  const isOfGrown = ({ path }: Placed) => grown.some((one) => leadsTo(path, one) || leadsTo(one, path));
  const places = uses.filter(isOfGrown);
  const isShared = uses.some((place) => !isOfGrown(place) && !/^(?:read|keyed|logged)$/.test(place.kind));
  if (!places.every((place) => keepsWhatIsThere(place, initial)) || isEmptiedByTaker(module, places, loaded))
    return undefined;
  const users = reaches.filter(({ functions }) => places.some((place) => runsIn(place, functions)));
  const [found] = users.flatMap((reach) => leakOf(own, binding, initial, places, reach) ?? []);
  return found && { module, binding, ...found, places: uses, isShared, reaches: users, loaded, reset: resets[0] };
}

function leakOf(
  own: JavaScriptFile,
  binding: Binding,
  initial: Node,
  places: readonly Placed[],
  reach: Reach,
): { write: Placed; read: Placed } | undefined {
  const run = places.filter((place) => runsIn(place, reach.functions));
  const writes = run.filter((place) => isGathering(place, initial));
  const isMeant = ({ file, node }: Placed): boolean => {
    const functions = reach.functions.get(file.path) ?? new Set();
    return (
      guardOf(file, binding, node, functions) !== undefined ||
      (file !== own && functionsAround(file, node).some((fn) => isMeantToStay(nameOf(file, fn))))
    );
  };
  if (writes.some((place) => isMeant(place) || isForOneKind(own, reach, place))) return undefined;
  const isOwn = (place: Placed) =>
    writes.some(({ file, value }) => value && file === place.file && isWithin(place.node, value));
  const [write] = writes;
  const read = run.find((place) => place.isRead || (/^(?:read|keyed)$/.test(place.kind) && !isOwn(place)));
  return write && read && { write, read };
}

/** Whether one kind of request adds, for others to read: a store. */
function isForOneKind(own: JavaScriptFile, { entryOf }: Reach, { file, node }: Placed): boolean {
  const entry = file === own ? node : functionsAround(file, node).flatMap((fn) => entryOf(fn) ?? [])[0];
  return entry !== undefined && branchOf(own, entry) !== undefined;
}

/** Whether a use adds to what is there, or says of one event what is then said of all. */
function isGathering({ kind, path, value, file, node }: Placed, initial: Node): boolean {
  const given = value && unwrapped(value);
  if (isVerdict(node, file) && kind === 'set' && path.length === 0)
    return initial.type === 'BooleanLiteral' && given?.type === 'BooleanLiteral' && initial.value !== given.value;
  if (kind === 'update')
    return path.length === 0 && given !== undefined && !/^(?:Numeric|BigInt)Literal$/.test(given.type);
  if (!isContainer(initial) || given?.type === 'NewExpression' || (given && isFunctionNode(given))) return false;
  if (kind === 'set') return initial.type === 'ObjectExpression' && path.length === 1 && path[0] === '*';
  return kind === 'add' && isContainer(valueBelow(initial, path));
}

/** Whether a flag is called after what went wrong: of others, one may say what holds from now on. */
function isVerdict(node: Node, file: JavaScriptFile): boolean {
  return /fail|error|invalid|reject|problem|incomplete|abort/i.test(file.text.slice(startOf(node), endOf(node)));
}

/** What an object of literals holds at the end of some properties. */
function valueBelow(value: Node, [name, ...rest]: readonly string[]): Node | undefined {
  if (name === undefined) return unwrapped(value);
  const object = unwrapped(value);
  if (object.type !== 'ObjectExpression') return undefined;
  const property = object.properties.find(
    (one) => one.type === 'ObjectProperty' && keyName(one.key, one.computed) === name,
  );
  return property?.type === 'ObjectProperty' ? valueBelow(property.value, rest) : undefined;
}

/** Whether a use neither empties the state, nor takes something out of it, nor asks for one thing by its key. */
function keepsWhatIsThere(place: Placed, initial: Node): boolean {
  if (isGathering(place, initial) || place.kind === 'logged' || place.kind === 'read') return true;
  return place.kind === 'keyed' && initial.type === 'ArrayExpression';
}

/** Whether a function hands the object out to somebody who empties it: `problems().length = 0`. */
function isEmptiedByTaker(
  module: JavaScriptFile,
  places: readonly Placed[],
  loaded: ReadonlyMap<string, JavaScriptFile>,
): boolean {
  const names = places
    .filter(({ file, kind, path }) => file === module && kind === 'read' && path.length === 0)
    .map(({ file, node }) => nameOf(file, functionsAround(file, node)[0]))
    .filter((name) => name !== '');
  if (names.length === 0) return false;
  const taken = new RegExp(
    `\\b(?:${names.map((name) => name.replace(/\$/g, '\\$')).join('|')})\\(\\)\\s*\\.\\s*(?:length\\s*=[^=]|(?:splice|pop|shift|clear|delete)\\b)`,
  );
  return [...loaded.values()].some(({ text }) => taken.test(text));
}

/** What a function is called; empty where it has no name. */
function nameOf(file: JavaScriptFile, fn: FunctionNode | undefined): string {
  if (!fn) return '';
  const holder = file.parentOf(fn);
  const name =
    'id' in fn && fn.id ? fn.id : 'key' in fn ? fn.key : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  const left = holder?.type === 'AssignmentExpression' ? holder.left : undefined;
  const node = name ?? (left && 'property' in left ? left.property : undefined);
  return node ? file.text.slice(startOf(node), endOf(node)) : '';
}
