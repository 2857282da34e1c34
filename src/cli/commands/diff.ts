import type { CommandModule } from 'yargs';
import { commonArguments, withCommonOptions } from '../options.ts';

export const diffCommand: CommandModule<object, Record<string, unknown>> = {
  command: 'diff [paths..]',
  describe: 'Print what `migrate` would change, as a patch that git applies',
  builder: (yargs) =>
    withCommonOptions(yargs)
      .option('exit-code', { describe: 'Exit with 1 when something would change', type: 'boolean', default: false })
      .option('format', {
        describe: 'What to print on standard output',
        choices: ['patch', 'json'] as const,
        default: 'patch',
      })
      .example('$0 diff src', 'Show the safe rewrites in src, and why')
      .example('$0 diff --unsafe > fix.patch', 'Keep all rewrites as a patch for `git apply`'),
  handler: async (argv) => {
    const { diff } = await import('../diff.ts');
    await diff(commonArguments(argv), {
      exitCode: argv['exitCode'] === true,
      format: argv['format'] as 'patch' | 'json',
    });
  },
};
