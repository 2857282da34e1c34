import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: process.env['UNSTALE_NO_BUILD'] ? [] : ['test/build.ts'],
    testTimeout: 60_000,
  },
});
