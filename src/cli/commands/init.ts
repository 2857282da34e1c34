import type { CommandModule } from 'yargs';

export const initCommand: CommandModule<object, Record<string, unknown>> = {
  command: 'init',
  describe: 'Write unstale.config.json, with a comment for every key',
  handler: async () => {
    const { init } = await import('../init.ts');
    init();
  },
};
