import type { PythonFile } from '../../../src/languages/python/file.ts';
import type { Edit } from '../../../src/model/source.ts';
import { type Curable, canMove, editsOf } from './edits.ts';
import { type ObstacleElsewhere, obstacleElsewhere } from './elsewhere.ts';
import type { Group } from './groups.ts';
import type { Leak } from './leaks.ts';
import { cureOf, type Obstacle } from './obstacles.ts';
import type { GatheredElsewhere } from './other-modules.ts';
import { mayOverlap, overlaps } from './overlap.ts';
import type { Reach } from './reach.ts';
import { type ResetElsewhere, resetElsewhere } from './reset-elsewhere.ts';
import type { ModuleVariable } from './variables.ts';

/** What becomes of the state that a group of handlers leaves behind. */
export interface Judged {
  readonly leaks: readonly {
    readonly leak: Leak<ModuleVariable>;
    readonly refusal: Obstacle | 'invocations-overlap' | undefined;
  }[];
  readonly elsewhere: readonly {
    readonly gathered: GatheredElsewhere;
    readonly refusal: ObstacleElsewhere | undefined;
  }[];
  /** All that cures it; none where one of it cannot be cured. */
  readonly edits: readonly Edit[];
  /** Whether invocations may be set up to overlap, so that one begins by emptying what another has gathered. */
  readonly isShared: boolean;
}

/** Looks for a cure of all of a group. */
export function judge(file: PythonFile, group: Group, reach: Reach, defers: ReadonlySet<string>): Judged {
  const leaks = group.leaks.map((leak) => {
    const cure = cureOf(file, leak, reach, defers);
    const isNeighbours = typeof cure !== 'string' && leak.handlers.some(overlaps) && !canMove(file, { leak, cure });
    return { leak, cure: isNeighbours ? ('invocations-overlap' as const) : cure };
  });
  const elsewhere = group.elsewhere.map((gathered) => ({
    gathered,
    cure: obstacleElsewhere(file, gathered, defers) ?? resetElsewhere(file, gathered) ?? ('held-by-module' as const),
  }));
  const curables = leaks.flatMap(({ leak, cure }): Curable[] => (typeof cure === 'string' ? [] : [{ leak, cure }]));
  const resets = elsewhere.flatMap(({ cure }): ResetElsewhere[] => (typeof cure === 'string' ? [] : [cure]));
  const isWhole = curables.length === leaks.length && resets.length === elsewhere.length;
  const own = isWhole ? editsOf(file, curables, resets) : [];
  return {
    leaks: leaks.map(({ leak, cure }) => ({ leak, refusal: typeof cure === 'string' ? cure : undefined })),
    elsewhere: elsewhere.map(({ gathered, cure }) => ({
      gathered,
      refusal: typeof cure === 'string' ? cure : undefined,
    })),
    edits: isWhole
      ? [...own.map((edit) => ({ ...edit, path: file.path })), ...resets.flatMap(({ edits }) => edits)]
      : [],
    isShared:
      curables.some((one) => one.leak.handlers.some(mayOverlap) && !canMove(file, one)) ||
      resets.some(({ handlers }) => handlers.some(mayOverlap)),
  };
}
