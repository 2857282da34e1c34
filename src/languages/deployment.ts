import { createRequire } from 'node:module';
import { posix } from 'node:path';
import type * as Yaml from 'yaml';
import type { Project } from '../model/source.ts';

/** A function that a deployment configuration names as a handler. */
export interface DeployedHandler {
  /** Its module, relative to the root, without an ending: `src/orders`. */
  readonly file: string;
  /** The name under which the module exports it: `handler`. */
  readonly export: string;
  /** The configuration that names it, relative to the root. */
  readonly source: string;
  /** Whether one process is given several events at a time. */
  readonly isOverlapping: boolean;
}

/**
 * The handlers that the configurations of one folder name: serverless.yml, and templates of CloudFormation and SAM.
 * What a configuration computes is left out; nothing is executed.
 * @param folder relative to the root, without a closing slash; '' for the root.
 */
export function handlersIn(project: Project, folder: string): readonly DeployedHandler[] {
  const folders = known.get(project) ?? new Map<string, readonly DeployedHandler[]>();
  known.set(project, folders);
  const found = folders.get(folder) ?? configurations.flatMap((name) => namedBy(project, folder, name));
  folders.set(folder, found);
  return found;
}

const known = new WeakMap<Project, Map<string, readonly DeployedHandler[]>>();

const configurations = ['serverless.yml', 'serverless.yaml', 'template.yml', 'template.yaml'];

function namedBy(project: Project, folder: string, name: string): DeployedHandler[] {
  const source = posix.join(folder, name);
  const text = project.read(source);
  if (text === undefined || !/handler/i.test(text)) return [];
  const configuration = parsed(text);
  return [...inServerless(configuration), ...inTemplate(configuration)].flatMap(
    ({ handler, code, runtime, isOverlapping }) => {
      const split = /^python/.test(runtime)
        ? /^(?<module>.+)\.(?<name>[^./]+)$/
        : /^(?<module>(?:.*\/)?[^./]+)\.(?<name>.+)$/;
      const { module, name: exported } = split.exec(handler)?.groups ?? {};
      if (module === undefined || exported === undefined || /[$!{]/.test(handler + code)) return [];
      const path = /^python/.test(runtime) ? module.replace(/\./g, '/') : module;
      const file = posix.join(folder, code, path);
      return file.startsWith('..') ? [] : [{ file, export: exported, source, isOverlapping }];
    },
  );
}

interface Named {
  readonly handler: string;
  /** The folder of its code. */
  readonly code: string;
  readonly runtime: string;
  readonly isOverlapping: boolean;
}

function inServerless(configuration: Tree): Named[] {
  const provider = below(configuration, 'provider');
  // A list of maps stands for one map: each is read from a file of its own.
  const functions = [configuration?.['functions']].flat().flatMap((some) => Object.values(treeOf(some) ?? {}));
  return functions.flatMap((one) => {
    const fn = treeOf(one);
    const handler = textOf(fn?.['handler']);
    if (handler === '') return [];
    return [{ handler, code: '', runtime: textOf(fn?.['runtime'] ?? provider?.['runtime']), isOverlapping: false }];
  });
}

function inTemplate(configuration: Tree): Named[] {
  const shared = below(below(configuration, 'Globals'), 'Function');
  return Object.values(below(configuration, 'Resources') ?? {}).flatMap((resource) => {
    const type = textOf(treeOf(resource)?.['Type']);
    if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Lambda::Function') return [];
    const properties = { ...shared, ...below(treeOf(resource), 'Properties') };
    const handler = textOf(properties['Handler']);
    if (handler === '') return [];
    return [
      {
        handler,
        code: textOf(properties['CodeUri']),
        runtime: textOf(properties['Runtime']),
        isOverlapping: properties['CapacityProviderConfig'] !== undefined,
      },
    ];
  });
}

let loaded: typeof Yaml | undefined;

/** Only a project with such a configuration asks for it. */
function yaml(): typeof Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof Yaml;
  return loaded;
}

type Tree = { readonly [key: string]: unknown } | undefined;

function parsed(text: string): Tree {
  try {
    // Tags such as !Ref and !Sub are not known to the parser, which would warn of each.
    return treeOf(yaml().parseDocument(text, { logLevel: 'silent', merge: true }).toJS());
  } catch {
    // A configuration that cannot be read names nothing: then a handler is known by its code alone.
    return undefined;
  }
}

function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
}

function below(tree: Tree, key: string): Tree {
  return treeOf(tree?.[key]);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
