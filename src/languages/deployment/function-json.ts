import type { Configuration, NamedHandler } from './named.ts';
import { textOf, treeIn } from './tree.ts';

/** `function.json` of an Azure function: one in a folder of its own, whose next event may come before this one ends. */
export function inFunctionJson({ text, folder }: Configuration): NamedHandler[] {
  const configuration = treeIn(text);
  if (!Array.isArray(configuration?.['bindings'])) return [];
  const script = textOf(configuration['scriptFile']);
  const entry = textOf(configuration['entryPoint']);
  const names = (defaults: readonly string[]) => (entry === '' ? defaults : [entry]);
  const named = (runtime: string, file: string, exports: readonly string[]) =>
    exports.map(
      (name): NamedHandler => ({
        handler: { module: file.replace(/\.\w+$/, ''), name },
        folders: [folder],
        runtime,
        platform: 'azure',
        isOverlapping: true,
      }),
    );
  return [
    // The module itself stands for what it exports as a whole.
    ...(script.endsWith('.py') ? [] : named('node', script || 'index.js', names(['=', 'default', 'run', 'index']))),
    ...(/\.[cm]?js$/.test(script) ? [] : named('python', script || '__init__.py', names(['main']))),
  ];
}
