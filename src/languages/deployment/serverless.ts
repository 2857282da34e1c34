import { posix } from 'node:path';
import type { DeploymentPlatform } from '../../model/handler-patterns.ts';
import type { Configuration, NamedHandler } from './named.ts';
import { tokensOf } from './tokens.ts';
import { below, textOf, treeIn, treeOf } from './tree.ts';
import { isEntries, valuesIn } from './values.ts';

/** `serverless.yml` and `serverless.json`. */
export function inServerless({ text, folder }: Configuration): NamedHandler[] {
  const configuration = treeIn(text);
  const provider = below(configuration, 'provider');
  const platform = platformOf(provider?.['name']);
  if (platform === undefined) return [];
  // A list of maps stands for one map: each is read from a file of its own.
  const functions = [configuration?.['functions']].flat().flatMap((some) => Object.values(treeOf(some) ?? {}));
  return functions.map((one): NamedHandler => {
    const fn = treeOf(one);
    return {
      handler: textOf(fn?.['handler']),
      folders: [folder],
      runtime: textOf(fn?.['runtime'] ?? provider?.['runtime']),
      platform,
      isOverlapping: false,
    };
  });
}

/** `serverless.ts` and `serverless.js`: the objects that they and the files which they import spell out. */
export function inServerlessCode(configuration: Configuration): NamedHandler[] {
  const provider = literalsOf(configuration.text).properties('provider').find(isEntries);
  const platform = platformOf(provider?.get('name'));
  if (platform === undefined) return [];
  return withImports(configuration).flatMap(({ source, text }) => {
    const own = posix.dirname(source);
    return literalsOf(text)
      .properties('handler')
      .flatMap((handler): NamedHandler[] => {
        if (typeof handler !== 'string') return [];
        // The usual template computes the folder of the file: `${handlerPath(__dirname)}/handler.main`.
        const beside = /^\$\{[^{}]*__dirname[^{}]*\}\/?(.*)$/s.exec(handler)?.[1];
        return [
          {
            handler: beside ?? handler,
            folders: [beside === undefined ? configuration.folder : own],
            source,
            runtime: textOf(provider?.get('runtime')),
            platform,
            isOverlapping: false,
          },
        ];
      });
  });
}

function literalsOf(text: string) {
  return valuesIn(tokensOf(text, 'javascript'));
}

/** Where none is named the platform is the framework's own. */
function platformOf(name: unknown): DeploymentPlatform | undefined {
  if (name === 'azure' || name === 'google') return name;
  return name === undefined || name === 'aws' ? 'aws' : undefined;
}

/** The configuration and the files of the project that it takes functions from, through one index file. */
function withImports({ project, folder, source, text }: Configuration): { source: string; text: string }[] {
  const found = new Map([[source, text]]);
  let latest = [...found];
  for (let step = 0; step < steps; step += 1) {
    const next = new Map<string, string>();
    for (const [from, code] of latest) {
      for (const { groups } of code.matchAll(/\b(?:from|require\(|import\()\s*(['"])(?<specifier>[.@~][^'"\n]*)\1/g)) {
        const { specifier = '' } = groups ?? {};
        const path = specifier.startsWith('.')
          ? posix.join(posix.dirname(from), specifier)
          : // `paths` of the usual template: `@functions/close` stands for `src/functions/close`.
            posix.join(folder, 'src', specifier.slice(1));
        const file = endings.map((ending) => path + ending).find((one) => project.read(one) !== undefined);
        if (file !== undefined && !found.has(file)) next.set(file, project.read(file) ?? '');
      }
    }
    for (const [file, code] of next) found.set(file, code);
    latest = [...next];
  }
  return [...found].map(([file, code]) => ({ source: file, text: code }));
}

const steps = 2;

const endings = ['.ts', '.js', '/index.ts', '/index.js', ''];
