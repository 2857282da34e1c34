import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import type { Taking } from '../../../src/languages/javascript/importers.ts';
import {
  type FunctionNode,
  isFunctionNode,
  isMemberNode,
  propertyName,
} from '../../../src/languages/javascript/nodes.ts';
import type { Binding } from '../../../src/languages/javascript/scopes.ts';
import { closest } from '../../../src/languages/javascript/walk.ts';
import { isTest } from './set-apart.ts';
import { type StateUse, useOf } from './uses.ts';

/** A use of a variable, and the file in which it stands. */
export interface Placed extends StateUse {
  readonly file: JavaScriptFile;
}

/** The names under which a module exports what an identifier of it stands for. */
export function exportNamesOf(file: JavaScriptFile, binding: Binding): string[] {
  const names = new Set<Node>([binding.identifier, binding.declaration, ...binding.reads]);
  return [...file.module.exports.named].flatMap(([name, one]) =>
    one.from === 'here' && names.has(one.node) && name !== '=' ? [name] : [],
  );
}

/**
 * Every place that uses a variable of a module when the code runs, in its own file and in those that import it.
 * @param loaded the files of the process, by path; others have processes of their own.
 * @returns undefined where one of the ways cannot be followed.
 */
export function placesOf(
  file: JavaScriptFile,
  binding: Binding,
  loaded: ReadonlyMap<string, JavaScriptFile>,
): readonly Placed[] | undefined {
  const { named } = file.module.exports;
  const exported = new Set([...named.values()].flatMap((one) => (one.from === 'here' ? [one.node] : [])));
  const whole = named.get('=');
  if (whole?.from === 'here' && binding.reads.some((read) => read === whole.node)) return undefined;
  const places = namesOf(binding)
    .filter((name) => name !== binding.identifier && !exported.has(name))
    .map((name): Placed => ({ file, ...useOf(file, binding, name) }));
  for (const name of exportNamesOf(file, binding)) {
    const importers = file.importersOf(file.module, name);
    if (!importers) return undefined;
    for (const { module, takings } of importers) {
      if (isTest(module.path)) continue;
      const other = loaded.get(module.path) ?? file.other(module);
      for (const taking of takings) {
        const found = placesThrough(other, taking, name);
        if (!found) return undefined;
        places.push(...found);
      }
    }
  }
  return places;
}

/** The places where the files of a process name one of a module's functions; `undefined` where one cannot be followed. */
export function namingsOf(
  file: JavaScriptFile,
  name: string,
  loaded: ReadonlyMap<string, JavaScriptFile>,
): readonly { file: JavaScriptFile; node: Node }[] | undefined {
  const importers = file.importersOf(file.module, name);
  const found: { file: JavaScriptFile; node: Node }[] = [];
  for (const { module, takings } of importers ?? []) {
    const other = loaded.get(module.path);
    if (!other) continue;
    for (const taking of takings) {
      const through = placesThrough(other, taking, name);
      if (!through) return undefined;
      found.push(...through);
    }
  }
  return importers && found;
}

/** Whether a use stands in one of the functions that run. */
export const runsIn = (
  { file, node }: { file: JavaScriptFile; node: Node },
  functions: ReadonlyMap<string, ReadonlySet<FunctionNode>>,
): boolean => functionsAround(file, node).some((fn) => functions.get(file.path)?.has(fn));

/** The functions around a node, the innermost first. */
export function functionsAround(file: JavaScriptFile, node: Node): FunctionNode[] {
  const fn = closest(node, file.parentOf, isFunctionNode);
  return fn ? [fn, ...functionsAround(file, fn)] : [];
}

function placesThrough(file: JavaScriptFile, taking: Taking, name: string): Placed[] | undefined {
  if (taking.form !== 'name' && taking.form !== 'default' && taking.form !== 'whole') return undefined;
  const binding = file.scopes.bindingAt(taking.local.name, file.ast.program);
  // The tree may be another one of the same text.
  if (!binding || binding.identifier.start !== taking.local.start) return undefined;
  const uses = namesOf(binding)
    .filter((node) => node !== binding.identifier)
    .map((node): Placed => ({ file, ...useOf(file, binding, node) }));
  if (taking.form !== 'whole') return uses;
  const members = uses.map((use) => ({ use, member: memberOf(file, use.node) }));
  if (members.some(({ member }) => member === undefined)) return undefined;
  return members.filter(({ member }) => member === name).map(({ use }) => ({ ...use, path: use.path.slice(1) }));
}

function memberOf(file: JavaScriptFile, node: Node): string | undefined {
  const parent = file.parentOf(node);
  return parent && isMemberNode(parent) && parent.object === node ? propertyName(parent) : undefined;
}

function namesOf({ reads, writes }: Binding): Node[] {
  return [...new Set<Node>([...reads, ...writes.map(({ node }) => node)])];
}
