import type { Configuration, NamedHandler } from './named.ts';
import { below, textOf, treeIn } from './tree.ts';

/**
 * `package.json`: the functions that its scripts serve, `functions-framework --target=close`, or deploy,
 * `gcloud functions deploy close`. They are exports of the file that it names as its main one.
 */
export function inScripts({ text, folder }: Configuration): NamedHandler[] {
  const manifest = treeIn(text);
  const module = (textOf(manifest?.['main']) || 'index.js').replace(/^\.\//, '').replace(/\.[cm]?js$/, '');
  const scripts = Object.values(below(manifest, 'scripts') ?? {}).map(textOf);
  const names = new Set(scripts.flatMap(namesIn));
  return [...names].map((name) => ({
    handler: { module, name },
    folders: [folder],
    runtime: 'node',
    platform: 'google',
    isOverlapping: false,
  }));
}

function namesIn(script: string): string[] {
  return script.split(/&&|\|\||;/).flatMap((command) => {
    const [, target] = /\bfunctions-framework\b.*\s--target[= ](\w+)/.exec(command) ?? [];
    const [, deployed] = /\bgcloud\s+(?:beta\s+|alpha\s+)?functions\s+deploy\s+(\w+)/.exec(command) ?? [];
    const [, entry] = /\bgcloud\b.*\s--entry-point[= ](\w+)/.exec(command) ?? [];
    return entry ?? target ?? deployed ?? [];
  });
}
