import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const command = ['--import', 'tsx', 'scripts/suppress.ts', ...args, '--data', central.dataDir]
  return new Promise((done) => {
    execFile(process.execPath, command, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

test('[SL1] [SL2] the command sends a list to the central that runs, and says what became of it', async () => {
  const file = join(central.dataDir, 'robinson.csv')
  await writeFile(file, 'Phone,Name\n(757) 555-0142,A\n12,B\n+17575550143,C\n')
  const flags = ['--id', 'robinson', '--name', 'Robinson list', '--source', 'DDV, 2026-11-01']
  const { code, out, err } = await run(file, ...flags, '--country', 'us')
  expect([code, err]).toEqual([0, ''])
  expect(out).toBe(
    'robinson.csv is list robinson (Robinson list) now: 2 entries, 2 of them new, 0 gone, 1 rejected.\n' +
      '  line 3: "12" is no phone number\n',
  )
  const { lists } = await (await central.service('GET', '/suppressions')).json()
  expect(lists).toContainEqual(
    expect.objectContaining({ id: 'robinson', source: 'DDV, 2026-11-01', entries: 2 }),
  )
}, 120_000)

test('[SL4] it ends non-zero, with one clear line', async () => {
  const prose = join(central.dataDir, 'prose.txt')
  await writeFile(prose, 'Dear all,\nhello\n')
  for (const args of [
    [prose],
    [prose, '--id', 'x'],
    [join(central.dataDir, 'none'), '--id', 'x'],
    [prose, '--id', 'internal'],
  ]) {
    const { code, out, err } = await run(...args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^suppress: [^\n]+\n$/)
  }
}, 120_000)
