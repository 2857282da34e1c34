import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { type CallNode, isCallNode } from '../../../src/languages/javascript/nodes.ts';
import { chainedTo } from '../../../src/languages/javascript/rows.ts';
import type { AtomicWrite } from '../../../src/model/atomic-patterns.ts';
import type { Written } from './columns.ts';
import type { Guard } from './guard.ts';
import type { RowRead } from './reads.ts';
import type { Step } from './step.ts';
import type { RowWrite } from './writes.ts';

/** A column that the database can work out, and all that its update is made of. */
export interface Computed {
  readonly read: RowRead;
  readonly write: RowWrite;
  readonly written: Written;
  readonly step: Step;
  readonly atomic: AtomicWrite;
  readonly guard: Guard | undefined;
  /** What the write stands in. */
  readonly statement: Node;
  /** The name of the row's key, where its class tells it. */
  readonly key: string | undefined;
}

/** The calls that a write is chained of. */
export function callsOf({ module }: JavaScriptFile, { first }: RowWrite): CallNode[] {
  return isCallNode(first) ? [first, ...chainedTo(first, module)] : [];
}
