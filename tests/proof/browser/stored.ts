import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Home } from './shells.ts'

/** Digests of every row of the databases and every file of the journal of a desk, by their names. */
export type Stored = ReadonlyMap<string, string>

/**
 * Rows that every start writes; and who has worked here, which lies in three places and is written anew without a word where one differs. What one
 * window calls itself, an empty replacement, and the third copy, which is begun anew by the first write, are no work either.
 */
const PASSING =
  /^(leadwright-\S+ meta "(term|glance|renewing|renewed)"|leadwright-(people|spare-\S+) .*|people(\.journal)?|.*-(term|next))$/

interface Buckets {
  keys(): Promise<string[]>
  open(name: string): Promise<Pick<StorageManager, 'getDirectory'> & { indexedDB: IDBFactory }>
}

const UNREAD = 'not to be read'

export async function storedAt({ name, journal }: Home, page: Page, profile: string): Promise<Stored> {
  await letNamed(page)
  const rows = await page.evaluate(digestsInPage, UNREAD)
  const files = name === 'Electron' ? digestsOf(join(profile, journal)) : []
  return new Map([...rows, ...files].filter(([what]) => !PASSING.test(what)))
}

/** What is not as it was; a few of them. */
export function differences(before: Stored, after: Stored): string[] {
  const all = [...new Set([...before.keys(), ...after.keys()])]
  const wasRead = (what: string) => before.get(what) !== UNREAD && after.get(what) !== UNREAD
  return all.filter((what) => wasRead(what) && before.get(what) !== after.get(what)).slice(0, 5)
}

/** A database that was lost is begun anew elsewhere. */
export const hasMoved = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const { storageBuckets } = navigator as unknown as { storageBuckets: { keys(): Promise<string[]> } }
    return (await storageBuckets.keys()).some((name) => name.startsWith('database-'))
  })

/** Resolves once the log that this start begins is there: no save waits for it. */
export async function renewed(page: Page): Promise<void> {
  await letNamed(page)
  await page.waitForFunction(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets }
    const moved = (await storageBuckets.keys()).filter((name) => /^database-(?!leadwright-people)/.test(name))
    const factory = moved[0] ? (await storageBuckets.open(moved[0])).indexedDB : indexedDB
    const names = (await factory.databases()).map(({ name = '' }) => name)
    const db = await done(factory.open(names.find((name) => /^leadwright-(?!people|spare-|try)/.test(name))!))
    const meta = db.transaction('meta').objectStore('meta')
    const [begun, ended] = await Promise.all(['renewing', 'renewed'].map((key) => done(meta.get(key))))
    db.close()
    return begun !== undefined && begun.n === ended?.n
  })
}

/** What the compiler puts around functions with a name. */
const letNamed = (page: Page) => page.evaluate('globalThis.__name ??= (named) => named')

const digestsOf = (folder: string): [string, string][] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.journal') && !name.includes('damaged'))
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ])

/** In the page. */
async function digestsInPage(UNREAD: string): Promise<[string, string][]> {
  const found: [string, string][] = []
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const digest = async (bytes: BufferSource) =>
    [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((b) => b.toString(16)).join()
  const plain = (_key: string, value: unknown) => (value instanceof Uint8Array ? [...value] : value)
  const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets }
  const buckets = await Promise.all((await storageBuckets.keys()).map((name) => storageBuckets.open(name)))
  const factories = [indexedDB, ...buckets.map((bucket) => bucket.indexedDB)]
  const databases = await Promise.all(
    // Those of an origin that was harmed may open no more; what was begun anew lies elsewhere.
    factories.map(async (factory) =>
      (await factory.databases().catch(() => [])).map(({ name = '' }) => ({ factory, name })),
    ),
  )
  for (const { factory, name } of databases.flat()) {
    if (!name.startsWith('leadwright-')) continue
    const db = await done(factory.open(name))
    for (const store of db.objectStoreNames) {
      const table = db.transaction(store).objectStore(store)
      const [keys, rows] = await Promise.all([done(table.getAllKeys()), done(table.getAll())])
      for (const [n, key] of keys.entries()) {
        const text = new TextEncoder().encode(JSON.stringify(rows[n], plain))
        found.push([`${name} ${store} ${JSON.stringify(key)}`, await digest(text)])
      }
    }
    db.close()
  }
  if (location.protocol === 'app:') return found
  // Of a file that its worker has open Chromium may give the state, and then not the bytes.
  const digestOf = async (handle: FileSystemFileHandle): Promise<string> => {
    try {
      return await digest(await (await handle.getFile()).arrayBuffer())
    } catch {
      return UNREAD
    }
  }
  for (const bucket of buckets)
    for await (const [name, handle] of (await bucket.getDirectory()).entries())
      if (handle.kind === 'file' && !name.includes('damaged'))
        found.push([name, await digestOf(handle as FileSystemFileHandle)])
  return found
}
