import type { Configuration, NamedHandler } from './named.ts';
import { textOf, treeIn, treeOf } from './tree.ts';

/** `wrangler.toml`, `wrangler.jsonc`: the one file of a worker, whose default export has a method for each kind of event. */
export function inWorker({ text, folder, source }: Configuration): NamedHandler[] {
  // In TOML what stands before the first table; further environments name none of their own.
  const [head = ''] = source.endsWith('.toml') ? text.split(/^\s*\[/m) : [text];
  const main = /^[\s{,]*(?:"main"\s*:|main\s*=)\s*["']([^"']+)["']/m.exec(head)?.[1];
  if (main === undefined) return [];
  const methods = ['default.fetch', 'default.scheduled', 'default.queue'];
  return methods.map((method) => named(main, method, folder, 'worker'));
}

/** `vercel.json`: the files that are built to functions, and those that settings are given for; not by a pattern. */
export function inBuilds({ text, folder }: Configuration): NamedHandler[] {
  const tree = treeIn(text);
  const builds = (Array.isArray(tree?.['builds']) ? tree['builds'] : []).flatMap((one: unknown) =>
    /^@(?:vercel|now)\/node\b/.test(textOf(treeOf(one)?.['use'])) ? textOf(treeOf(one)?.['src']) : [],
  );
  const files = [...builds, ...Object.keys(treeOf(tree?.['functions']) ?? {})];
  return files
    .filter((file) => /^[\w@./-]+\.[cm]?[jt]sx?$/.test(file))
    .flatMap((file) => ['default', '=', 'default.fetch'].map((name) => named(file, name, folder, 'build')));
}

function named(file: string, name: string, folder: string, platform: 'worker' | 'build'): NamedHandler {
  const module = file.replace(/^\.?\//, '').replace(/\.[cm]?[jt]sx?$/, '');
  return { handler: { module, name }, folders: [folder], runtime: 'node', platform, isOverlapping: true };
}
