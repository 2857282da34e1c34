import type { PythonFile } from '../../../src/languages/python/file.ts';
import { lineEndBefore, lineStartOf, newlineOf, unitOf } from '../../../src/languages/python/lines.ts';
import { child, childrenOf, named, type PythonNode } from '../../../src/languages/python/node.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { Edit } from '../../../src/model/source.ts';
import { resetText } from './edits.ts';
import type { GatheredElsewhere } from './other-modules.ts';

/** What cures a variable of another module: a function there, and what the handlers call. */
export interface ResetElsewhere {
  readonly edits: readonly Edit[];
  /** `problems.reset_found()` */
  readonly call: string;
  readonly handlers: GatheredElsewhere['handlers'];
}

/** @returns undefined where a name is taken, or where the file does not import the module in a way that can be added to. */
export function resetElsewhere(file: PythonFile, gathered: GatheredElsewhere): ResetElsewhere | undefined {
  const { module, variable, handlers, reset } = gathered;
  const name = reset?.name ?? `reset_${variable.name.replace(/^_+/, '').toLowerCase()}`;
  const word = new RegExp(String.raw`\b${name}\b`);
  if (reset === undefined && word.test(module.text)) return undefined;
  const spelled = spellingOf(file, gathered);
  const imported = spelled === undefined ? importing(file, module, name) : { call: `${spelled}.${name}`, edits: [] };
  if (imported === undefined) return undefined;
  const [root = ''] = imported.call.split('.');
  if (handlers.some(({ node }) => isHidden(file, node, root))) return undefined;
  const added = reset === undefined ? [functionIn(gathered, name)] : [];
  return { edits: [...added, ...imported.edits], call: `${imported.call}()`, handlers };
}

/** How the file spells the module itself, where it has imported that at its top: `problems`, `shop.problems`. */
function spellingOf(file: PythonFile, { module, reached }: GatheredElsewhere): string | undefined {
  for (const callable of reached.get(file.path)?.functions ?? []) {
    for (const node of walk(callable)) {
      const object = node.type === 'attribute' ? child(node, 'object') : undefined;
      if (object === undefined || !/^(?:identifier|attribute)$/.test(object.type)) continue;
      const spelled = file.textOf(object);
      const [root = ''] = spelled.split('.');
      const binding = file.scopes.module.bindings.get(root);
      if (binding?.writes.length !== 1 || binding.writes[0]?.statement.parent !== file.root) continue;
      if (/^[\w.]+$/.test(spelled) && file.moduleOf(object) === module.path) return spelled;
    }
  }
  return undefined;
}

/** One more name in the `from module import a, b` of the file. */
function importing(file: PythonFile, module: PythonFile, name: string): { call: string; edits: Edit[] } | undefined {
  const statement = named(file.root).find(
    (one) => one.type === 'import_from_statement' && file.moduleOf(one) === module.path,
  );
  const last = statement && childrenOf(statement, 'name').at(-1);
  if (last === undefined) return undefined;
  const isThere = childrenOf(statement ?? last, 'name').some((one) => file.textOf(one) === name);
  if (isThere) return { call: name, edits: [] };
  if (new RegExp(String.raw`\b${name}\b`).test(file.text)) return undefined;
  const before = file.text.slice(lineStartOf(file.text, last.start), last.start);
  // A comment behind the last name stays behind it.
  if (before.trim() === '' && /^[ \t]*,?[ \t]*#/.test(file.text.slice(last.end))) {
    const added = `${name},${newlineOf(file.text)}${before}`;
    return { call: name, edits: [{ path: file.path, start: last.start, end: last.start, text: added }] };
  }
  const gap = before.trim() === '' ? `,${newlineOf(file.text)}${before}` : ', ';
  return { call: name, edits: [{ path: file.path, start: last.end, end: last.end, text: `${gap}${name}` }] };
}

/** Whether a handler has a name of its own that hides the module's. */
function isHidden(file: PythonFile, handler: PythonNode, name: string): boolean {
  const [first] = childrenOf(handler, 'body').flatMap(named);
  return first === undefined || file.scopes.scopeOf(first).bindings.has(name);
}

/** The function stands before the first one below the variable, else at the end. */
function functionIn({ module, variable }: GatheredElsewhere, name: string): Edit {
  const { text, path } = module;
  const newline = newlineOf(text);
  const { uses, offeredBy } = module.usersOf(variable.name);
  // Who has imported the name itself, or passes it on, holds the object.
  const isHeld =
    offeredBy.some((other) => other.path !== path) ||
    uses.some((use) => use.module.path !== path && use.node.type !== 'attribute');
  const unit = unitOf(module);
  const lines = [
    `def ${name}():`,
    ...(isHeld ? [] : [`${unit}global ${variable.name}`]),
    ...resetText(module, variable, isHeld, unit).map((line) => unit + line),
  ];
  const below = named(module.root).find(
    ({ type, start }) => /^(?:function|class|decorated)_definition$/.test(type) && start > variable.statement.end,
  );
  const at = lineEndBefore(text, below === undefined ? text.length : lineStartOf(text, below.start)) ?? text.length;
  const rest = text.slice(at);
  const isLast = rest.trim() === '';
  const blank = /^\s*/.exec(rest)?.[0].split('\n').length ?? 0;
  const after = isLast ? Math.min(1, Math.max(0, 2 - blank)) : Math.max(0, 4 - blank);
  return { path, start: at, end: at, text: newline.repeat(3) + lines.join(newline) + newline.repeat(after) };
}
