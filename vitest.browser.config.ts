import { defineConfig } from 'vitest/config';

/** Real pages in a real Chromium over a real server; skipped with a printed reason where there is no Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 400_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
