import { defineConfig } from 'vitest/config'

/**
 * Two kinds of test: `*.test.ts` runs in Node, `*.test.tsx` with a document. End-to-end tests start real browsers; they and central's run
 * two files at a time. Nothing lives in a module's variables, so files share the modules of their process.
 */
export default defineConfig({
  test: {
    reporters: ['default', './tests/setup/reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          include: ['tests/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'tests/{e2e,central,electron,scripts}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          isolate: false,
          include: ['tests/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['tests/setup/dom.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'central',
          isolate: false,
          include: ['tests/central/**/*.test.ts'],
          globalSetup: './tests/setup/database.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/{e2e,electron,scripts}/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: './tests/setup/e2e.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
