import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createSessionOn } from '../../../renderer/session/create-session.ts'
import { createFakePlatform } from '../support/fake-platform.ts'
import { newSnapshot } from '../support/leads.ts'
import { START } from '../support/machine.ts'
import { createScriptedCentral, newPerson } from '../support/scripted-central.ts'

const DAY = 86_400_000

describe('[RD14] the desk over midnight', () => {
  it('[RD14] a new day derives every row anew, and asks nobody', async () => {
    const ana = newPerson('Ana')
    const central = createScriptedCentral([ana])
    central.leads.set(ana.id, [newSnapshot(ana.id)])
    let now = START
    const timers: (() => void)[] = []
    const session = createSessionOn(
      {
        ...createFakePlatform(central.fetch),
        wall: () => now,
        later(ms, task) {
          if (ms === 60_000) timers.push(task)
          return () => undefined
        },
      },
      {
        status: () => undefined,
        moved: () => undefined,
        glance: () => undefined,
        takenOver: () => undefined,
        wiped: () => undefined,
      },
    )
    const { reader } = (await session.signIn(ana.email, 'secret of Ana')).desk
    const changes = () => new Promise<void>((resolve) => reader.subscribe(resolve))
    if (reader.rows().length === 0) await changes()
    central.up = false
    const [before] = reader.rows()
    now += 60_000
    timers.pop()!()
    expect(reader.rows()[0], 'the same day').toBe(before)
    now += DAY
    const refreshed = changes()
    timers.pop()!()
    await refreshed
    const [after] = reader.rows()
    expect(after!.contact!.openings.at(-1)!.to > before!.contact!.openings.at(-1)!.to).toBe(true)
    expect(timers, 'and the next day is waited for').toHaveLength(1)
    await session.signOut()
  })
})
