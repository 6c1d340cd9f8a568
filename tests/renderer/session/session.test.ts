import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { createDatabase, metaOf } from '../../../renderer/db/database/database.ts'
import { List } from '../../../renderer/db/memory/list.ts'
import { answer } from '../../../renderer/flow/answer.ts'
import type { Channel, Desktop } from '../../../shared/ipc/contract.ts'
import { createBuckets } from '../support/buckets.ts'
import { createFakePlatform, type FakePlatform } from '../support/fake-platform.ts'
import { newSnapshot } from '../support/leads.ts'
import { createScriptedCentral, newPerson } from '../support/scripted-central.ts'
import { forgetEverybody, restart, until, window, work } from '../support/session-window.ts'

beforeEach(forgetEverybody)

async function start(buckets: FakePlatform['buckets'] = null) {
  const ana = newPerson('Ana')
  const ben = newPerson('Ben')
  const central = createScriptedCentral([ana, ben])
  central.leads.set(ana.id, [newSnapshot(ana.id)])
  const first = window(central, { ...createFakePlatform(central.fetch), buckets })
  const open = await first.session.signIn(ana.email, 'secret of Ana')
  await until(() => open.status().connection === 'online')
  return { ana, ben, central, first, open }
}

/** Among the origin's. */
function neverOpens(database: string): void {
  const { open } = indexedDB
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (name === database) throw new DOMException('Internal error', 'UnknownError')
    return open.call(indexedDB, name, version)
  })
}

