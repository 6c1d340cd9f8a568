import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../../renderer/db/database/database.ts'
import { createSealer } from '../../../renderer/db/seal/seal.ts'
import { answer } from '../../../renderer/flow/answer.ts'
import { journalName } from '../../../renderer/session/stores.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { createFakePlatform, type FakePlatform } from '../support/fake-platform.ts'
import { newSnapshot } from '../support/leads.ts'
import { createMemoryFile } from '../support/memory-file.ts'
import { createScriptedCentral, newPerson } from '../support/scripted-central.ts'
import { forgetEverybody, until, window, work } from '../support/session-window.ts'

/** Enough to lie in a page. */
const LEADS = 40

/** A network whose answers to syncs, once held, come when they are let go, whoever has given them up meanwhile. */
function holding(fetch: typeof globalThis.fetch) {
  const held: (() => void)[] = []
  const network = {
    holds: false,
    held,
    fetch: (async (input, init) => {
      const answered = await fetch(input, init)
      if (network.holds && String(input).endsWith('/sync'))
        await new Promise<void>((resolve) => held.push(resolve))
      return answered
    }) as typeof globalThis.fetch,
  }
  return network
}

/** All that lies in a person's stores. */
async function storedOf({ id }: Person, { files, storage }: FakePlatform) {
  const db = createDatabase(id)
  await db.open()
  const tables = await Promise.all(db.tables.map(async (t) => [t.name, await t.toArray()]))
  db.close()
  return {
    tables,
    journal: [...files.get(journalName(id))!.bytes!],
    marker: storage.getItem(`leadwright.marker.${id}`),
  }
}

async function start() {
  const ana = newPerson('Ana')
  const central = createScriptedCentral([ana])
  central.leads.set(
    ana.id,
    Array.from({ length: LEADS }, () => newSnapshot(ana.id)),
  )
  const network = holding(central.fetch)
  const first = window(central, createFakePlatform(network.fetch))
  return {
    ana,
    central,
    network,
    first,
    second: window(central, { ...first.platform, fetch: central.fetch }),
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 100))

describe('[SY56] a window that was taken over while its round waits for central', () => {
  it('[SY56] is closed at once, and what it had in hand changes nothing of the other’s stores', async () => {
    const { ana, network, first, second } = await start()
    const open = await first.session.signIn(ana.email, 'secret of Ana')
    await until(() => open.status().connection === 'online')
    network.holds = true
    await work(open)
    await until(() => network.held.length > 0)
    expect(open.status().waiting).toBe(1)

    const taken = await second.session.signIn(ana.email, 'secret of Ana', { takeOver: true })
    expect(first.takenOver()).toBe(true)
    const said = first.statuses.length
    const [, row] = taken.desk.reader.rows()
    await answer(taken.desk, row!.id, 'budget', 'approved')
    await until(() => taken.status().waiting === 0 && taken.status().connection === 'online')
    await soon()
    const before = await storedOf(ana, first.platform)
    for (const letGo of network.held) letGo()
    open.keepGlance(open.desk.reader.list())
    await expect(answer(open.desk, row!.id, 'budget', 'none')).rejects.toThrow()
    await soon()
    expect(await storedOf(ana, first.platform)).toEqual(before)
    expect(network.held, 'nor does it ask again').toHaveLength(1)
    expect(first.statuses.slice(said), 'nor say anything').toEqual([])
  })

  it.each(['open', 'being left'])('[SY56] nor does the first pull of a desk that is %s', async (state) => {
    const { ana, network, first, second } = await start()
    network.holds = true
    const open = await first.session.signIn(ana.email, 'secret of Ana')
    await until(() => network.held.length > 0)
    const left = state === 'open' ? null : first.session.signOut()
    const taken = await second.session.signIn(ana.email, 'secret of Ana', { takeOver: true })
    await until(() => taken.desk.reader.rows().length === LEADS)
    await soon()
    const before = await storedOf(ana, first.platform)
    for (const letGo of network.held) letGo()
    await left
    await soon()
    expect(open.desk.reader.rows()).toEqual([])
    expect(await storedOf(ana, first.platform)).toEqual(before)
    expect(first.takenOver(), 'who has left is not told').toBe(state === 'open')
  })

  it('[SY56] nor does one that was still opening, which says that the desk is open elsewhere', async () => {
    const { ana, central, first, second } = await start()
    const open = await first.session.signIn(ana.email, 'secret of Ana')
    await until(() => open.status().connection === 'online')
    open.keepGlance(open.desk.reader.list())
    await first.session.signOut()
    let unseal: () => void = () => undefined
    let isOpening = false
    const gate = new Promise<void>((resolve) => {
      unseal = resolve
    })
    const slow = window(central, {
      ...first.platform,
      openSealer(key) {
        const sealer = createSealer(key)
        return {
          ...sealer,
          async open(name, sealed) {
            isOpening = true
            await gate
            return sealer.open(name, sealed)
          },
        }
      },
    })
    const refused = expect(slow.session.signIn(ana.email, 'secret of Ana')).rejects.toMatchObject({
      problem: 'openElsewhere',
    })
    await until(() => isOpening)
    await work(await second.session.signIn(ana.email, 'secret of Ana', { takeOver: true }))
    await soon()
    const before = await storedOf(ana, first.platform)
    unseal()
    await refused
    expect(await storedOf(ana, first.platform)).toEqual(before)
    expect(slow.takenOver()).toBe(false)
  })
})

describe('[SY56] two windows at a machine’s very first sign-in', () => {
  it('[SY56] leave each other the file of who has worked there, which a browser begins anew while it is empty', async () => {
    await forgetEverybody()
    const ana = newPerson('Ana')
    const central = createScriptedCentral([ana])
    const platform = createFakePlatform(central.fetch)
    let file = createMemoryFile()
    const openFile = (opening: () => Promise<unknown>) => async (name: string) => {
      if (name !== 'people') return platform.openFile(name)
      const isEmpty = !file.bytes?.length
      await opening()
      if (isEmpty) file = createMemoryFile()
      return file
    }
    const quick = window(central, { ...platform, openFile: openFile(async () => undefined) })
    let signingIn: Promise<unknown> = Promise.resolve()
    const overtaken = () => Promise.race([signingIn, new Promise((resolve) => setTimeout(resolve, 2_000))])
    const slow = window(central, { ...platform, openFile: openFile(overtaken) })
    const asking = slow.session.resume()
    signingIn = quick.session.signIn(ana.email, 'secret of Ana')
    const [asked] = await Promise.all([asking, signingIn])
    expect(asked).toBeNull()
    expect(new TextDecoder().decode(file.bytes!)).toContain(ana.email)
  })
})

describe('[RD26] the picture of the desk', () => {
  it('[RD26] is neither shown nor kept of who is no agent any more', async () => {
    const { ana, first, second } = await start()
    const open = await first.session.signIn(ana.email, 'secret of Ana')
    await until(() => open.status().connection === 'online')
    open.keepGlance(open.desk.reader.list())
    await first.session.signOut()
    const kept = async () =>
      (await storedOf(ana, first.platform)).tables
        .flat(2)
        .some((r) => (r as { key?: string }).key === 'glance')
    expect(await kept()).toBe(true)
    ana.role = 'supervisor'
    await second.session.signIn(ana.email, 'secret of Ana')
    expect(second.glances).toEqual([])
    expect(await kept()).toBe(false)
  })
})
