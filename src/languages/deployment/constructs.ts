import { posix } from 'node:path';
import type { Configuration, NamedHandler } from './named.ts';
import { type Origin, pathOf } from './paths.ts';
import { tokensOf } from './tokens.ts';
import { textOf } from './tree.ts';
import { type Call, isCall, isName, type Value, type Values, valuesIn } from './values.ts';

/**
 * `cdk.json`: the functions that the project's constructs make, in TypeScript, JavaScript and Python. Relative paths
 * count from the folder of `cdk.json`, in which the command is run.
 */
export function inConstructs({ project, folder }: Configuration): NamedHandler[] {
  const within = folder === '' ? '' : `${folder}/`;
  const sources = ['aws-cdk', 'aws_cdk'].flatMap((word) => project.mentioning(word));
  return sources
    .filter((path) => path.startsWith(within) && !/(?:^|\/)(?:node_modules|cdk\.out)\//.test(path))
    .flatMap((source) => {
      const text = project.read(source) ?? '';
      if (!/Function|Lambda/.test(text)) return [];
      const values = valuesIn(tokensOf(text, source.endsWith('.py') ? 'python' : 'javascript'));
      const origin = { start: folder, own: posix.dirname(source) };
      // Which functions a capacity provider is given is computed; any of them may be.
      const isOverlapping = /CapacityProvider/.test(text);
      return values.calls(/Function$|Lambda$|[iI]mage_?[aA]sset$/).flatMap((call): NamedHandler[] => {
        const named = byConstruct(call, values, origin, source);
        return named ? [{ ...named, source, runtime: '', platform: 'aws', isOverlapping }] : [];
      });
    });
}

type Named = Pick<NamedHandler, 'handler' | 'folders'>;

function byConstruct(call: Call, values: Values, origin: Origin, source: string): Named | undefined {
  const { keywords } = call;
  const path = (value: Value) => pathOf(value, values, origin);
  const text = (key: string) => {
    const value = keywords.get(key);
    return textOf(isName(value) ? values.constant(value.name) : value);
  };
  if (/^NodejsFunction$/.test(call.call)) {
    const id = textOf(call.positional[1]);
    const entry = keywords.has('entry') ? path(keywords.get('entry')) : `${withoutEnding(source)}.${id}`;
    const handler = keywords.has('handler') ? text('handler') : 'handler';
    return entry && handler ? inFile(entry, handler.slice(handler.lastIndexOf('.') + 1)) : undefined;
  }
  if (/^PythonFunction$/.test(call.call)) {
    const entry = path(keywords.get('entry'));
    const index = keywords.has('index') ? text('index') : 'index.py';
    const handler = keywords.has('handler') ? text('handler') : 'handler';
    return entry !== undefined && index && handler ? inFile(posix.join(entry, index), handler) : undefined;
  }
  const asset = /[iI]mage_?[aA]sset$/.test(call.call) ? call : assetOf(keywords.get('code'), values);
  const folder = asset && path(asset.positional[0] ?? asset.keywords.get('path'));
  const [command] = [keywords.get('cmd')].flat();
  const handler = asset === call ? textOf(command) : text('handler');
  return folder === undefined || handler === '' ? undefined : { handler, folders: [folder] };
}

function assetOf(code: Value, values: Values): Call | undefined {
  const value = isName(code) ? values.constant(code.name) : code;
  return isCall(value) && /(?:^|\.)(?:fromAsset|from_asset|asset|AssetCode)$/.test(value.call) ? value : undefined;
}

function inFile(path: string, name: string): Named {
  return { handler: { module: withoutEnding(path), name }, folders: [''] };
}

function withoutEnding(path: string): string {
  return path.replace(/\.(?:[cm]?[jt]sx?|py)$/, '');
}
