import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Nothing here loads native code or starts threads, so that its files can share processes. What a database or a decoding
 * thread of one file leaves behind must not end the process of another.
 */
const PLAIN = [
  'base',
  'cloudtrail',
  'cli',
  'delivery',
  'demo',
  'collect/storage',
  'analysis/throttle',
].map((room) => `src/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: 'tools/fresh-build.ts',
    pool: 'forks',
    // Of two cores vitest leaves one free: most tests wait for programs that they start.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './tools/closing-line.ts'],
    projects: [
      { extends: true, test: { name: 'plain', include: PLAIN, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PLAIN],
        },
      },
    ],
  },
});
