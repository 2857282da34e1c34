import { ancestorsOf, named, type PythonNode } from './node.ts';
import { walk } from './walk.ts';

/** What tells how a file is indented. */
interface Indented {
  readonly text: string;
  readonly root: PythonNode;
}

/** The line end that a file uses. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/**
 * What a file indents by: the innermost block around a node, else the first one of the file. The lines of a text or of a
 * statement that goes on are indented by something else.
 */
export function unitOf({ text, root }: Indented, node: PythonNode = root): string {
  for (const up of [node, ...ancestorsOf(node)]) {
    const unit = unitOfBlock(text, up);
    if (unit !== undefined) return unit;
  }
  for (const one of walk(root)) {
    const unit = unitOfBlock(text, one);
    if (unit !== undefined) return unit;
  }
  return '    ';
}

/** How much further in a block is than the line above that it belongs to. */
function unitOfBlock(text: string, node: PythonNode): string | undefined {
  const [first] = node.type === 'block' ? named(node) : [];
  const inner = first && indentOf(text, first.start);
  const outer = node.parent && indentOf(text, node.parent.start);
  return inner && outer !== undefined && inner.startsWith(outer) ? inner.slice(outer.length) || undefined : undefined;
}

export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What stands before an offset on its line; undefined where it is more than white space. */
export function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(lineStartOf(text, offset), offset).replace(/^\uFEFF/, '');
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** Whether nothing but a comment follows on the line. */
export function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)/.test(text.slice(offset));
}

/**
 * The end of the last line above that is not blank; comments directly above a line belong to it.
 * @param lineStart where a line begins.
 * @returns undefined where there is none.
 */
export function lineEndBefore(text: string, lineStart: number): number | undefined {
  let isOver = false;
  for (let at = lineStart; at > 0; ) {
    const start = lineStartOf(text, at - 1);
    const line = text.slice(start, at).replace(/\r?\n$/, '');
    const isComment = /^#/.test(line);
    if (line.replace(/^\uFEFF/, '').trim() === '') {
      isOver = true;
    } else if (isOver || !isComment) return start + line.length;
    at = start;
  }
  return undefined;
}
