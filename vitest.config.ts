import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'console/src/**/*.test.ts'],
    globalSetup: 'src/store/fixtures/shared-cluster.ts',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
