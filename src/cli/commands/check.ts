import type { CommandModule } from 'yargs';
import { commonArguments, withCommonOptions } from '../options.ts';

const formats = ['text', 'json', 'sarif', 'github'] as const;

/** How `check` prints its report. */
export type CheckFormat = (typeof formats)[number];

export const checkCommand: CommandModule<object, Record<string, unknown>> = {
  command: 'check [paths..]',
  describe: 'Report findings, and fail on those that the baseline does not hold',
  builder: (yargs) =>
    withCommonOptions(yargs)
      .option('format', { describe: 'How to print the report', choices: formats, default: 'text' })
      .option('baseline', {
        describe: 'The findings that are known already; by default .unstale-baseline.json when it is there',
        type: 'string',
        requiresArg: true,
        normalize: true,
      })
      .option('update-baseline', {
        describe: 'Write the findings of this run to the baseline',
        type: 'boolean',
        default: false,
      })
      .example('$0 check', 'Report everything that is not in the baseline')
      .example('$0 check --format github', 'Annotate a pull request')
      .example('$0 check --update-baseline', 'Accept what there is today; fail on what is new from now on'),
  handler: async (argv) => {
    const { check } = await import('../check.ts');
    await check(commonArguments(argv), {
      format: argv['format'] as CheckFormat,
      baseline: typeof argv['baseline'] === 'string' ? argv['baseline'] : undefined,
      updateBaseline: argv['updateBaseline'] === true,
    });
  },
};
