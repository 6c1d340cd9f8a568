import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'

describe('npm run package', () => {
  it('without an Electron says in one line what is missing', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/package.ts', '--electron', '/nowhere'],
      { cwd: projectRoot, encoding: 'utf8' },
    )
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('No Electron in')
  })
})
