import { stampTime } from '../../../shared/events/stamp.ts'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import { useDesk, useT } from '../context.tsx'
import { day } from './time.ts'

/** A person's name for an id; parts of the system by their own name. */
export function usePersonName(): (actor: string) => string {
  const t = useT()
  const { reader, me } = useDesk()
  return (actor) => {
    if (actor === me.id) return t('history.you')
    if (actor.startsWith('system:')) return actor.slice('system:'.length)
    return reader.people().find((p) => p.id === actor)?.name ?? t('history.someone')
  }
}

/** Where and when a field's value came from: 'web form, 3 Nov', 'Ana, 6 Nov', 'missing', 'declined, ask again 6 Dec'. */
export function useOrigin(lead: Lead, field: FieldId, now: number): string {
  const t = useT()
  const name = usePersonName()
  const top = lead.fields[field]?.[0]
  if (top === undefined) return t('fields.missing')
  if (top.value === null)
    return top.reaskOn ? t('fields.declined', { on: day(top.reaskOn, now) }) : t('fields.missing')
  if (top.source.channel === 'derived') return top.source.label
  const { label, channel } = top.source
  const who =
    label !== ''
      ? lastPart(label)
      : channel === 'phone'
        ? t('fields.byCall', { name: name(top.actor) })
        : name(top.actor)
  return top.dated ? `${who}, ${day(stampTime(top.stamp), now)}` : who
}

/** 'Trade show · Expo scan, booth 214' -> 'Expo scan, booth 214': the whole of it stands in the history. */
const lastPart = (label: string): string => label.split(' · ').at(-1) ?? label
