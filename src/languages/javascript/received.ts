import type { Identifier } from '@babel/types';
import type { Certainty, Dialect } from '../../model/dialect.ts';
import type { Module } from './module.ts';
import type { Modules } from './modules.ts';
import type { Sites } from './sites.ts';
import { isTypePosition } from './type-position.ts';

/** A transaction that a function is handed by whoever calls it. */
export interface ReceivedTransaction {
  readonly dialect: Dialect<'javascript'>;
  readonly certainty: Certainty;
  /** How it is known, a sentence. */
  readonly evidence: string;
  /** Whether it is one, and some callers may give none. */
  readonly isOptional: boolean;
}

/**
 * What a parameter holds, where that is a transaction.
 * @param name the identifier of the parameter.
 */
export function receivedTransaction(
  name: Identifier,
  module: Module,
  { sites, modules, dialects }: { sites: Sites; modules: Modules; dialects: readonly Dialect<'javascript'>[] },
): ReceivedTransaction | undefined {
  if (isTypePosition(name, module.parentOf)) return undefined;
  const instances = sites.instancesOf({ module, node: name });
  for (const dialect of dialects) {
    for (const { handle } of dialect.recognises.transaction ?? []) {
      if (!handle?.named?.test(name.name)) continue;
      const found = instances.find((one) => one.name === handle.instanceOf);
      if (found) {
        // A parameter that may be missing, or has a default, is no transaction for some of its callers.
        const isSure = module.parentOf(name)?.type !== 'AssignmentPattern' && !mayBeMissing(name, module);
        const certainty = isSure ? 'likely' : 'possible';
        return {
          dialect,
          certainty,
          isOptional: !isSure,
          evidence: `\`${name.name}\` is a ${found.name}, handed in by the caller.`,
        };
      }
      const used = dialect.packages.find((one) => modules.manifests.dependsOn(module.path, one));
      if (instances.length > 0 || used === undefined) continue;
      const evidence = `\`${name.name}\` is named like a ${handle.instanceOf}, and package.json names ${used}.`;
      return { dialect, certainty: 'possible', evidence, isOptional: false };
    }
  }
  return undefined;
}

/** Whether the type of a parameter says that callers may leave it out, or give something else. */
export function mayBeMissing({ optional, typeAnnotation }: Identifier, { text }: Module): boolean {
  if (optional) return true;
  if (!typeAnnotation) return false;
  return /\|\s*(?:null|undefined|[\w.]*Client\b(?!.*TransactionClient))/.test(
    text.slice(typeAnnotation.start ?? 0, typeAnnotation.end ?? 0),
  );
}
