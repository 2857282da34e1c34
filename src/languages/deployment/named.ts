import { posix } from 'node:path';
import type { DeploymentPlatform } from '../../model/handler-patterns.ts';
import type { Project } from '../../model/source.ts';

/** A module, without an ending, and the name under which it exports a function. */
export interface ModuleAndName {
  readonly module: string;
  readonly name: string;
}

/** A configuration file, and where it stands. */
export interface Configuration {
  readonly project: Project;
  /** Its folder, relative to the root, without a closing slash. */
  readonly folder: string;
  /** Itself, relative to the root. */
  readonly source: string;
  readonly text: string;
}

/** What a configuration says of one handler. */
export interface NamedHandler {
  /** Module and export; as one text where the platform spells them so: `src/orders.close`, in Python `src.orders.close`. */
  readonly handler: string | ModuleAndName;
  /** The folders that its code may come from, relative to the root. */
  readonly folders: readonly string[];
  /** The file that names it, where that is not the configuration itself. */
  readonly source?: string;
  /** '' where the configuration leaves it open. */
  readonly runtime: string;
  readonly platform: DeploymentPlatform;
  readonly isOverlapping: boolean;
}

/** A function that a deployment configuration names as a handler. */
export interface DeployedHandler {
  /** Its module, relative to the root, without an ending: `src/orders`. */
  readonly file: string;
  /** The name under which the module exports it: `handler`. */
  readonly export: string;
  /** The configuration that names it, relative to the root. */
  readonly source: string;
  readonly platform: DeploymentPlatform;
  /** Whether one process is given several events at a time. */
  readonly isOverlapping: boolean;
}

/** The functions that an entry may mean. What is computed means none. */
export function deployed(named: NamedHandler, configuration: string): DeployedHandler[] {
  const { handler, folders, runtime, platform, isOverlapping, source = configuration } = named;
  const meant = typeof handler === 'string' ? modulesOf(handler, runtime) : [handler];
  const found = meant.flatMap(({ module, name }) =>
    folders.flatMap((folder) =>
      withSources(posix.join(folder, module)).map(
        (file): DeployedHandler => ({ file, export: name, source, platform, isOverlapping }),
      ),
    ),
  );
  return found.filter((one) => !/^\.\.|^\/|[$!{]/.test(one.file) && !one.export.includes('{'));
}

/** Python's modules are separated by dots; elsewhere the first dot of a file's name begins the export. */
function modulesOf(handler: string, runtime: string): ModuleAndName[] {
  const meant = (pattern: RegExp): ModuleAndName[] => {
    const { module, name } = pattern.exec(handler)?.groups ?? {};
    return module && name ? [{ module, name }] : [];
  };
  const python = meant(/^(?<module>.+)\.(?<name>[^./]+)$/).map((one) => ({
    ...one,
    module: one.module.replace(/(?<=\w)\.(?=\w)/g, '/'),
  }));
  const plain = meant(/^(?<module>(?:.*\/)?[^./]+)\.(?<name>.+)$/);
  if (runtime.startsWith('python')) return python;
  return runtime.startsWith('node') || python[0]?.module === plain[0]?.module ? plain : [...plain, ...python];
}

/** What is deployed from a folder of build products was written beside it, or in `src`. */
function withSources(file: string): string[] {
  const { before, behind } = /^(?<before>(?:.*\/)?)(?:dist|build|out)\/(?<behind>.+)$/.exec(file)?.groups ?? {};
  return before === undefined || behind === undefined ? [file] : [file, before + behind, `${before}src/${behind}`];
}
