import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../model/errors.ts';

/** Where a command's words go: results to standard output or a file, everything else to standard error. */
export interface Terminal {
  /** Prints a part of the result. */
  readonly result: (text: string) => void;
  /** Prints for a person. */
  readonly note: (text: string) => void;
  readonly colours: { readonly result: boolean; readonly note: boolean };
}

/**
 * @param output a file that takes the result in place of standard output.
 * @param color undefined leaves it to the terminal and to NO_COLOR and FORCE_COLOR.
 */
export function openTerminal({ output, color }: { output: string | undefined; color: boolean | undefined }): Terminal {
  let started = false;
  return {
    result(text) {
      if (output === undefined) {
        process.stdout.write(text);
        return;
      }
      try {
        mkdirSync(dirname(output), { recursive: true });
        writeFileSync(output, text, { flag: started ? 'a' : 'w' });
        started = true;
      } catch (error) {
        throw new UsageError('not-written', `${output}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    note: (text) => void process.stderr.write(text),
    colours: {
      result: color ?? (output === undefined && hasColours(process.stdout)),
      note: color ?? hasColours(process.stderr),
    },
  };
}

const hasColours = (stream: NodeJS.WriteStream): boolean => {
  if (process.env['NO_COLOR']) return false;
  if (process.env['FORCE_COLOR'] && process.env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && process.env['TERM'] !== 'dumb';
};
