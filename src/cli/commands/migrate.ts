import type { CommandModule } from 'yargs';
import { commonArguments, withCommonOptions } from '../options.ts';

export const migrateCommand: CommandModule<object, Record<string, unknown>> = {
  command: 'migrate [paths..]',
  describe: 'Rewrite the files, once',
  builder: (yargs) =>
    withCommonOptions(yargs)
      .option('allow-dirty', {
        describe: 'Write files that have changes that are not committed',
        type: 'boolean',
        default: false,
      })
      .option('allow-no-vcs', {
        describe: 'Write where there is no git repository to go back to',
        type: 'boolean',
        default: false,
      })
      .option('format', { describe: 'How to print the result', choices: ['text', 'json'] as const, default: 'text' })
      .example('$0 migrate', 'Write the safe rewrites below the current folder')
      .example('$0 migrate --unsafe --only bind-loop-values app', 'Write all rewrites of one transform in app'),
  handler: async (argv) => {
    const { migrate } = await import('../migrate.ts');
    await migrate(commonArguments(argv), {
      allowDirty: argv['allowDirty'] === true,
      allowNoVcs: argv['allowNoVcs'] === true,
      format: argv['format'] as 'text' | 'json',
    });
  },
};
