import { stampTime } from '../../../shared/events/stamp.ts'
import { type Field, type FieldId, type FieldValue, valueLabel } from '../../../shared/lead/catalog.ts'
import { targetOf } from '../../../shared/lead/intake/headers.ts'
import type { FieldVersion, Lead } from '../../../shared/lead/lead.ts'
import { useT } from '../context.tsx'
import { dateAlone, moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { Chip } from '../parts/chip.tsx'
import css from './identity.module.css'
import { valueText } from './value-text.ts'

/** Event id -> the input as it came. */
export type Captures = ReadonlyMap<string, Record<string, string>>

interface Props {
  lead: Lead
  field: Field
  captures: Captures
  /** The lead's own time zone. */
  zone: string | null
  now: number
}

/** Every value a field has had, the one that stands first: what, where from, who, when here and there, and as it came. */
export function FieldHistory({ lead, field, captures, zone, now }: Props) {
  const t = useT()
  const person = usePersonName()
  const versions = lead.fields[field.id as FieldId] ?? []
  return (
    <ol className={css.history}>
      {versions.map((v, i) => {
        const raw = rawOf(captures.get(v.event), field, v.value)
        const at = stampTime(v.stamp)
        const there = zone === null ? '' : moment(at, now, zone)
        const here = moment(at, now)
        return (
          <li key={v.event} data-stands={(i === 0 && v.value !== null) || undefined}>
            <div className={css.value}>
              <Said version={v} field={field} now={now} />
              {i === 0 && v.value !== null && versions.length > 1 && (
                <Chip tone="blue">{t('origin.stands')}</Chip>
              )}
            </div>
            <div className={css.sub}>
              {[
                ...sourceOf(v, t(`origin.channel.${v.source.channel}`)),
                // What a part of the system wrote down is told by its source.
                !v.actor.startsWith('system:') && person(v.actor),
                v.dated ? here : t('origin.undated'),
                v.dated && there !== '' && there !== here && t('origin.there', { at: there }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {raw.map(([header, text]) => (
              <div key={header} className={css.raw}>
                {t('origin.raw')}: {header} “{text}”
              </div>
            ))}
          </li>
        )
      })}
    </ol>
  )
}

function Said({ version: v, field, now }: { version: FieldVersion; field: Field; now: number }) {
  const t = useT()
  if (v.undoes) return <b>{t('origin.undid')}</b>
  if (v.value !== null)
    return (
      <>
        <b>{valueText(field, v.value)}</b>
        {v.words && ` “${v.words}”`}
      </>
    )
  if (v.later === 'call') return <b>{t('origin.laterCall')}</b>
  if (v.reaskOn)
    return (
      <b>
        {t(v.later ? 'origin.later' : 'origin.declined')},{' '}
        {t('origin.reask', { on: dateAlone(v.reaskOn, now) })}
      </b>
    )
  return <b>{t('origin.withdrawn', { reason: v.source.label })}</b>
}

/** Where it came from in words; the channel is left out where the label says it. A withdrawal's label is its reason. */
function sourceOf({ value, reaskOn, source }: FieldVersion, channel: string): string[] {
  const label = value === null && !reaskOn ? '' : source.label
  return label.toLowerCase().includes(channel) ? [label] : [label, channel]
}

/** The cells that the value was made of, where they differ from it. */
function rawOf(
  raw: Record<string, string> | undefined,
  field: Field,
  value: FieldValue | null,
): [string, string][] {
  if (!raw || value === null) return []
  const { id } = field
  const names = id === 'firstName' || id === 'lastName' ? [id, 'fullName'] : [id]
  return Object.entries(raw).filter(
    ([header, text]) =>
      names.includes(targetOf(header, [field]) ?? header) &&
      text !== String(value) &&
      text !== valueLabel(field, value),
  )
}
