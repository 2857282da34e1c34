import type { Node } from '@babel/types';
import type { Edit } from '../../model/source.ts';
import type { JavaScriptFile } from './file.ts';
import { freeName, type Named } from './free-name.ts';
import { type Braces, bracesAround, indentationAt, lineEndOf, lineStartOf, semicolonOf } from './layout.ts';
import { isMemberNode, isStatementList } from './nodes.ts';
import type { Binding } from './scopes.ts';
import { endOf, startOf } from './walk.ts';

/** A span of the file at hand and the text that replaces it. */
export type LocalEdit = Omit<Edit, 'path'>;

/** Something that is read later and should be what it is now. */
export interface LateRead {
  /** The variable; undefined for a property. */
  readonly binding: Binding | undefined;
  /** Where it is read. */
  readonly reads: readonly Node[];
  /** The name that a copy is called after. */
  readonly calledAfter: string;
  /** Whether every path to the copy has set it. */
  readonly isCertainlySet: boolean;
}

/** A `const` that holds a value for callbacks, and where it stands. */
interface Copy extends Named {
  readonly what: string;
  readonly inserted: LocalEdit[];
  readonly at: number;
}

/** What is declared anew in one file. */
export interface Copies {
  /**
   * A `const` before a statement, which the places that read late then read instead.
   * @param braces those that the statement gets anyway.
   */
  copy(statement: Node, read: LateRead, braces?: Braces): LocalEdit[];
  /**
   * The first of some names, else the last with a number, that nothing uses in the function around a statement; the same
   * each time that the statement asks for them.
   */
  nameFor(statement: Node, names: readonly string[]): string;
}

/** Writes copies for one file, and remembers them: two that stand in one block can share one. */
export function openCopies(file: JavaScriptFile): Copies {
  const made: Copy[] = [];
  const named: (Named & { readonly asked: Node; readonly names: string })[] = [];
  return {
    nameFor(statement, names) {
      const before = named.find((one) => one.asked === statement && one.names === names.join());
      if (before) return before.name;
      const name = freeName(file, statement, [...made, ...named], names);
      named.push({ name, block: file.parentOf(statement) ?? statement, asked: statement, names: names.join() });
      return name;
    },
    copy(statement, capture, braces) {
      const holder = file.parentOf(statement);
      const block = holder && isStatementList(holder) ? holder : statement;
      const what = copiedText(file, capture);
      const isQuiet = (from: number) => !isWrittenBetween(file, capture, block, from, startOf(statement));
      const there = existingCopy(file, capture, block, statement, what, isQuiet);
      if (there) return capture.reads.map((read) => replacement(file, read, there));
      const shared = made.find((copy) => copy.block === block && copy.what === what && isQuiet(copy.at));
      const copy =
        shared ??
        insertCopy(
          file,
          { statement, block, braces },
          what,
          freeName(file, statement, [...made, ...named], namesFor(capture)),
        );
      if (!shared) made.push(copy);
      return [...copy.inserted, ...capture.reads.map((read) => replacement(file, read, copy.name))];
    },
  };
}

/** The name of a copy that stands before a statement already, and that the callback can see. */
function existingCopy(
  file: JavaScriptFile,
  { reads }: LateRead,
  block: Node,
  statement: Node,
  what: string,
  isQuiet: (from: number) => boolean,
): string | undefined {
  const declared = 'body' in block && Array.isArray(block.body) ? (block.body as Node[]) : [];
  return declared
    .flatMap((node) => (node.type === 'VariableDeclaration' && node.kind === 'const' ? node.declarations : []))
    .filter(({ init, end }) => init && end && end < startOf(statement) && isQuiet(end))
    .filter(({ init }) => init && file.text.slice(startOf(init), endOf(init)) === what)
    .flatMap(({ id }) => (id.type === 'Identifier' ? [id] : []))
    .find((id) => reads.every((read) => file.scopes.bindingAt(id.name, read) === file.scopes.bindingOf(id)))?.name;
}

/** What is copied, on one line. Without a value on every path, TypeScript reads a variable only on our word. */
function copiedText(file: JavaScriptFile, { reads, binding, isCertainlySet }: LateRead): string {
  const [read] = reads;
  const text = read ? file.text.slice(startOf(read), endOf(read)).replace(/\s*\n\s*/g, '') : '';
  return binding && !isCertainlySet && isTypedWithoutValue(file, binding) ? `${text}!` : text;
}

