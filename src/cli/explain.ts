import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pico from 'picocolors';
import { transforms } from '../../transforms/index.ts';
import { UsageError } from '../model/errors.ts';
import { didYouMean } from './suggest.ts';
import { openTerminal } from './terminal.ts';

/** `unstale explain`: the documentation page of a transform, for a terminal. */
export function explain(id: string, color: boolean | undefined): void {
  const ids = transforms.map((transform) => transform.id);
  if (!ids.includes(id)) throw new UsageError('unknown-transform', `"${id}"${didYouMean(id, ids)}`);
  const terminal = openTerminal({ output: undefined, color });
  const page = readFileSync(createRequire(import.meta.url).resolve(`#docs/${id}`), 'utf8');
  terminal.result(forTerminal(page, terminal.colours.result));
}

/** Markdown that reads well without being rendered: marks off, headings and diffs in colour. */
export function forTerminal(page: string, colours: boolean): string {
  const { bold, cyan, dim, green, red } = pico.createColors(colours);
  let fence = '';
  return page
    .split('\n')
    .flatMap((line): string[] => {
      if (line.startsWith('<!--')) return [];
      if (line.startsWith('```')) {
        fence = fence ? '' : line.slice(3) || 'text';
        return [];
      }
      if (fence) {
        const colour = fence !== 'diff' ? dim : line.startsWith('+') ? green : line.startsWith('-') ? red : dim;
        return [`    ${colour(line)}`.trimEnd()];
      }
      const heading = /^#+ (.*)$/.exec(line)?.[1];
      if (heading !== undefined) return [bold(heading.replaceAll('`', ''))];
      return [
        line.replace(/`([^`]+)`/g, (_, code: string) => cyan(code)).replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 <$2>'),
      ];
    })
    .join('\n')
    .replace(/^\n+/, '');
}
