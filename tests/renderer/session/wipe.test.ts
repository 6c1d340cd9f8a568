import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import { databaseName } from '../../../renderer/db/database/database.ts'
import { createPeopleDatabase } from '../../../renderer/db/database/people-database.ts'
import { journalName } from '../../../renderer/session/stores.ts'
import type { Channel, Desktop } from '../../../shared/ipc/contract.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { createFakePlatform, type FakePlatform } from '../support/fake-platform.ts'
import { newSnapshot } from '../support/leads.ts'
import { createScriptedCentral, newPerson } from '../support/scripted-central.ts'
import { restart, until, window, work } from '../support/session-window.ts'

/** What of a person lies on the machine. */
async function leftOf(person: Person, platform: FakePlatform): Promise<string[]> {
  const { storage, files } = platform
  const stored = Array.from(
    { length: storage.length },
    (_, i) => `${storage.key(i)} ${storage.getItem(storage.key(i)!)}`,
  )
  const people = new TextDecoder().decode(files.get('people')?.bytes ?? new Uint8Array())
  const database = createPeopleDatabase()
  return [
    ...((await Dexie.exists(databaseName(person.id))) ? ['database'] : []),
    ...(files.has(journalName(person.id)) ? ['journal'] : []),
    ...(stored.some((text) => text.includes(person.id)) ? ['localStorage'] : []),
    ...(people.includes(person.id) ? ['people file'] : []),
    ...((await database.all()).some((p) => p.person.id === person.id) ? ['people database'] : []),
  ]
}

const EVERYTHING = ['database', 'journal', 'localStorage', 'people file', 'people database']
const begun = async (person: Person) => (await createPeopleDatabase().wipes()).some((w) => w.id === person.id)

/** Ana and Ben have both worked on this machine; Ana's desk is open, with one change that waits. */
async function atWork(desktop: Desktop | null = null) {
  const [ana, ben] = [newPerson('Ana'), newPerson('Ben')]
  const central = createScriptedCentral([ana, ben])
  for (const person of [ana, ben]) central.leads.set(person.id, [newSnapshot(person.id)])
  const first = window(central, createFakePlatform(central.fetch, desktop))
  for (const { email, name } of [ben, ana]) {
    const desk = await first.session.signIn(email, `secret of ${name}`)
    await until(() => desk.desk.reader.rows().length > 0)
    if (name === 'Ben') continue
    central.up = false
    await work(desk)
    await until(() => desk.status().connection === 'offline')
    central.up = true
    return { ana, ben, central, first, open: desk }
  }
  throw new Error('nobody worked')
}

