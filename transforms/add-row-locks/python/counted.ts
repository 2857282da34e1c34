import { completionOfBody, statementAround, ways } from '../../../src/languages/python/completion.ts';
import type { PythonFile } from '../../../src/languages/python/file.ts';
import { importedAs } from '../../../src/languages/python/imports.ts';
import { endsLine, indentOf, lineStartOf, newlineOf } from '../../../src/languages/python/lines.ts';
import { child, isWithin, named, type PythonNode } from '../../../src/languages/python/node.ts';
import type { ChainLock } from '../../../src/model/row-patterns.ts';
import type { Edit } from '../../../src/model/source.ts';
import { bracketed, isTestedForNone, readAgain } from './atomic.ts';
import { type Change, changesOf } from './changes.ts';
import { type Condition, conditionsOf, isApart } from './conditions.ts';
import type { Cure } from './cures.ts';
import { routedIn } from './database.ts';
import { queryOfPassed } from './default-manager.ts';
import type { Held } from './held.ts';
import { declaredIn } from './lineage.ts';
import { filled } from './lock.ts';
import { keyColumn } from './loops.ts';
import { type PlainClass, plainClassOf } from './plain-class.ts';
import type { Judged } from './wording.ts';

/** A test of a row, and the changes that stand behind it. */
interface Tested {
  readonly guard: PythonNode;
  /** Whether the test leaves, and the changes come where it does not hold. */
  readonly isLeft: boolean;
  readonly conditions: readonly Condition[];
  readonly changes: readonly Change[];
  /** What goes: the changes, and the write where that is a call of the row. */
  readonly gone: readonly PythonNode[];
}

/**
 * Where a row is tested and then set, with nothing between: one update that repeats the test, and whose count of rows
 * takes the test's place.
 * @returns undefined where the update would not do the same, or the row's class does more than write when it is saved.
 */
