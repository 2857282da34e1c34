import { posix } from 'node:path';
import type { Configuration, NamedHandler } from './named.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * A file of Terraform: the blocks that make a function, with the archives that their code comes from.
 * The tokens are read as they stand: blocks and literal attributes are all that is asked for, and the packages that
 * read the whole language carry a parser compiled from Go.
 */
export function inTerraform({ text, folder }: Configuration): NamedHandler[] {
  const blocks = blocksIn(tokensOf(text, 'hcl'));
  const archives = blocks.filter(({ labels }) => labels[0] === 'archive_file');
  return blocks.flatMap((block): NamedHandler[] => {
    const { kind, labels, attributes, words } = block;
    const isFunction = kind === 'resource' ? labels[0] === 'aws_lambda_function' : kind === 'module';
    const handler = attributes.get('handler');
    if (!isFunction || handler === undefined) return [];
    const given = archives.filter(
      (archive) =>
        (words.has('archive_file') && words.has(archive.labels[1] ?? '')) ||
        (attributes.has('filename') && archive.attributes.get('output_path') === attributes.get('filename')),
    );
    const codes = [block, ...given].flatMap(({ attributes: known }) =>
      ['source_dir', 'source_path', 'source_file'].flatMap((key) => known.get(key) ?? []),
    );
    const folders = codes.map((code) => (/\.\w+$/.test(code) ? posix.dirname(code) : code));
    return [
      {
        handler,
        folders: (folders.length > 0 ? folders : ['']).map((code) => posix.join(folder, code)),
        runtime: attributes.get('runtime') ?? '',
        platform: 'aws',
        isOverlapping: words.has('capacity_provider_config'),
      },
    ];
  });
}

interface Block {
  readonly kind: string;
  readonly labels: readonly string[];
  /** Its own literal attributes; paths without the folder of the module in front. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Every word in it. */
  readonly words: ReadonlySet<string>;
}

function blocksIn(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const kind = tokens[at];
    const labels: string[] = [];
    for (; tokens[at + 1]?.kind === 'text'; at += 1) labels.push(tokens[at + 1]?.text ?? '');
    if (kind?.kind !== 'word' || tokens[at + 1]?.text !== '{') continue;
    const end = endOf(tokens, at + 1);
    const inside = tokens.slice(at + 2, end);
    const words = new Set(inside.flatMap((one) => (one.kind === 'word' ? one.text : [])));
    blocks.push({ kind: kind.text, labels, attributes: attributesIn(inside), words });
    at = end;
  }
  return blocks;
}

function attributesIn(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const [key, equals, value, next] = tokens.slice(at, at + 4);
    if (key?.kind === 'mark' && /[{[(]/.test(key.text)) at = endOf(tokens, at);
    else if (key?.kind === 'word' && equals?.text === '=' && value?.kind === 'text' && next?.line !== value.line)
      attributes.set(key.text, value.text.replace(/^\$\{path\.(?:module|root|cwd)\}/, '.'));
  }
  return attributes;
}

/** The place of the bracket that closes the one at a place. */
function endOf(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text = '' } = tokens[at] ?? {};
    if (kind !== 'mark') continue;
    if (/[{[(]/.test(text)) depth += 1;
    else if (/[}\])]/.test(text) && --depth === 0) return at;
  }
  return tokens.length;
}
