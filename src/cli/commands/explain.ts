import type { CommandModule } from 'yargs';

export const explainCommand: CommandModule<object, Record<string, unknown>> = {
  command: 'explain <transform>',
  describe: 'Print what a transform finds, why it matters, what it writes and when it refuses',
  builder: (yargs) =>
    yargs
      .positional('transform', {
        describe: 'Its name, as `unstale list` prints it',
        type: 'string',
        demandOption: true,
      })
      .option('color', { describe: 'Colours; by default on a terminal only', type: 'boolean' })
      .example('$0 explain bind-loop-values', 'Print its page'),
  handler: async (argv) => {
    const { explain } = await import('../explain.ts');
    explain(String(argv['transform']), typeof argv['color'] === 'boolean' ? argv['color'] : undefined);
  },
};
