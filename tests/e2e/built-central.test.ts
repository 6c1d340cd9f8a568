import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import type { FitTask } from '../../central/policies/fit-job.ts'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { countAnswers } from '../../shared/policy/fit/learn-answers.ts'

beforeAll(async () => void (await build(projectRoot, console.log)))

it('[PO6] a built central finds the program that fits, and it runs without the source', async () => {
  const assets = join(projectRoot, 'dist/central/assets')
  const chunks = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const caller = chunks.filter((name) =>
    readFileSync(join(assets, name), 'utf8').includes('"../fit-process.js"'),
  )
  expect(caller).toHaveLength(1)
  const child = fork(resolve(assets, '../fit-process.js'), { execArgv: [], serialization: 'advanced' })
  const ended = once(child, 'exit')
  const task: FitTask = { policy: DEFAULT_POLICY, leads: [], counts: countAnswers(DEFAULT_POLICY, []) }
  child.send(task)
  const [answer] = await once(child, 'message')
  expect(answer).toMatchObject({ ok: false, unless: expect.stringContaining('50 more won') })
  await ended
})
