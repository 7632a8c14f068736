import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    // Of two cores vitest leaves one free: most tests wait for programs that they start.
    maxWorkers: 2,
    // Nothing here keeps state between files, and a process for each costs more than most of them take.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './tools/closing-line.ts'],
  },
});
