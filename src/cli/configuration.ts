import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { transforms } from '../../transforms/index.ts';
import type { Configuration } from '../model/configuration.ts';
import { UsageError } from '../model/errors.ts';
import { faultsOf } from './configuration-faults.ts';
import { type Located, readConfigurationText } from './configuration-source.ts';

/** A configuration, and where it was found. */
export interface Loaded {
  readonly configuration: Configuration;
  /** The absolute path of its folder, from which its paths count; undefined where there is no configuration. */
  readonly folder: string | undefined;
}

/**
 * Finds, reads and checks the configuration: the named file, or the nearest one from the root upwards to the top of the
 * work tree. In one folder `unstale.config.json` comes before package.json, and that before pyproject.toml.
 * @param root absolute path of the current folder.
 * @param named the file of `--config`: JSON with comments, a package.json, or TOML with a table `tool.unstale`.
 * @param known the ids of the transforms that there are.
 * @throws UsageError `bad-configuration`, with every fault, its key and its line; `no-such-path`.
 */
export function loadConfiguration(
  root: string,
  named?: string,
  known: readonly string[] = transforms.map(({ id }) => id),
): Loaded {
  const found = named === undefined ? nearest(root) : read(root, resolve(root, named), named);
  if (!found) return { configuration: {}, folder: undefined };
  const { located, file } = found;
  const faults = faultsOf(located, known);
  if (faults.length) {
    throw new UsageError(
      'bad-configuration',
      faults.map(({ line, what }) => `${shown(root, file)}:${line}: ${what}`).join('\n'),
    );
  }
  const folder = dirname(file);
  return { configuration: settled(located.value as Configuration, folder), folder };
}

/** The baseline as an absolute path; patterns without `./`, which .gitignore does not know. */
function settled(configuration: Configuration, folder: string): Configuration {
  const plain = (patterns: readonly string[]) => patterns.map((pattern) => pattern.replace(/^(!?)\.\//, '$1'));
  const { include, exclude, overrides, baseline } = configuration;
  return {
    ...configuration,
    ...(include ? { include: plain(include) } : {}),
    ...(exclude ? { exclude: plain(exclude) } : {}),
    ...(overrides ? { overrides: overrides.map((override) => ({ ...override, paths: plain(override.paths) })) } : {}),
    ...(baseline === undefined ? {} : { baseline: resolve(folder, baseline) }),
  };
}

interface Found {
  readonly file: string;
  readonly located: Located;
}

const names = ['unstale.config.json', 'package.json', 'pyproject.toml'];

function nearest(root: string): Found | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    for (const name of names) {
      const file = join(folder, name);
      const located = existsSync(file) ? locate(root, file) : undefined;
      if (located) return { file, located };
    }
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

function read(root: string, file: string, named: string): Found {
  if (!existsSync(file)) throw new UsageError('no-such-path', named);
  const located = locate(root, file);
  if (located) return { file, located };
  const place = basename(file) === 'package.json' ? 'key "unstale"' : 'table [tool.unstale]';
  throw new UsageError('bad-configuration', `${named}: there is no ${place} in it`);
}

function locate(root: string, file: string): Located | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      'bad-configuration',
      `${shown(root, file)}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const result = readConfigurationText(basename(file), text);
  if (result && 'what' in result)
    throw new UsageError('bad-configuration', `${shown(root, file)}:${result.line}: ${result.what}`);
  return result;
}

const shown = (root: string, file: string): string => relative(root, file).split(sep).join('/');
