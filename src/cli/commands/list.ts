import type { CommandModule } from 'yargs';

export const listCommand: CommandModule<object, Record<string, unknown>> = {
  command: 'list',
  describe: 'Print the transforms, and the libraries that each knows',
  builder: (yargs) =>
    yargs.option('format', { describe: 'How to print them', choices: ['text', 'json'] as const, default: 'text' }),
  handler: async (argv) => {
    const { list } = await import('../list.ts');
    list(argv['format'] as 'text' | 'json');
  },
};