describe('[OB13] signing in', () => {
  it('[OB13] online by central, offline by the key that the password unwraps', async () => {
    const { ana, central, first, open } = await start()
    await work(open)
    central.up = false
    const second = restart(central, first)
    expect(second.session.known()).toEqual([{ id: ana.id, name: 'Ana', email: ana.email }])
    await expect(second.session.signIn(ana.email, 'wrong')).rejects.toMatchObject({ problem: 'refused' })
    const again = await second.session.signIn('ANA@example.com ', 'secret of Ana')
    const [row] = again.desk.reader.rows()
    expect((await again.desk.reader.snapshot(row!.id))?.lead.fields.budget?.[0]?.value).toBe('approved')
    expect(again.status().connection).not.toBe('online')
  })

  it('[OB20] a password typed without central is used once it is back and has forgotten the session', async () => {
    const { ana, central, first, open } = await start()
    await work(open)
    central.up = false
    const second = restart(central, first)
    const again = await second.session.signIn(ana.email, 'secret of Ana')
    central.signedIn = null
    central.up = true
    again.syncNow()
    await until(() => again.status().connection === 'online')
    expect(again.status()).toMatchObject({ waiting: 0, notice: null })
    central.signedIn = null
    again.syncNow()
    await until(() => again.status().notice?.kind === 'signIn')
  })

  it('[OB13] refuses a wrong password online, and somebody unknown offline', async () => {
    const { ana, ben, central, first } = await start()
    await expect(first.session.signIn(ana.email, 'wrong')).rejects.toMatchObject({ problem: 'refused' })
    central.up = false
    await expect(first.session.signIn(ben.email, 'secret of Ben')).rejects.toMatchObject({
      problem: 'offlineUnknown',
    })
  })

  it('[OB13] no store holds the key in the clear, and signing out drops it from memory', async () => {
    const { central, first } = await start()
    await first.session.signOut()
    expect(central.signedIn).toBeNull()
    expect(await first.session.resume()).toBeNull()
    const stored = Array.from({ length: first.platform.storage.length }, (_, i) =>
      first.platform.storage.getItem(first.platform.storage.key(i)!),
    ).join('\n')
    expect(stored).toContain('wrappedKey')
    expect(stored).not.toContain('secret of Ana')
  })

  it('[RD26] what the queue began with is shown while the desk opens at the next start, to nobody else', async () => {
    const { ana, ben, central, first, open } = await start()
    const rows = open.desk.reader.rows()
    open.keepGlance(List.of([...rows, { ...rows[0]!, id: 'left meanwhile' }]))
    await first.session.signOut()
    const second = restart(central, first)
    await expect(second.session.signIn(ana.email, 'wrong')).rejects.toMatchObject({ problem: 'refused' })
    expect(second.glances).toEqual([])
    await second.session.signIn(ana.email, 'secret of Ana')
    expect(second.glances).toMatchObject([{ count: 2, lines: [{ id: rows[0]!.id, name: rows[0]!.name }] }])
    expect(second.glances[0]?.lines).toHaveLength(1)
    await second.session.signIn(ben.email, 'secret of Ben')
    expect(second.glances).toHaveLength(1)
  })

  it('[OB14] another person sees nothing of the first one, and their session carries nothing of it', async () => {
    const { ana, ben, central, first, open } = await start()
    central.up = false
    await work(open)
    central.up = true
    const other = await first.session.signIn(ben.email, 'secret of Ben')
    await until(() => other.status().connection === 'online')
    expect(other.desk.reader.rows()).toEqual([])
    expect(central.received).toEqual([])
    const back = restart(central, first)
    central.up = false
    const ours = await back.session.signIn(ana.email, 'secret of Ana')
    central.up = true
    ours.syncNow()
    await until(() => ours.status().waiting === 0)
    expect(central.received).toHaveLength(1)
    expect(central.carriers, 'Ben’s session does not carry Ana’s work').toEqual([ana.id])
  })

  it('[OB15] an expired session costs nothing: work goes on, and goes out after signing in again', async () => {
    const { central, open } = await start()
    central.signedIn = null
    await work(open)
    await until(() => open.status().notice?.kind === 'signIn')
    expect(open.status().waiting).toBe(1)
    await open.signInAgain('secret of Ana')
    await until(() => open.status().waiting === 0 && open.status().notice === null)
  })

  it('[OB16] the key is found again when localStorage is gone', async () => {
    const { ana, central, first, open } = await start()
    central.up = false
    await work(open)
    await first.session.signOut()
    central.up = true
    const other = window(central, { ...createFakePlatform(central.fetch), openFile: first.platform.openFile })
    const again = await other.session.signIn(ana.email, 'secret of Ana')
    await until(() => central.received.length > 0)
    expect(again.desk.reader.rows()).toHaveLength(1)
  })

  it('[OB16] offline, too', async () => {
    const { ana, central, first } = await start()
    central.up = false
    await first.session.signOut()
    const other = window(central, {
      ...createFakePlatform(central.fetch),
      openFile: first.platform.openFile,
    })
    const again = await other.session.signIn(ana.email, 'secret of Ana')
    expect(again.desk.reader.rows()).toHaveLength(1)
  })

  it('[OB25] a database that turns out damaged in the middle of reading is opened again', async () => {
    const { ana, central, first, open } = await start()
    central.up = false
    await work(open)
    await first.session.signOut()
    onTestFinished(() => void vi.restoreAllMocks())
    const damaged = new Set<string>()
    let isLasting = false
    const { getAll } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (isLasting ? !damaged.has(this.name) : !damaged.delete(this.name)) return getAll.apply(this, args)
      throw new DOMException('Corruption detected, unable to continue', 'UnknownError')
    })
    const second = restart(central, first)
    const signIn = () => second.session.signIn(ana.email, 'secret of Ana')
    damaged.add('wipes').add('people').add('outbox')
    expect((await signIn()).status().waiting).toBe(1)
    expect([...damaged]).toEqual([])
    await second.session.signOut()
    isLasting = true
    damaged.add('outbox')
    await expect(signIn()).rejects.toThrow('Corruption detected')
    damaged.clear()
    expect((await signIn()).status().waiting).toBe(1)
  })

  it.each(['is gone', 'does not open'])(
    '[OB26] what waited comes back where the journal is gone and the database %s, and that is said',
    async (how) => {
      const { ana, central, first, open } = await start(createBuckets())
      central.up = false
      await work(open)
      const { buckets } = first.platform
      await expect.poll(() => buckets!.keys()).toHaveLength(1)
      await first.session.signOut()
      first.platform.files.delete(`journal-${ana.id}`)
      const database = `leadwright-${ana.id}`
      if (how === 'is gone') await Dexie.delete(database)
      else neverOpens(database)
      central.up = true
      const again = await restart(central, first).session.signIn(ana.email, 'secret of Ana')
      expect(again.status().notice).toEqual({
        kind: 'storage',
        message: 'The data and the journal on this machine are gone. 1 change came back from a third copy.',
      })
      await until(() => central.received.length === 1)
      expect((await buckets!.keys()).filter((name) => name.startsWith('database-'))).toHaveLength(1)
    },
  )

  it('[OB26] a database that does not open is kept where neither journal nor spare holds what waited', async () => {
    const { ana, central, first, open } = await start()
    central.up = false
    await work(open)
    await first.session.signOut()
    first.platform.files.delete(`journal-${ana.id}`)
    first.platform.buckets = createBuckets()
    neverOpens(`leadwright-${ana.id}`)
    const signIn = () => restart(central, first).session.signIn(ana.email, 'secret of Ana')
    await expect(signIn()).rejects.toThrow('Internal error')
    vi.restoreAllMocks()
    expect((await signIn()).status().waiting).toBe(1)
  })

  it('[OB17] data sealed with an earlier password is not thrown away', async () => {
    const { ana, central, first } = await start()
    await first.session.signOut()
    central.passwords.set(ana.email, 'new one')
    await expect(first.session.signIn(ana.email, 'new one')).rejects.toMatchObject({
      problem: 'earlierPassword',
    })
    const open = await first.session.signIn(ana.email, 'new one', { earlierPassword: 'secret of Ana' })
    expect(open.desk.reader.rows()).toHaveLength(1)
    await first.session.signOut()
    central.up = false
    expect((await first.session.signIn(ana.email, 'new one')).person.id).toBe(ana.id)
  })
})

