import { createRequire } from 'node:module';
import type { ErrorObject } from 'ajv';
import type { Configuration, Wrapper } from '../model/configuration.ts';
import type { Fault, KeyPath, Located } from './configuration-source.ts';
import { didYouMean } from './suggest.ts';

/**
 * What is wrong with a configuration, by line: first against the shipped schema, then against what only a run knows.
 * @param known the ids of the transforms that there are.
 */
export function faultsOf({ value, lineOf }: Located, known: readonly string[]): Fault[] {
  const wrong = schemaFaults(value);
  const faults = wrong.length
    ? wrong
    : [...unknownTransforms(value as Configuration, known), ...nameless(value as Configuration)];
  return faults.map(({ path, what }) => ({ line: lineOf(path), what })).sort((a, b) => a.line - b.line);
}

interface PathFault {
  readonly path: KeyPath;
  readonly what: string;
}

// Thirty milliseconds that a run without a configuration need not spend.
const require = createRequire(import.meta.url);

function schemaFaults(value: unknown): PathFault[] {
  const { Ajv } = require('ajv') as typeof import('ajv');
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(require('#schema/configuration'));
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // A value of neither of two kinds fails both; one sentence says it.
  const either = new Map(
    errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath, data }) => [instancePath, data]),
  );
  return errors.flatMap((error): PathFault[] => {
    const path = keysOf(error.instancePath);
    if (error.keyword === 'anyOf') {
      return kindOf(error.data) === 'an object'
        ? []
        : [{ path, what: `"${spelled(path)}" must be a string or an object, not ${kindOf(error.data)}` }];
    }
    if (error.keyword === 'type' && either.has(error.instancePath)) return [];
    return [faultOf(error, path)];
  });
}

function faultOf({ keyword, params, data, message, parentSchema }: ErrorObject, path: KeyPath): PathFault {
  const name = path.length ? `"${spelled(path)}"` : 'the configuration';
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const keys = Object.keys((parentSchema?.['properties'] ?? {}) as object);
      const hint = didYouMean(key, keys) || `; the keys here are ${keys.map((other) => `"${other}"`).join(', ')}`;
      return { path: [...path, key], what: `"${spelled([...path, key])}" is not a key here${hint}` };
    }
    case 'type':
      return { path, what: `${name} must be ${kinds[String(params['type'])] ?? params['type']}, not ${kindOf(data)}` };
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map((item) => JSON.stringify(item)).join(' or ');
      return { path, what: `${name} must be ${allowed}, not ${JSON.stringify(data)}` };
    }
    case 'required':
      return { path, what: `${name} must have the key "${params['missingProperty']}"` };
    default:
      return { path, what: `${name} ${message}` };
  }
}

function unknownTransforms({ transforms, levels, overrides }: Configuration, known: readonly string[]): PathFault[] {
  const named: KeyPath[] = [
    ...Object.keys(transforms ?? {}).map((id) => ['transforms', id]),
    ...Object.keys(levels ?? {}).map((id) => ['levels', id]),
    ...(overrides ?? []).flatMap((override, at) =>
      Object.keys(override.transforms).map((id) => ['overrides', at, 'transforms', id]),
    ),
  ];
  return named.flatMap((path) => {
    const id = String(path.at(-1));
    if (known.includes(id)) return [];
    const hint = didYouMean(id, known) || '; `unstale list` names them';
    return [{ path, what: `"${spelled(path)}": there is no transform "${id}"${hint}` }];
  });
}

/** A bare function name is never enough to know a call by. */
function nameless({ wrappers }: Configuration): PathFault[] {
  return Object.entries(wrappers ?? {}).flatMap(([key, entries]) =>
    entries.flatMap((wrapper: string | Wrapper, at: number): PathFault[] => {
      const call = typeof wrapper === 'string' ? wrapper : wrapper.call;
      if (/[^.]\.[^./]+$/.test(call)) return [];
      const path = ['wrappers', key, at];
      return [
        {
          path,
          what: `"${spelled(path)}" must name the function with its module, as in "app.db.run_after_commit", not ${JSON.stringify(call)}`,
        },
      ];
    }),
  );
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  array: 'a list',
  object: 'an object',
  integer: 'a whole number',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the string ${JSON.stringify(value)}` : String(value);
}

const keysOf = (pointer: string): KeyPath =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll('~1', '/').replaceAll('~0', '~')));

const spelled = (path: KeyPath): string =>
  path.map((key, at) => (typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`)).join('');
