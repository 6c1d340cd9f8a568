import { FIELD_IDS, type FieldId, type FieldValue } from '../lead/catalog.ts'
import { type Channel, compareFacts, type FieldVersion, type Lead } from '../lead/lead.ts'
import { type EventOf, foldStamp } from './event.ts'
import { addFact } from './join.ts'
import { makeStamp, stampDevice } from './stamp.ts'

type Fields = Lead['fields']
type FieldEvent = EventOf<'field.answered'> | EventOf<'field.declined'> | EventOf<'field.withdrawn'>

/** Values of a response, as old as the response itself; undated ones only fill blanks. `at`: epoch milliseconds. */
export function foldCapturedValues(fields: Fields, e: EventOf<'lead.captured'>, at: number | null): Fields {
  const stamp = at === null ? foldStamp(e) : makeStamp(at, 0, stampDevice(e.stamp))
  const source = { channel: e.payload.channel, label: e.payload.label }
  const values = Object.entries(e.payload.fields) as [FieldId, FieldValue][]
  const fact = { event: e.id, stamp, actor: e.actor }
  return withVersions(
    fields,
    values.map(([field, value]) => [field, { ...fact, value, dated: at !== null, source }]),
  )
}

export function foldField(fields: Fields, e: FieldEvent): Fields {
  const fact = { event: e.id, stamp: foldStamp(e), actor: e.actor }
  const version =
    e.type === 'field.answered'
      ? {
          ...fact,
          value: e.payload.value,
          dated: true,
          source: { channel: channelOf(e), label: '' },
          ...(e.payload.words && { words: e.payload.words }),
        }
      : e.type === 'field.declined'
        ? {
            ...fact,
            value: null,
            reaskOn: e.payload.reaskOn,
            ...(e.payload.later && { later: e.payload.later }),
            dated: true,
            source: { channel: channelOf(e), label: '' },
          }
        : {
            ...fact,
            value: null,
            dated: true,
            source: { channel: 'desk' as const, label: e.payload.reason },
            ...(e.payload.undoes && { undoes: e.payload.undoes }),
          }
  return withVersions(fields, [[e.payload.field, version]])
}

/** Given on the phone, at the desk without a call, or worked out by a part of the system. */
function channelOf(e: EventOf<'field.answered'> | EventOf<'field.declined'>): Channel {
  if (e.actor.startsWith('system:')) return 'derived'
  return e.payload.call === null ? 'desk' : 'phone'
}

/** Fields with further versions, each version in its rank. */
export function withVersions(fields: Fields, versions: readonly [FieldId, FieldVersion][]): Fields {
  const all = { ...fields }
  for (const [field, version] of versions) all[field] = undoneLast(addFact(all[field] ?? [], version, byRank))
  return versions.every(([field]) => fields[field]) ? all : inCatalogOrder(all)
}

/** What was taken back never stands; where nothing else is left, the taking back does, and the field is open. */
function undoneLast(versions: FieldVersion[]): FieldVersion[] {
  const undone = new Set(versions.flatMap((v) => v.undoes ?? []))
  if (undone.size === 0) return versions
  const rank = (v: FieldVersion) => (v.undoes !== undefined ? 1 : undone.has(v.event) ? 2 : 0)
  return [...versions].sort((a, b) => rank(a) - rank(b) || byRank(a, b))
}

/** The version that stands first: dated before undated, then the latest of the dated, or the first of the undated. */
function byRank(a: FieldVersion, b: FieldVersion): number {
  if (a.dated !== b.dated) return a.dated ? -1 : 1
  return a.dated ? compareFacts(b, a) : compareFacts(a, b)
}

/** The catalog's in its order, then all others (own fields, and what only a later catalog knows) by their ids. */
function inCatalogOrder(fields: Fields): Fields {
  const ordered: Fields = {}
  for (const id of FIELD_IDS) if (fields[id]) ordered[id] = fields[id]
  const others = (Object.keys(fields) as FieldId[]).filter((id) => !ordered[id])
  for (const id of others.sort()) ordered[id] = fields[id]!
  return ordered
}