describe('[SY56] one window at a time', () => {
  it('[SY56] a second window is told, and can take over', async () => {
    const { ana, central, first, open } = await start()
    const second = window(central, { ...first.platform })
    await expect(second.session.signIn(ana.email, 'secret of Ana')).rejects.toMatchObject({
      problem: 'openElsewhere',
    })
    const taken = await second.session.signIn(ana.email, 'secret of Ana', { takeOver: true })
    await until(first.takenOver)
    await work(taken)
    const [row] = open.desk.reader.rows()
    await expect(answer(open.desk, row!.id, 'budget', 'none')).rejects.toThrow()
  })
})

describe('[OB18] with a keyring', () => {
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

  it('[OB18] a start needs no password, until signed out', async () => {
    const ana = newPerson('Ana')
    const central = createScriptedCentral([ana])
    central.leads.set(ana.id, [newSnapshot(ana.id)])
    const first = window(central, createFakePlatform(central.fetch, desktop))
    await work(await first.session.signIn(ana.email, 'secret of Ana'))
    central.up = false
    const second = restart(central, first)
    const open = await second.session.resume()
    expect(open?.desk.reader.rows()).toHaveLength(1)
    await second.session.signOut()
    expect(vault.size).toBe(0)
    expect(await second.session.resume()).toBeNull()
  })
})

describe('[OB23] a machine without room', () => {
  it('[OB23] opens the desk of who has worked on it, and says to who has not why it does not', async () => {
    const [ana, ben] = [newPerson('Ana'), newPerson('Ben')]
    const central = createScriptedCentral([ana, ben])
    const first = window(central)
    await first.session.signIn(ana.email, 'secret of Ana')
    await first.session.signOut()
    first.platform.files.get('people')!.failWith = new DOMException('full', 'QuotaExceededError')
    const second = restart(central, first)
    const open = await second.session.signIn(ana.email, 'secret of Ana')
    expect(open.person.id).toBe(ana.id)
    await expect(second.session.signIn(ben.email, 'secret of Ben')).rejects.toMatchObject({
      problem: 'noRoom',
    })
  })

  it('[OB24] has another log begun with what is written next, once there is room', async () => {
    onTestFinished(() => void vi.restoreAllMocks())
    const { open } = indexedDB
    const full = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (name === 'leadwright-try') throw new DOMException('full', 'QuotaExceededError')
      return open.call(indexedDB, name, version)
    })
    const { ana, first } = await start()
    full.mockRestore()
    await first.session.signOut()
    const db = createDatabase(ana.id)
    expect((await metaOf(db, 'renewed'))?.n).toBeGreaterThan(1)
    db.close()
  })

  it('[OB23] somebody signs out where the browser does not answer what it is asked beside their work', async () => {
    onTestFinished(() => void vi.restoreAllMocks())
    const { open } = indexedDB
    vi.spyOn(indexedDB, 'open').mockImplementation((name, version) =>
      name === 'leadwright-try' ? ({} as IDBOpenDBRequest) : open.call(indexedDB, name, version),
    )
    const { first } = await start()
    await first.session.signOut()
    expect(await first.session.resume()).toBeNull()
  })
})
