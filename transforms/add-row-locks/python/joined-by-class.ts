import type { PythonFile } from '../../../src/languages/python/file.ts';
import { child, type PythonNode } from '../../../src/languages/python/node.ts';
import { argumentsOf } from '../../../src/languages/python/rows.ts';
import { walk } from '../../../src/languages/python/walk.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Held } from './held.ts';
import { lineageOf } from './lineage.ts';

type ByItself = NonNullable<ChainLock['joinsByItself']>;

/** Whether the class of a row has other rows read along by an outer join: in its own text, or in that of the other class. */
export function isJoinedByClass(file: PythonFile, held: Held, { joinsByItself }: ChainLock): boolean {
  const lineage = joinsByItself && lineageOf(file, held);
  if (joinsByItself === undefined || lineage === undefined) return false;
  const own = lineage.classes.some(({ file: home, node }) =>
    [...walk(node)].some((call) => isRelation(home, call, joinsByItself) && isEager(home, call, joinsByItself)),
  );
  return own || lineage.classes.some(({ file: home, node }) => isJoinedBack(home, node, joinsByItself));
}

/** The attributes whose rows the class of a row has read along by a join that leaves no row without them. */
export function joinedAlong(file: PythonFile, held: Held): string[] {
  const byItself = held.dialect.writes?.rowLock?.joinsByItself;
  const lineage = byItself && lineageOf(file, held);
  if (byItself === undefined || lineage === undefined) return [];
  return lineage.classes.flatMap(({ file: home, node }) =>
    [...walk(node)].flatMap((call) => {
      const left = call.parent?.type === 'assignment' ? child(call.parent, 'left') : undefined;
      const isJoined = left && isRelation(home, call, byItself) && isGiven(home, call, byItself.joined);
      return isJoined === true && isGiven(home, call, byItself.unless) ? [home.textOf(left ?? call)] : [];
    }),
  );
}

/** Whether a class of the project relates to another, and has its own rows joined to those of that. */
function isJoinedBack(file: PythonFile, model: PythonNode, byItself: ByItself): boolean {
  const node = child(model, 'name');
  if (node === undefined) return false;
  const name = file.textOf(node);
  const target = new RegExp(`(?:^|[."'])${name}["']?$`);
  const back = new RegExp(String.raw`\b${byItself.back}\(`);
  return file.filesNaming(name).some(({ path, text }) => {
    const other = !back.test(text) ? undefined : path === file.path ? file : file.other(path);
    return other?.tree.index.call.some((call) => {
      const [first] = isRelation(other, call, byItself) ? argumentsOf(call) : [];
      return first !== undefined && target.test(other.textOf(first)) && backOf(other, call, byItself);
    });
  });
}

function backOf(file: PythonFile, call: PythonNode, byItself: ByItself): boolean {
  return argumentsOf(call).some((one) => {
    const name = one.type === 'keyword_argument' ? child(one, 'name') : undefined;
    const value = child(one, 'value');
    const isBack = name !== undefined && file.textOf(name) === byItself.back;
    return isBack && value?.type === 'call' && isEager(file, value, byItself);
  });
}

function isRelation(file: PythonFile, call: PythonNode, { relation }: ByItself): boolean {
  const callee = call.type === 'call' ? child(call, 'function') : undefined;
  return callee !== undefined && relation.test(file.textOf(callee));
}

function isEager(file: PythonFile, call: PythonNode, { joined, unless }: ByItself): boolean {
  return isGiven(file, call, joined) && !isGiven(file, call, unless);
}

function isGiven(file: PythonFile, call: PythonNode, argument: RegExp): boolean {
  return argumentsOf(call).some((one) => argument.test(file.textOf(one)));
}
