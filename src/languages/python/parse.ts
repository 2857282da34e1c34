import { createRequire } from 'node:module';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { type IndexedType, indexedTypes, type PythonNode, type PythonTree } from './node.ts';
import { mendSplat } from './splats.ts';

/** Turns Python text into plain objects. */
export interface PythonParser {
  /** @param text the whole file, its byte order mark included; text that is not Python gives a tree with faults. */
  parse(text: string): PythonTree;
}

/** Starts the parser: WebAssembly from web-tree-sitter, the grammar from this package. */
export async function loadPython(): Promise<PythonParser> {
  await Parser.init();
  const grammar = await Language.load(createRequire(import.meta.url).resolve('#grammar/python'));
  const parser = new Parser();
  parser.setLanguage(grammar);
  const names: Names = {
    types: grammar.types.map((type, id) => ({ type, named: grammar.nodeTypeIsNamed(id) })),
    fields: grammar.fields.map((field) => field ?? undefined),
  };
  return { parse: (text) => parse(parser, names, text) };
}

/** What the numeric ids of types and fields stand for: numbers cross from WebAssembly far faster than strings. */
interface Names {
  readonly types: readonly { readonly type: string; readonly named: boolean }[];
  readonly fields: readonly (string | undefined)[];
}

function parse(parser: Parser, names: Names, text: string): PythonTree {
  const parsed = parser.parse(text);
  if (parsed === null) throw new Error('The Python parser gave no tree.');
  const cursor = parsed.walk();
  try {
    return convert(cursor, names, text, parsed.rootNode.hasError);
  } finally {
    cursor.delete();
    parsed.delete();
    // The parser keeps the lexer's state of the last text; without this, its memory grows with the largest file.
    parser.reset();
  }
}

interface MutableNode extends PythonNode {
  readonly children: MutableNode[];
}

/** Without recursion: generated code nests deeper than the stack is high. */
function convert(cursor: TreeCursor, names: Names, text: string, hasFaults: boolean): PythonTree {
  const index = new Map<string, PythonNode[]>(indexedTypes.map((type) => [type, []]));
  const faults: PythonTree['faults'][number][] = [];
  const splats: PythonNode[] = [];
  let parent: MutableNode | undefined;
  for (;;) {
    const node = nodeAt(cursor, names, parent);
    parent?.children.push(node);
    index.get(node.type)?.push(node);
    if (node.type === 'list_splat') splats.push(node);
    if (hasFaults && node.type === 'ERROR') faults.push({ node, missing: false });
    if (hasFaults && cursor.nodeIsMissing) faults.push({ node, missing: true });
    if (cursor.gotoFirstChild()) {
      parent = node;
      continue;
    }
    let root: MutableNode = node;
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        for (const splat of splats) mendSplat(splat);
        return { root, text, index: Object.fromEntries(index) as Record<IndexedType, PythonNode[]>, faults };
      }
      root = parent ?? root;
      parent = parent?.parent as MutableNode | undefined;
    }
  }
}

function nodeAt(cursor: TreeCursor, names: Names, parent: MutableNode | undefined): MutableNode {
  const known = names.types[cursor.nodeTypeId];
  const type = known?.type ?? cursor.nodeType;
  return {
    type,
    named: known?.named ?? cursor.nodeIsNamed,
    start: cursor.startIndex,
    end: cursor.endIndex,
    // A comment before a block is given the block's role by the grammar.
    field: type === 'comment' ? undefined : names.fields[cursor.currentFieldId],
    parent,
    children: [],
  };
}
