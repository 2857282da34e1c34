import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { ancestorsOf, child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';
import { derivedFrom } from './derived.ts';
import type { Leak } from './leaks.ts';
import { isGivenTo, ofTheFirst } from './memos.ts';
import { functionAround, type Reach } from './reach.ts';
import { usesOf } from './uses.ts';

/**
 * Memos that no line of the module declares, filled from the first event: `except NameError: client = connect(event[…])`,
 * `if "client" not in globals():`.
 */
export function undeclaredMemosOf(file: PythonFile, entries: readonly PythonSite[], reach: Reach): readonly Leak[] {
  return [...file.scopes.module.bindings.values()].flatMap((binding): readonly Leak[] => {
    const [write, ...others] = binding.writes;
    const value = write?.value;
    if (write?.kind !== 'assignment' || value === undefined || others.length > 0) return [];
    const around = functionAround(write.node);
    if (around === undefined || ofTheFirst.test(binding.name) || !isAskedFor(file, binding, write.node)) return [];
    const [handler] = entries.filter((entry) => {
      const functions = reach.of(entry.node);
      return functions.has(around) && derivedFrom(file, entry.node, functions, isGivenTo(entry))(value);
    });
    if (handler === undefined) return [];
    const variable = {
      name: binding.name,
      declaration: write.node,
      mentions: new Set([...binding.reads, write.node]),
      value: undefined,
      shape: 'scalar' as const,
    };
    const uses = usesOf(file, variable);
    const changes = uses.filter(({ node }) => node === write.node);
    const reads = uses.filter(({ node, isReported }) => node !== write.node && !isReported && !isProbe(node));
    if (reads.length === 0) return [];
    return [{ variable, handlers: [handler], uses, changes, reads, isEmptiedLater: false, isCounter: false }];
  });
}

/** Whether a value is given only while the name does not exist. */
function isAskedFor(file: PythonFile, { name, reads }: Binding, node: PythonNode): boolean {
  const absent = new RegExp(String.raw`^\(?\s*["']${name}["']\s+not\s+in\s+globals\(\)\s*\)?$`);
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false;
    const condition = up.type === 'if_statement' ? child(up, 'condition') : undefined;
    const body = up.type === 'if_statement' ? child(up, 'consequence') : undefined;
    if (condition && body && isWithin(node, body) && absent.test(file.textOf(condition))) return true;
    if (up.type === 'except_clause' && /^except\s+\(?\s*NameError\b/.test(file.textOf(up))) {
      const tried = up.parent && child(up.parent, 'body');
      return tried !== undefined && reads.some((read) => isWithin(read, tried));
    }
  }
  return false;
}

/** Whether a mention only finds out whether the name exists: a statement of its own. */
function isProbe(node: PythonNode): boolean {
  return node.parent?.type === 'expression_statement' && named(node.parent).length === 1;
}
