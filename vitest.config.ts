import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/setup/order.ts'

/**
 * Two kinds of test: `*.test.ts` runs in Node, `*.test.tsx` with a document. Those of central have a PostgreSQL, end-to-end tests start
 * real programs, each in a process of its own. Nothing lives in a module's variables, so the others share the modules of their process.
 */
export default defineConfig({
  test: {
    reporters: ['default', './tests/setup/reporter.ts'],
    // A busy machine is not a fault.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    isolate: false,
    // Two more than there are cores: about half of the time is waited for a program's start, a clock or a page.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'tests/{e2e,central,electron,scripts}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'component',
          include: ['tests/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['tests/setup/dom.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'central',
          include: ['tests/central/**/*.test.ts'],
          globalSetup: './tests/setup/database.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          isolate: true,
          include: ['tests/{e2e,electron,scripts}/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: './tests/setup/e2e.ts',
        },
      },
    ],
  },
})
