import type { Reporter, TestModule } from 'vitest/node'

/** Says what was skipped and why, and closes with the one line that build servers read: 'N passed, N failed, N skipped'. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state === 'passed' || state === 'failed' || state === 'skipped') count[state] += 1
        if (state === 'skipped') {
          const { note } = test.result() as { note?: string }
          console.log(`skipped: ${test.fullName}${note ? ` (${note})` : ''}`)
        }
      }
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  }
}
