import 'fake-indexeddb/auto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Dexie from 'dexie'
import { databaseName } from '../../../renderer/db/database/database.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { createMachine, type Machine } from '../../renderer/support/machine.ts'

const FOLDER = join(import.meta.dirname, '../../vectors/upgrades')

/** A machine as an earlier version left it, 500 events waiting: written by that version's own code, and never changed. */
export interface Fixture {
  protocol: number
  /** Version of the desk's database. */
  database: number
  person: string
  /** Of the sealed rows, raw, as base64. */
  key: string
  schema: Record<string, string>
  /** Rows; bytes are { base64 }. */
  tables: Record<string, object[]>
  journal: string
  storage: Record<string, string>
  /** What waits, in its order. */
  events: LeadEvent[]
}

export const fixtures = (): Fixture[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json.gz'))
    .sort()
    .map((name) => JSON.parse(gunzipSync(readFileSync(join(FOLDER, name))).toString()) as Fixture)

/** The machine of a fixture, switched off. @param now its clock */
export async function machineOf(fixture: Fixture, now: () => number): Promise<Machine> {
  const key = await crypto.subtle.importKey('raw', bytesOf(fixture.key), 'AES-GCM', true, [
    'encrypt',
    'decrypt',
  ])
  const clock = {
    get now() {
      return now()
    },
  }
  const machine = await createMachine(fixture.person, clock, { key })
  await machine.loseDatabase()
  const old = new Dexie(databaseName(fixture.person))
  old.version(fixture.database).stores(fixture.schema)
  await old.open()
  for (const [name, rows] of Object.entries(fixture.tables)) await old.table(name).bulkPut(rows.map(unpacked))
  old.close()
  machine.file.bytes = bytesOf(fixture.journal)
  for (const [name, value] of Object.entries(fixture.storage)) machine.storage.setItem(name, value)
  return machine
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))

function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('base64' in value) return bytesOf(String(value.base64))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unpacked(inner)]))
}
