import { stampTime } from '../../../shared/events/stamp.ts'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import type { FieldVersion, Lead } from '../../../shared/lead/lead.ts'
import { useDesk, useT } from '../context.tsx'
import { dateAlone, day } from './time.ts'

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
  const origin = useOriginOf()
  const top = lead.fields[field]?.[0]
  return top === undefined ? t('fields.missing') : origin(top, now)
}

/** The same of one value that a field has or had. */
export function useOriginOf(): (version: FieldVersion, now: number) => string {
  const t = useT()
  const name = usePersonName()
  return (version, now) => {
    if (version.value === null) {
      if (version.later === 'call') return t('fields.laterCall')
      if (!version.reaskOn) return t('fields.missing')
      return t(version.later ? 'fields.later' : 'fields.declined', { on: dateAlone(version.reaskOn, now) })
    }
    const { label, channel } = version.source
    if (channel === 'derived') return label
    const who =
      label !== ''
        ? lastPart(label)
        : channel === 'phone'
          ? t('fields.byCall', { name: name(version.actor) })
          : name(version.actor)
    return version.dated ? `${who}, ${day(stampTime(version.stamp), now)}` : who
  }
}

/** 'Trade show · Expo scan, booth 214' -> 'Expo scan, booth 214': the whole of it stands in the history. */
const lastPart = (label: string): string => label.split(' · ').at(-1) ?? label