function isTypedWithoutValue(
  file: JavaScriptFile,
  { declaration, identifier }: NonNullable<LateRead['binding']>,
): boolean {
  const type = identifier.typeAnnotation;
  if (declaration.type !== 'VariableDeclarator' || declaration.init || declaration.definite || !type) return false;
  return !/\b(?:undefined|any|unknown|void)\b/.test(file.text.slice(startOf(type), endOf(type)));
}

function insertCopy(
  file: JavaScriptFile,
  { statement, block, braces }: { readonly statement: Node; readonly block: Node; readonly braces: Braces | undefined },
  what: string,
  name: string,
): Copy {
  const { text } = file;
  const start = startOf(statement);
  const lineEnd = lineEndOf(text);
  const semicolon = semicolonOf(file, statement);
  const copy = { name, what, block, at: start };
  const isFirstOfLine = text.slice(lineStartOf(text, start), start).trim() === '';
  const at = isFirstOfLine ? aboveDirectives(file, start) : start;
  const indentation = indentationAt(text, start);
  const declared = `const ${name} = ${what}`;
  const onOwnLine = { start: at, end: at, text: `${declared}${semicolon}${lineEnd}${indentation}` };
  if (block !== statement) {
    const besides = { start, end: start, text: `${declared}; ` };
    return { ...copy, inserted: [isFirstOfLine ? onOwnLine : besides] };
  }
  const {
    indentation: inner,
    open,
    close,
  } = braces ?? bracesAround(file, statement, file.parentOf(statement) ?? statement);
  const inBraces = { start, end: start, text: `${declared}${semicolon}${lineEnd}${inner}` };
  const line = isFirstOfLine ? onOwnLine : inBraces;
  return { ...copy, inserted: braces ? [line] : [open, line, close] };
}

/** A comment that steers a tool speaks of the statement below it, which must stay there. */
function aboveDirectives({ text, comments }: JavaScriptFile, start: number): number {
  const comment = comments.find(({ end }) => end < start && /^[\t ]*\r?\n[\t ]*$/.test(text.slice(end, start)));
  if (!comment || text.slice(lineStartOf(text, comment.start), comment.start).trim() !== '') return start;
  const words = text.slice(comment.start, comment.end);
  const isDirective =
    /^\/[/*]\s*(?:eslint-|@ts-|prettier-|biome-|oxlint-|tslint:|istanbul |c8 |v8 |noinspection |unstale-)/.test(words);
  return isDirective ? aboveDirectives({ text, comments } as JavaScriptFile, comment.start) : start;
}

/** `current` and the name, else `bound` and the name. */
function namesFor({ calledAfter, reads }: LateRead): string[] {
  const base = calledAfter
    .replace(/^[#_$]+/, '')
    .replace(/[^\p{ID_Continue}$]+(.?)/gu, (_, next: string) => next.toUpperCase());
  const stem = base.charAt(0).toUpperCase() + base.slice(1) || 'Value';
  // JSX takes a name in small letters for an element of the page.
  const isComponent = reads.some(({ type }) => type === 'JSXIdentifier');
  return isComponent ? [`Current${stem}`, `Bound${stem}`] : [`current${stem}`, `bound${stem}`];
}

function replacement(file: JavaScriptFile, read: Node, name: string): LocalEdit {
  const parent = file.parentOf(read);
  const isShorthand = parent?.type === 'ObjectProperty' && parent.shorthand && parent.value === read;
  const text = isShorthand ? `${(read as { name?: string }).name}: ${name}` : name;
  return { start: startOf(read), end: endOf(read), text };
}

/** A property may be written behind any call: nothing but hooks and other copies may stand between. */
function isWrittenBetween(file: JavaScriptFile, { binding }: LateRead, block: Node, from: number, to: number): boolean {
  if (binding) return binding.writes.some(({ node }) => startOf(node) >= from && startOf(node) < to);
  if (!('body' in block) || !Array.isArray(block.body)) return from !== to;
  const hooks = new Set<Node>(file.sites('after-commit').map(({ call }) => call));
  const between = (block.body as Node[]).filter((node) => startOf(node) >= from && startOf(node) < to);
  return !between.every(
    (node) =>
      (node.type === 'ExpressionStatement' && hooks.has(node.expression)) ||
      (node.type === 'VariableDeclaration' && node.declarations.every(({ init }) => init && isPath(init))),
  );
}

const isPath = (node: Node): boolean =>
  node.type === 'Identifier' || node.type === 'ThisExpression' || (isMemberNode(node) && isPath(node.object));
