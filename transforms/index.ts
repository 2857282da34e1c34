import type { Transform } from '../src/model/transform.ts';
import { addRowLocks } from './add-row-locks/index.ts';
import { bindLoopValues } from './bind-loop-values/index.ts';
import { deferEnqueues } from './defer-enqueues/index.ts';
import { moveModuleQueries } from './move-module-queries/index.ts';
import { resetHandlerGlobals } from './reset-handler-globals/index.ts';

/** Every transform, in running order: of two edits to one place the earlier transform's is made first. */
export const transforms: readonly Transform[] = [
  moveModuleQueries,
  resetHandlerGlobals,
  bindLoopValues,
  deferEnqueues,
  addRowLocks,
];