describe('[DV5] a device that may no longer work', () => {
  it('[DV5] hands in what waits, deletes all of the person, tells central, and leaves others alone', async () => {
    const { ana, ben, central, first, open } = await atWork()
    const { storage } = first.platform
    for (const key of ['policy-draft', 'policy-drafts-before'])
      for (const { id } of [ana, ben]) storage.setItem(`leadwright:${key}:${id}:expo`, '{}')
    expect(await leftOf(ana, first.platform)).toEqual(EVERYTHING)
    central.revoked.add(ana.id)
    open.syncNow()
    await until(() => first.wiped.length > 0)
    expect(first.wiped).toEqual([null])
    expect(central.quarantined).toHaveLength(1)
    expect(central.received).toEqual([])
    expect(await leftOf(ana, first.platform)).toEqual([])
    expect(await leftOf(ben, first.platform)).toEqual(EVERYTHING)
    expect(central.wiped).toHaveLength(1)
    expect(central.signedIn).toBeNull()
    expect(await begun(ana)).toBe(false)
    const known = first.session.known().map((p) => p.id)
    expect([known.includes(ana.id), known.includes(ben.id)]).toEqual([false, true])
    const bens = await first.session.signIn(ben.email, 'secret of Ben')
    expect(bens.desk.reader.rows()).toHaveLength(1)
  })

  it('[DV5] hands in what central had refused before, too, and what is saved meanwhile', async () => {
    const { ana, central, first, open } = await atWork()
    central.refusing = true
    open.syncNow()
    await until(() => open.status().parked === 1)
    central.refusing = false
    central.revoked.add(ana.id)
    await work(open)
    open.syncNow()
    await until(() => first.wiped.length > 0)
    expect(new Set(central.quarantined).size).toBe(2)
    expect(await leftOf(ana, first.platform)).toEqual([])
  })

  it('[DV5] a crash half-way is finished at the next start', async () => {
    const { ana, ben, central, first, open } = await atWork()
    central.revoked.add(ana.id)
    first.platform.deleteFile = async () => {
      throw new Error('the disk is busy')
    }
    open.syncNow()
    await until(() => first.wiped.length > 0)
    expect(first.wiped).toEqual(['the disk is busy'])
    expect(await leftOf(ana, first.platform)).toEqual(['database', 'journal'])
    expect(central.wiped).toEqual([])
    const second = restart(central, {
      platform: { ...first.platform, deleteFile: async (name) => void first.platform.files.delete(name) },
    })
    expect(await second.session.resume()).toBeNull()
    expect(await leftOf(ana, first.platform)).toEqual([])
    expect(await leftOf(ben, first.platform)).toEqual(EVERYTHING)
    expect(central.wiped).toHaveLength(1)
    expect(await begun(ana)).toBe(false)
  })

  it('[DV5] central is told later where it cannot be reached, but never in another person’s session', async () => {
    const { ana, ben, central, first, open } = await atWork()
    central.revoked.add(ana.id)
    const deleteFile = first.platform.deleteFile
    first.platform.deleteFile = async (name) => {
      central.up = false
      await deleteFile(name)
    }
    open.syncNow()
    await until(() => first.wiped.length > 0)
    expect(await leftOf(ana, first.platform)).toEqual([])
    expect(await begun(ana)).toBe(true)
    first.platform.deleteFile = deleteFile
    central.up = true
    central.signedIn = ben
    const second = restart(central, first)
    await second.session.resume()
    expect(central.wiped).toEqual([])
    expect(central.signedIn).toBe(ben)
    expect(await begun(ana)).toBe(false)
  })

  it('[DV3] a sign-in is refused; what waits is handed in by it, and the data goes', async () => {
    const { ana, central, first } = await atWork()
    central.up = false
    await first.session.signOut()
    central.up = true
    central.signedIn = null
    central.revoked.add(ana.id)
    const second = restart(central, first)
    await expect(second.session.signIn(ana.email, 'secret of Ana')).rejects.toMatchObject({
      problem: 'revoked',
    })
    expect(central.quarantined).toHaveLength(1)
    expect(await leftOf(ana, first.platform)).toEqual([])
    expect(central.wiped).toHaveLength(1)
  })

  it('[SY62] [DV3] nothing is deleted under a window that took the desk over while what waits was handed in', async () => {
    const { ana, central, first } = await atWork()
    central.up = false
    await first.session.signOut()
    central.up = true
    central.signedIn = null
    central.revoked.add(ana.id)
    const locks = first.platform.locks!
    const second = window(central, {
      ...first.platform,
      async fetch(input, init) {
        if (String(input).endsWith('/sync')) {
          await locks.request(`leadwright-${ana.id}`, { steal: true }, async () => undefined)
          await new Promise((done) => setTimeout(done, 20))
        }
        return central.fetch(input, init)
      },
    })
    const refused = second.session.signIn(ana.email, 'secret of Ana')
    await expect(refused).rejects.toMatchObject({ problem: 'openElsewhere' })
    expect(await leftOf(ana, first.platform)).toEqual(EVERYTHING)
    expect([await begun(ana), central.wiped]).toEqual([false, []])
  })

  it('[DV5] a key in the system’s keyring goes, too', async () => {
    const vault = new Map<string, string>()
    const desktop = {
      async invoke(channel: Channel, name: string, secret: string) {
        if (channel === 'vault:available') return true
        if (channel === 'vault:get') return vault.get(name) ?? null
        if (channel === 'vault:set') return Boolean(vault.set(name, secret))
        if (channel === 'vault:delete') return vault.delete(name) ? null : null
        throw new Error(channel)
      },
    } as Desktop
    const { ana, ben, central, first, open } = await atWork(desktop)
    expect(vault.size).toBe(2)
    central.revoked.add(ana.id)
    open.syncNow()
    await until(() => first.wiped.length > 0)
    expect([...vault.keys()]).toEqual([`data-key-${ben.id}`])
  })

  it('[DV9] without a connection the desk works on', async () => {
    const { ana, central, first, open } = await atWork()
    central.revoked.add(ana.id)
    central.up = false
    await work(open)
    expect(first.wiped).toEqual([])
    expect(open.status().waiting).toBe(2)
  })
})
