import { posix } from 'node:path';
import { type Call, isCall, isName, type Value, type Values } from './values.ts';

/** Where the paths of a configuration count from, relative to the root. */
export interface Origin {
  /** The folder that the deployment is started in. */
  readonly start: string;
  /** The folder of the file that is read. */
  readonly own: string;
}

/**
 * The path that a value stands for: a literal, or one joined to the folder of its file.
 * @returns relative to the root; undefined where it is computed, or leads out.
 */
export function pathOf(value: Value, values: Values, origin: Origin): string | undefined {
  const parts = partsOf(value, values, origin, 0);
  if (parts === undefined) return undefined;
  const path = posix.join(...(parts.isFromStart ? [origin.start] : []), ...parts.texts).replace(/\/$/, '');
  return path.startsWith('..') || path.includes('$') ? undefined : path.replace(/^\.$/, '');
}

interface Parts {
  readonly texts: readonly string[];
  readonly isFromStart: boolean;
}

function partsOf(value: Value, values: Values, origin: Origin, depth: number): Parts | undefined {
  if (depth > deepest) return undefined;
  if (typeof value === 'string') {
    const behind = /^\$\{__dirname\}(.*)$/s.exec(value)?.[1];
    return behind === undefined
      ? { texts: [value], isFromStart: true }
      : { texts: [origin.own, behind], isFromStart: false };
  }
  if (isName(value)) {
    if (value.name === '__dirname') return { texts: [origin.own], isFromStart: false };
    return partsOf(values.constant(value.name), values, origin, depth + 1);
  }
  if (!isCall(value)) return undefined;
  if (isFolderOfFile(value)) return { texts: [origin.own], isFromStart: false };
  if (/(?:^|\.)(?:cwd|getcwd)$/.test(value.call)) return { texts: [], isFromStart: true };
  if (!/(?:^|\.)(?:join|resolve|abspath|normpath|realpath|Path|str)$|^\+$/.test(value.call)) return undefined;
  const parts = value.positional.map((one) => partsOf(one, values, origin, depth + 1));
  const known = parts.flatMap((one) => one ?? []);
  if (known.length !== parts.length || known.length === 0) return undefined;
  return { texts: known.flatMap(({ texts }) => texts), isFromStart: known[0]?.isFromStart ?? true };
}

/** Constants may stand for one another in a circle. */
const deepest = 6;

/** `os.path.dirname(__file__)` and `os.path.dirname(os.path.abspath(__file__))`. */
function isFolderOfFile({ call, positional }: Call): boolean {
  if (!/(?:^|\.)dirname$/.test(call)) return false;
  const [inner] = positional;
  const file = isCall(inner) && /(?:^|\.)(?:abspath|realpath)$/.test(inner.call) ? inner.positional[0] : inner;
  return isName(file) && (file.name === '__file__' || file.name === '__filename');
}
