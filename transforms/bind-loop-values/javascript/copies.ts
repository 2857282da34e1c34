import type { Node } from '@babel/types';
import type { JavaScriptFile } from '../../../src/languages/javascript/file.ts';
import { isFunctionNode, isStatementList, statementAround } from '../../../src/languages/javascript/nodes.ts';
import { closest, endOf, isWithin, startOf } from '../../../src/languages/javascript/walk.ts';
import type { Capture } from './captures.ts';
import type { LocalEdit } from './loop-head.ts';
import type { Registration } from './registrations.ts';

/** A `const` that holds a value for callbacks, and where it stands. */
interface Copy {
  readonly name: string;
  readonly what: string;
  readonly block: Node;
  readonly inserted: LocalEdit[];
  readonly at: number;
}

/** Writes copies for one file. It remembers them: two registrations in one block can share one. */
export function openCopies(file: JavaScriptFile): { copy(registration: Registration, capture: Capture): LocalEdit[] } {
  const made: Copy[] = [];
  return {
    copy(registration, capture) {
      const statement = statementToPrecede(file, registration);
      const block = file.parentOf(statement) ?? statement;
      const what = file.text
        .slice(startOf(capture.reads[0] ?? statement), endOf(capture.reads[0] ?? statement))
        .replace(/[?!]/g, '');
      const shared = made.find(
        (copy) =>
          copy.block === block && copy.what === what && !isWrittenBetween(file, capture, copy.at, startOf(statement)),
      );
      const copy = shared ?? insertCopy(file, statement, block, what, nameFor(file, capture, made, statement));
      if (!shared) made.push(copy);
      return [...copy.inserted, ...capture.reads.map((read) => replacement(file, read, copy.name))];
    },
  };
}

/** The statement in front of which the value is the one to keep: that of the registration, or of the function it names. */
function statementToPrecede(file: JavaScriptFile, { call, callback, callbackName }: Registration): Node {
  return statementAround(callbackName ? callback : call, file.parentOf);
}

function insertCopy(file: JavaScriptFile, statement: Node, block: Node, what: string, name: string): Copy {
  const { text } = file;
  const at = directiveAbove(text, startOf(statement));
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const indentation = /^[\t ]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const semicolon =
    text[endOf(statement) - 1] === ';' || !/Statement$|Declaration$/.test(statement.type) ? ';' : semicolonOf(file);
  const declared = `const ${name} = ${what}${semicolon}`;
  const copy = { name, what, block, at: startOf(statement) };
  if (isStatementList(block)) {
    const isFirstOfLine = text.slice(lineStart, at).trim() === '';
    const inserted = isFirstOfLine ? `${declared}${lineEnd}${indentation}` : `const ${name} = ${what}; `;
    return { ...copy, inserted: [{ start: at, end: at, text: inserted }] };
  }
  // The body of an `if` or a loop without braces: they are added, and the statement gets a line of its own.
  const outer = /^[\t ]*/.exec(text.slice(text.lastIndexOf('\n', startOf(block) - 1) + 1))?.[0] ?? '';
  const inner = outer + (outer.includes('\t') || /\n\t/.test(text) ? '\t' : indentStep(text));
  const headEnd = startOf(statement) - (/\s*$/.exec(text.slice(0, startOf(statement)))?.[0].length ?? 0);
  return {
    ...copy,
    inserted: [
      { start: headEnd, end: startOf(statement), text: ` {${lineEnd}${inner}${declared}${lineEnd}${inner}` },
      { start: endOf(statement), end: endOf(statement), text: `${lineEnd}${outer}}` },
    ],
  };
}

/** A comment that steers a tool speaks of the statement below it, which must stay there. */
function directiveAbove(text: string, statementStart: number): number {
  const lineStart = text.lastIndexOf('\n', statementStart - 1) + 1;
  const above = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, Math.max(0, lineStart - 1));
  const isDirective = /^\s*(?:\/\/|\/\*)\s*(?:eslint-|@ts-|prettier-|biome-|istanbul |c8 |v8 |noinspection )/.test(
    above,
  );
  return isDirective && lineStart > 0
    ? lineStart - 1 - above.length + (/^\s*/.exec(above)?.[0].length ?? 0)
    : statementStart;
}

/** `current` and the name, else `bound` and the name, else that with a number: the first that nothing here uses. */
function nameFor(file: JavaScriptFile, { calledAfter }: Capture, made: readonly Copy[], statement: Node): string {
  const place = closest(statement, file.parentOf, isFunctionNode) ?? file.ast.program;
  const used = new Set(
    [...file.find(place, 'Identifier'), ...file.find(place, 'JSXIdentifier')].map(
      (node) => (node as { name?: string }).name,
    ),
  );
  for (const { name, block } of made) if (isWithin(block, place)) used.add(name);
  const base = calledAfter.replace(/^[#_$]+/, '') || calledAfter;
  const stem = base.charAt(0).toUpperCase() + base.slice(1);
  const candidates = [`current${stem}`, `bound${stem}`];
  for (let number = 2; ; number += 1) {
    const free = candidates.find((name) => !used.has(name) && !file.scopes.bindingAt(name, statement));
    if (free !== undefined) return free;
    candidates.push(`bound${stem}${number}`);
  }
}

function replacement(file: JavaScriptFile, read: Node, name: string): LocalEdit {
  const parent = file.parentOf(read);
  const isShorthand = parent?.type === 'ObjectProperty' && parent.shorthand && parent.value === read;
  const text = isShorthand ? `${(read as { name?: string }).name}: ${name}` : name;
  return { start: startOf(read), end: endOf(read), text };
}

function isWrittenBetween(file: JavaScriptFile, { binding, write }: Capture, from: number, to: number): boolean {
  const writes = binding
    ? binding.writes.map(({ node }) => startOf(node))
    : write
      ? file.find(file.ast.program, 'AssignmentExpression').map(startOf)
      : [];
  return writes.some((at) => at >= from && at < to);
}

/** Whether this file ends its statements with a semicolon. */
function semicolonOf(file: JavaScriptFile): ';' | '' {
  const statements = file.ast.program.body.filter(({ type }) => /^(?:Import|Expression|Variable)/.test(type));
  const [first] = statements;
  return first && file.text[endOf(first) - 1] !== ';' ? '' : ';';
}

const indentStep = (text: string): string => /\n( {2,8})\S/.exec(text)?.[1] ?? '  ';
