import type { PythonFile, PythonSite } from '../../../src/languages/python/file.ts';
import { child, named, type PythonNode, unwrapped } from '../../../src/languages/python/node.ts';
import type { Binding } from '../../../src/languages/python/scopes.ts';

/** A call, or a decorator, that hands a function over to be run after commit. */
export interface Registration {
  /** The call or the decorator. */
  readonly node: PythonNode;
  /** The lambda or the function definition that runs later. */
  readonly callback: PythonNode;
  /** The name through which it was passed; undefined where it stands in the call or under the decorator. */
  readonly callbackName: Binding | undefined;
  /** The keywords that a `partial` around it passes, `**` among them. */
  readonly partialKeywords: readonly string[];
  readonly site: PythonSite;
}

/** The registrations of a file whose callback is there to be read. */
export function registrationsIn(file: PythonFile): Registration[] {
  return file.sites('after-commit').flatMap((site) => {
    const passed = site.callback && unwrapped(site.callback);
    if (!passed) return [];
    if (passed.type === 'call') {
      if (!file.accessPaths(child(passed, 'function') ?? passed).includes('functools.partial')) return [];
      const list = child(passed, 'arguments');
      const [first, ...rest] = list ? named(list) : [];
      const keywords = rest.flatMap((argument) => {
        if (argument.type === 'dictionary_splat') return ['**'];
        const name = argument.type === 'keyword_argument' ? child(argument, 'name') : undefined;
        return name ? [file.text.slice(name.start, name.end)] : [];
      });
      return first ? registrationOf(file, site, unwrapped(first), keywords) : [];
    }
    return registrationOf(file, site, passed, []);
  });
}

function registrationOf(
  file: PythonFile,
  site: PythonSite,
  passed: PythonNode,
  partialKeywords: readonly string[],
): Registration[] {
  const common = { node: site.node, partialKeywords, site };
  if (passed.type === 'lambda' || passed.type === 'function_definition')
    return [{ ...common, callback: passed, callbackName: undefined }];
  if (passed.type !== 'identifier') return [];
  const binding = file.scopes.bindingOf(passed);
  const callback = binding && functionOf(binding);
  return callback ? [{ ...common, callback, callbackName: binding }] : [];
}

/** The function or lambda that a name always stands for. */
export function functionOf({ writes }: Binding): PythonNode | undefined {
  const [only, ...others] = writes.filter(({ kind }) => kind !== 'delete');
  if (others.length || !only) return undefined;
  if (only.kind === 'def') return only.statement;
  const value = only.kind === 'assignment' && only.value ? unwrapped(only.value) : undefined;
  return value?.type === 'lambda' ? value : undefined;
}