export function countedUpdate(file: PythonFile, { held, save }: Judged, lock: ChainLock): Cure | undefined {
  const { binding, origin, saves, chain } = held;
  const { counted, alone, columns: known } = lock;
  if (counted === undefined || known === undefined || origin !== 'one' || saves.length > 1) return undefined;
  if (save.columns === 'unknown' || routedIn(file, lock) === 'by-row') return undefined;
  if (held.site?.rows?.steps.some(({ name }) => name === lock.transaction?.using)) return undefined;
  const { unless } = counted;
  if (unless !== undefined && file.textsNaming(unless.word).some((text) => unless.says.test(text))) return undefined;
  const tested = testedIn(file, held, save.call);
  const plain = tested && plainClassOf(file, held, lock);
  if (tested === undefined || plain === undefined || plain.touched.length > 0) return undefined;
  const isPlainColumn = (maker: string) => known.made.test(maker) && !known.mutable.test(maker);
  const columns = declaredIn(plain.lineage).filter(({ maker }) => isPlainColumn(maker));
  const names = [...tested.conditions, ...tested.changes].map(({ column }) => column);
  if (!names.every((name) => columns.some((column) => column.name === name))) return undefined;
  const written = save.columns;
  if (written !== undefined && !tested.changes.every(({ column }) => written.includes(column))) return undefined;
  const later = binding.reads.some(({ start }) => start > save.call.end);
  const isAgain = later && chain.written.by === 'row';
  if (isAgain && alone?.again === undefined) return undefined;
  const update = updateOf(file, held, tested, plain, lock);
  if (update === undefined) return undefined;
  const changed = tested.changes.map(({ column }) => column);
  const again = isAgain && alone ? readAgain(alone, changed, { model: plain.model, row: binding.name }) : undefined;
  const edits = replaced(file, tested, update.code, again);
  return (
    edits && {
      edits: [...update.edits, ...edits],
      behaviour: `The database tests and sets \`${binding.name}\` in one update, which sets nothing where the test no longer holds. Only ${changed.map((name) => `\`${name}\``).join(', ')} ${changed.length > 1 ? 'are' : 'is'} written.`,
    }
  );
}

/** The one test right before the changes of a row, where nothing else asks the row in between. */
function testedIn(file: PythonFile, held: Held, call: PythonNode): Tested | undefined {
  const { binding, chain } = held;
  const changes = changesOf(file, held);
  const [first] = changes;
  const block = first && statementAround(first.node).parent;
  const write = statementAround(call);
  if (first === undefined || block?.type !== 'block' || write.parent !== block || call.type === 'end') return undefined;
  const statements = named(block);
  const from = statements.indexOf(statementAround(first.node));
  const between = statements.slice(from, statements.indexOf(write));
  const isExact = between.every((one) => changes.some(({ node }) => statementAround(node) === one));
  if (!isExact || between.length !== changes.length || !changes.every((one) => isPlain(file, held, one)))
    return undefined;
  const before = statements[from - 1];
  const outer = block.parent;
  const isLeft = before?.type === 'if_statement';
  const guard = isLeft ? before : from === 0 && outer?.type === 'if_statement' ? outer : undefined;
  const condition = guard && child(guard, 'condition');
  if (guard === undefined || condition === undefined) return undefined;
  const alternatives = named(guard).filter(({ field }) => field === 'alternative');
  if (isLeft && (alternatives.length > 0 || (completionOfBody(guard) & ways.next) !== 0)) return undefined;
  const conditions = conditionsOf(file, binding, condition, isLeft);
  const own = [condition, ...between, write];
  const foreign = binding.reads.filter(
    (read) => !own.some((one) => isWithin(read, one)) && read.start < call.start && !isTestedForNone(read),
  );
  const others = isLeft ? [] : alternatives.flatMap((one) => binding.reads.filter((read) => isWithin(read, one)));
  if (conditions === undefined || foreign.length > 0 || others.length > 0) return undefined;
  return { guard, isLeft, conditions, changes, gone: chain.written.by === 'row' ? [...between, write] : between };
}

/** A value of its own, or the old one plus or minus something. */
function isPlain(file: PythonFile, { binding }: Held, { how, amount, statement, node }: Change): boolean {
  if (how === 'added') return amount !== undefined && isApart(file, binding, amount.value);
  const assignment = statement.type === 'expression_statement' ? named(statement)[0] : statement;
  const value = assignment?.type === 'assignment' ? child(assignment, 'right') : undefined;
  if ((how !== 'set' && how !== 'tested') || value === undefined || value.type === 'assignment') return false;
  return child(assignment ?? statement, 'left') === node && isApart(file, binding, value);
}

function updateOf(
  file: PythonFile,
  held: Held,
  { changes, conditions }: Tested,
  { model }: PlainClass,
  lock: ChainLock,
): { code: string; edits: readonly Edit[] } | undefined {
  const { counted, old } = lock;
  const key = lock.loop && keyColumn(file, held, lock.loop);
  const isAdded = changes.some(({ how }) => how === 'added');
  if (counted === undefined || old === undefined || key === undefined) return undefined;
  const imported = isAdded && old.path !== undefined ? importedAs(file, old.path) : { name: '', edits: [] };
  if (imported === undefined) return undefined;
  const values = changes.map(({ column, amount, statement, node }) => {
    const before = filled(old.code, { column, model });
    const spelled = old.path === undefined ? before : before.replace(/^\w+/, imported.name);
    const [assignment] = named(statement);
    const given = child(assignment ?? node, 'right');
    const value = amount
      ? `${spelled} ${amount.sign} ${bracketed(file.textOf(amount.value))}`
      : file.textOf(given ?? node);
    return filled(counted.value, { column, model, value });
  });
  // What one condition ends by itself stands last.
  const sorted = conditions.toSorted((a, b) => Number(a.compared === '!=') - Number(b.compared === '!='));
  if (sorted.some(({ compared }) => counted.holds[compared] === undefined)) return undefined;
  const holds = sorted.map(({ compared, ...holes }) => filled(counted.holds[compared] ?? '', { ...holes, model }));
  const rows = held.site?.rows;
  if (rows === undefined) return undefined;
  const isPassed = rows.passed !== undefined && rows.asked === rows.passed;
  const query = isPassed
    ? queryOfPassed(file, held, lock)
    : filled(held.chain.anew ?? '', { asked: file.textOf(rows.asked), model });
  if (query === undefined) return undefined;
  const holes = { model, row: held.binding.name, key, query, holds: holds.join(''), values: values.join(', ') };
  return { code: filled(counted.code, holes), edits: imported.edits };
}

/** The update in the test's place, and the lines of the changes gone. */
function replaced(file: PythonFile, tested: Tested, update: string, again: string | undefined): Edit[] | undefined {
  const { guard, isLeft, gone } = tested;
  const { path, text } = file;
  const [first] = gone;
  const last = gone.at(-1);
  const condition = child(guard, 'condition');
  const block = first?.parent;
  if (first === undefined || last === undefined || condition === undefined || block === undefined) return undefined;
  const indent = indentOf(text, first.start);
  const start = lineStartOf(text, first.start);
  const isCommented = file.comments.some((one) => one.start >= start && one.start <= lineEnd(text, last.end));
  if (indent === undefined || !endsLine(text, last.end) || isCommented) return undefined;
  const end = Math.min(lineEnd(text, last.end) + 1, text.length);
  const line = again === undefined ? '' : `${indent}${again}${newlineOf(text)}`;
  const isEmpty = !isLeft && line === '' && named(block).length === gone.length;
  if (!isEmpty) {
    const code = isLeft ? `not ${update}` : update;
    return [
      { path, start: condition.start, end: condition.end, text: code },
      { path, start, end, text: line },
    ];
  }
  const alternatives = named(guard).filter(({ field }) => field === 'alternative');
  const [otherwise] = alternatives;
  const body = otherwise && named(otherwise).find(({ type }) => type === 'block');
  if (otherwise === undefined) return [{ path, start: guard.start, end: guard.end, text: update }];
  if (alternatives.length > 1 || otherwise.type !== 'else_clause' || body === undefined) return undefined;
  // What runs where the test does not hold is all that is left.
  const from = lineStartOf(text, body.start);
  if (file.comments.some((one) => one.start >= start && one.start < from)) return undefined;
  return [
    { path, start: condition.start, end: condition.end, text: `not ${update}` },
    { path, start, end: from, text: '' },
  ];
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
