import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestCentral, testCentral } from '../support.ts'
import { handOff, put } from './handing.ts'
import { type Receiver, receiver } from './receiver.ts'

let central: TestCentral
let hook: Receiver
beforeAll(async () => {
  central = await testCentral()
  hook = await receiver()
})
afterAll(async () => {
  await hook.close()
  await central.dispose()
})

test('[CH10] hand-offs arrive soon after their decision; the figure is printed', async () => {
  await put(central.service, 'sales', { url: hook.url, allowPrivate: true })
  const sue = await central.signIn(central.people.sue)
  for (let i = 0; i < 100; i += 1) {
    await handOff(sue, 'hot')
    await new Promise((done) => setTimeout(done, 50))
  }
  const got = await hook.got(100)
  const waits = got.map((g) => g.at - Date.parse(g.body.timestamp)).sort((a, b) => a - b)
  console.info(`hand-off to receipt: median ${waits[50]} ms, 95th ${waits[95]} ms, longest ${waits[99]} ms`)
  expect(new Set(got.map((g) => g.id)).size).toBe(100)
})
