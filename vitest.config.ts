import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: process.env['UNSTALE_NO_BUILD'] ? [] : ['test/build.ts'],
    // By itself vitest leaves one core alone: on two of them that is half of the machine.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
