import { defineConfig } from 'vitest/config';

/** Real pages in a real Chromium over a real server; skipped with a printed reason where there is no Chromium. */
export default defineConfig({
  test: {
    globalSetup: ['test/browser/city-setup.ts'],
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 400_000,
    pool: 'forks',
    maxWorkers: 1,
    // Files share the city, so they take turns.
    fileParallelism: false,
  },
});
