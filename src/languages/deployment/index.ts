import { posix } from 'node:path';
import type { Project } from '../../model/source.ts';
import { inConstructs } from './constructs.ts';
import { inDockerfile } from './dockerfile.ts';
import { inBuilds, inWorker } from './entry.ts';
import { inFunctionJson } from './function-json.ts';
import { inFunctionsFolder } from './functions-folder.ts';
import { type Configuration, type DeployedHandler, deployed, type NamedHandler } from './named.ts';
import { inScripts } from './scripts.ts';
import { inServerless, inServerlessCode } from './serverless.ts';
import { inStacks } from './sst.ts';
import { inTemplate } from './template.ts';
import { inTerraform } from './terraform.ts';
import { inZappa } from './zappa.ts';

export type { DeployedHandler };

/**
 * The handlers that the deployment configurations around a file name: those of its folder, of the folders above, and of
 * their subfolders that usually hold a deployment. What a configuration computes is left out; nothing is executed.
 * @param path relative to the root.
 */
export function deployedAround(project: Project, path: string): readonly DeployedHandler[] {
  return foldersAround(path).flatMap((folder) => namedIn(project, folder));
}

/** How a kind of configuration is called, and how it is read. */
interface Format {
  /** The names of its files; `*.tf` for all with an ending. */
  readonly files: readonly string[];
  /** A text without it names no handler. */
  readonly mentions: RegExp;
  readonly read: (configuration: Configuration) => NamedHandler[];
  /** Whether it usually has a folder of its own beside the code. */
  readonly isBeside?: true;
}

const formats: readonly Format[] = [
  { files: ['serverless.yml', 'serverless.yaml', 'serverless.json'], mentions: /handler/, read: inServerless },
  { files: ['serverless.ts', 'serverless.js', 'serverless.cjs'], mentions: /functions/, read: inServerlessCode },
  { files: ['template.yaml', 'template.yml', 'template.json'], mentions: /Handler/, read: inTemplate },
  { files: ['cdk.json'], mentions: /app/, read: inConstructs, isBeside: true },
  { files: ['sst.config.ts', 'sst.json'], mentions: /./, read: inStacks },
  // Terraform reads every file of a folder.
  { files: ['*.tf'], mentions: /handler/, read: inTerraform, isBeside: true },
  { files: ['Dockerfile'], mentions: /\blambda\b/, read: inDockerfile },
  { files: ['zappa_settings.json'], mentions: /function|lambda_handler/, read: inZappa },
  { files: ['function.json'], mentions: /bindings/, read: inFunctionJson },
  { files: ['package.json'], mentions: /functions-framework|gcloud/, read: inScripts },
  { files: ['netlify.toml'], mentions: /functions/, read: inFunctionsFolder },
  { files: ['wrangler.toml', 'wrangler.json', 'wrangler.jsonc'], mentions: /main/, read: inWorker, isBeside: true },
  { files: ['vercel.json'], mentions: /builds|functions/, read: inBuilds },
];

const beside = ['cdk', 'infra', 'infrastructure', 'deploy', 'terraform'];

const known = new WeakMap<Project, Map<string, readonly DeployedHandler[]>>();

/** Read once for each folder of a run. */
function namedIn(project: Project, folder: string): readonly DeployedHandler[] {
  const folders = known.get(project) ?? new Map<string, readonly DeployedHandler[]>();
  known.set(project, folders);
  const found = folders.get(folder) ?? [
    ...formats.flatMap((format) => read(project, folder, format)),
    ...beside.flatMap((name) =>
      formats.flatMap((format) => (format.isBeside ? read(project, posix.join(folder, name), format) : [])),
    ),
  ];
  folders.set(folder, found);
  return found;
}

function read(project: Project, folder: string, { files, mentions, read: named }: Format): DeployedHandler[] {
  const here = folder === '' ? '' : `${folder}/`;
  const sources = files.flatMap((name) =>
    name.startsWith('*') ? project.list(here).filter((path) => path.endsWith(name.slice(1))) : here + name,
  );
  return sources.flatMap((source) => {
    const text = project.read(source);
    if (text === undefined || !mentions.test(text)) return [];
    return named({ project, folder, source, text }).flatMap((one) => deployed(one, source));
  });
}

function foldersAround(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [''] : [folder, ...foldersAround(folder)];
}
