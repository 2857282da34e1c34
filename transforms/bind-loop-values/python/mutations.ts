import type { PythonFile } from '../../../src/languages/python/file.ts';
import { comesAfter } from '../../../src/languages/python/flow.ts';
import { child, isWithin, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import type { Capture, Surroundings } from './captures.ts';

/**
 * Objects that are the same on every turn, changed in place by the loop, and read by the callback. A default argument
 * is no cure: it holds the object, not what is in it.
 */
export function mutationCapturesOf({ file, registration, made, loops }: Surroundings): Capture[] {
  const captures = new Map<string, Capture>();
  for (const { target, kind, statement } of file.scopes.mutations) {
    const loop = loops.find((one) => isWithin(target, one));
    if (!loop || isWithin(target, registration.callback) || kind === 'delete' || kind === 'augmented') continue;
    const step = stepOf(file.text, target);
    const root = step && rootOf(target);
    const binding = root && file.scopes.bindingOf(root);
    // Made anew on every turn, or filled key by key: nothing is overwritten.
    if (!binding || binding.writes.some(({ node }) => isWithin(node, loop))) continue;
    const isOwner = /^(?:self|cls)$/.test(binding.name) || kind === 'for' || kind === 'with';
    for (const { read, binding: other } of readsOf(file, registration.callback)) {
      if (other !== binding || captures.has(step)) continue;
      const wanted = pathFrom(file.text, read);
      const changed = pathFrom(file.text, root);
      // `self` whole is a method call or a neighbour; another key or attribute is not touched.
      const isWhole = wanted.length < changed.length;
      if (isWhole ? isOwner && kind === 'assignment' : !changed.every((name, at) => wanted[at] === name)) continue;
      if (isWhole && !wanted.every((name, at) => changed[at] === name)) continue;
      captures.set(step, {
        name: file.text.slice(target.start, target.end),
        read,
        write: target,
        isDeleted: false,
        refusal: comesAfter(statement, made)
          ? 'assigned-after-registration'
          : isOwner
            ? 'attribute-target'
            : 'object-reused',
      });
    }
  }
  return [...captures.values()];
}

/** What a callback reads of the names outside of it, through `payload=payload` too: that holds the same object. */
function readsOf(file: PythonFile, callback: PythonNode): { read: PythonNode; binding: Binding | undefined }[] {
  const list = child(callback, 'parameters');
  const throughDefaults = (list ? named(list) : []).flatMap((parameter) => {
    const name = child(parameter, 'name');
    const value = child(parameter, 'value');
    const held = value?.type === 'identifier' ? file.scopes.bindingOf(value) : undefined;
    const own = name && file.scopes.bindingOf(name);
    return held && own ? own.reads.map((read) => ({ read, binding: held })) : [];
  });
  return [...file.scopes.freeReads(callback).map(({ node, binding }) => ({ read: node, binding })), ...throughDefaults];
}

/** The spelling of a target whose every key is a constant; undefined for `rows[order.pk]`. */
function stepOf(text: string, target: PythonNode): string | undefined {
  const root = rootOf(target);
  if (!root) return undefined;
  return [text.slice(root.start, root.end), ...pathFrom(text, root)].join('') || undefined;
}

/** The name at the bottom of `a.b["c"]`. */
function rootOf(target: PythonNode): PythonNode | undefined {
  let at = unwrapped(target);
  while (at.type === 'attribute' || at.type === 'subscript') {
    if (at.type === 'subscript' && !isConstantKey(at)) return undefined;
    const below = child(at, at.type === 'attribute' ? 'object' : 'value');
    if (!below) return undefined;
    at = unwrapped(below);
  }
  return at.type === 'identifier' ? at : undefined;
}

function isConstantKey(subscript: PythonNode): boolean {
  const key = child(subscript, 'subscript');
  return key?.type === 'string' ? !named(key).some(({ type }) => type === 'interpolation') : key?.type === 'integer';
}

/** The attributes and constant keys that follow a name: `.b` and `["c"]` of `a.b["c"].d()`. A called attribute is left out. */
function pathFrom(text: string, root: PythonNode): string[] {
  const steps: string[] = [];
  for (let at = root, outer = root.parent; outer; at = outer, outer = outer.parent) {
    if (outer.type === 'parenthesized_expression') continue;
    if (outer.type === 'attribute' && at.field === 'object') {
      const name = child(outer, 'attribute');
      steps.push(`.${name ? text.slice(name.start, name.end) : ''}`);
    } else if (outer.type === 'subscript' && at.field === 'value' && isConstantKey(outer)) {
      const key = child(outer, 'subscript');
      steps.push(`[${key ? text.slice(key.start, key.end).replaceAll("'", '"') : ''}]`);
    } else {
      if (outer.type === 'call' && at.field === 'function' && steps.length) steps.pop();
      break;
    }
  }
  return steps;
}
