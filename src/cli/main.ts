import { UsageError } from '../model/errors.ts';
import { exitCodes } from './exit-code.ts';
import { parser } from './parser.ts';
import { version } from './version.ts';

// A closed pipe (`unstale check | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await parser(process.argv.slice(2)).parseAsync();
} catch (error) {
  process.exitCode = exitCodes.error;
  if (error instanceof UsageError) {
    process.stderr.write(`unstale: ${error.message}\n${error.remedy}\n`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `unstale ${version()} failed. This is a bug in unstale, not in your code; no file was left half-written.\n` +
        `Please report it to its maintainers, with the lines below and the code that it was run on.\n\n` +
        `node ${process.version}, ${process.platform} ${process.arch}\n${stack}\n`,
    );
  }
}
