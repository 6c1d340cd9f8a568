import { TextInput } from '@mantine/core'
import { IconCheck, IconEqualNot } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { type FieldVersion, isDoNotCall, type Lead } from '../../../shared/lead/lead.ts'
import type { Likeness } from '../../../shared/lead/likeness.ts'
import { isTyping } from '../actions/action.ts'
import { useDesk, useT } from '../context.tsx'
import desk from '../desk/desk.module.css'
import { count, day } from '../format/time.ts'
import { useOriginOf } from '../format/use-origin.ts'
import { Chip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import { type CompareRow, compareRows, countsOf, type Side } from './compare-rows.ts'
import css from './identity.module.css'
import { inShort } from './in-short.ts'
import { valueText } from './value-text.ts'

interface Props {
  left: Lead
  right: Lead
  likeness: Pick<Likeness, 'score' | 'reasons'>
  now: number
  /** What the columns are called: on the desk one of them is the open lead. */
  heads: { left: string; right: string }
  busy: boolean
  onMerge(): void
  onApart(reason: string): void
}

const SIDES = ['left', 'right'] as const
const COUNTS = ['responses', 'calls', 'callbacks', 'notes', 'consents'] as const

/** Two leads side by side, field by field, with what stands once they are one. m: same person, n: not the same. */
export function Compare({ left, right, likeness, now, heads, busy, onMerge, onApart }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  const policy = useDesk().reader.policy(left.campaign)
  const rows = useMemo(() => compareRows(left, right, policy), [left, right, policy])
  const leads = { left, right }
  const onKeyDown = (e: KeyboardEvent) => {
    if (isTyping(e.target) || e.ctrlKey || e.metaKey || e.altKey || busy) return
    if (e.key === 'm') onMerge()
    else if (e.key === 'n') onApart(reason.trim())
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div className={css.compare} onKeyDown={onKeyDown}>
      <Reasons likeness={likeness} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={t('compare.table')} data-autofocus>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('compare.field')}</th>
              {SIDES.map((side) => (
                <th key={side} scope="col">
                  <Head lead={leads[side]} label={heads[side]} now={now} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.field.id} row={row} now={now} />
            ))}
            <Counts left={left} right={right} />
          </tbody>
        </table>
      </section>
      <div className={css.decide}>
        <TextInput
          className={css.whyNot}
          value={reason}
          placeholder={t('compare.whyNot')}
          aria-label={t('compare.whyNot')}
          maxLength={500}
          onChange={(e) => setReason(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || busy) return
            e.preventDefault()
            onApart(reason.trim())
          }}
        />
        <button
          type="button"
          className={desk.big}
          disabled={busy}
          data-pair="apart"
          onClick={() => onApart(reason.trim())}
        >
          {t('compare.notSame')} <Key chord="n" />
        </button>
        <button
          type="button"
          className={`${desk.big} ${desk.primary}`}
          disabled={busy}
          data-pair="merge"
          onClick={onMerge}
        >
          {t('compare.same')} <Key chord="m" />
        </button>
      </div>
    </div>
  )
}

/** Why the two look alike, and what speaks against it: told by sign and word, not by colour alone. */
function Reasons({ likeness }: Pick<Props, 'likeness'>) {
  const t = useT()
  return (
    <ul className={css.reasons} aria-label={t('compare.reasons')}>
      {likeness.reasons.map((r) => (
        <li key={r.id}>
          <Chip tone={r.speaksFor ? 'green' : 'grey'} title={r.text}>
            <span aria-hidden="true">{r.speaksFor ? '+' : '−'}</span>
            {inShort(r.text)}
            <span className={css.hidden}>
              {' '}
              {t(r.speaksFor ? 'compare.speaksFor' : 'compare.speaksAgainst')}
            </span>
          </Chip>
        </li>
      ))}
    </ul>
  )
}

function Head({ lead, label, now }: { lead: Lead; label: string; now: number }) {
  const t = useT()
  const { reader } = useDesk()
  const row = reader.row(lead.id)
  const owner = row?.owner == null ? null : reader.people().find((p) => p.id === row.owner)?.name
  const facts = [
    row && (owner ?? t('team.pool')),
    lead.capturedAt && t('compare.since', { at: day(lead.capturedAt, now) }),
  ]
  return (
    <>
      <span className={css.headLabel}>{label}</span>
      <span className={css.sub}>{facts.filter(Boolean).join(' · ')}</span>
      {isDoNotCall(lead) && <Chip tone="red">{t('lead.doNotCall')}</Chip>}
    </>
  )
}

function Row({ row, now }: { row: CompareRow; now: number }) {
  const t = useT()
  return (
    <tr data-kind={row.kind}>
      <th scope="row">
        {row.field.label}
        {row.kind === 'differs' && <IconEqualNot size={13} role="img" aria-label={t('compare.differs')} />}
      </th>
      {SIDES.map((side) => (
        <Cell key={side} row={row} side={side} now={now} />
      ))}
    </tr>
  )
}

function Cell({ row, side, now }: { row: CompareRow; side: Side; now: number }) {
  const t = useT()
  const origin = useOriginOf()
  const version: FieldVersion | undefined = row[side]
  const stands = row.kind === 'differs' && row.stands === side
  if (version === undefined) return <td className={css.blank}>–</td>
  const value = version.value
  return (
    <td data-stands={stands || undefined} data-loses={(row.kind === 'differs' && !stands) || undefined}>
      <div className={css.cell}>
        <span className={css.value}>
          {value === null ? '–' : valueText(row.field, value)}
          {value !== null && row.stands === null && <span className={css.sub}>{t('compare.opens')}</span>}
          {stands && (
            <span className={css.stands}>
              <IconCheck size={12} aria-hidden="true" /> {t('compare.stands')}
            </span>
          )}
        </span>
        <span className={css.sub}>{origin(version, now)}</span>
      </div>
    </td>
  )
}

function Counts({ left, right }: { left: Lead; right: Lead }) {
  const t = useT()
  const counts = { left: countsOf(left), right: countsOf(right) }
  const shown = COUNTS.filter((c) => counts.left[c] + counts.right[c] > 0)
  return shown.map((c, i) => (
    <tr key={c} data-kind="count" data-first={i === 0 || undefined}>
      <th scope="row">{t(`compare.count.${c}`)}</th>
      {SIDES.map((side) => (
        <td key={side}>{count(counts[side][c])}</td>
      ))}
    </tr>
  ))
}
