import { posix } from 'node:path';
import type { Configuration, NamedHandler } from './named.ts';

/** A Dockerfile on a base image whose command is a handler. The code may come from any folder that it copies. */
export function inDockerfile({ text, folder }: Configuration): NamedHandler[] {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const [, runtime] = lines.flatMap(
    (line) => /^\s*FROM\s+(?:--\S+\s+)?\S*\blambda\/(nodejs|python)\b/i.exec(line) ?? [],
  );
  const commands = lines.flatMap((line) => /^\s*CMD\s*\[\s*"([^"]+)"\s*\]/i.exec(line)?.slice(1) ?? []);
  const handler = commands.at(-1);
  if (runtime === undefined || handler === undefined) return [];
  const copied = lines.flatMap((line) => {
    const words =
      /^\s*COPY\s+(?!--from)(.*)$/i
        .exec(line)?.[1]
        ?.split(/[\s",[\]]+/)
        .filter(Boolean) ?? [];
    return words.slice(0, -1).map((path) => (/\.\w+$/.test(path) || path.includes('*') ? posix.dirname(path) : path));
  });
  const folders = [...new Set(['', ...copied].map((path) => posix.join(folder, path)))];
  return [{ handler, folders, runtime, platform: 'aws', isOverlapping: false }];
}
