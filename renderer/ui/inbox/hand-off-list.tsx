import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { HandOffListed } from '../../../shared/api/hand-offs.ts'
import { useT } from '../context.tsx'
import { span } from '../format/time.ts'
import { Chip, RouteChip } from '../parts/chip.tsx'
import css from './inbox.module.css'

const ROW_HEIGHT = 62

interface Props {
  list: readonly HandOffListed[]
  at: number
  now: number
  label: string
  onMove(to: number): void
}

/** Hand-offs to walk through by arrows, or by j and k. */
export function HandOffList({ list, at, now, label, onMove }: Props) {
  const t = useT()
  const body = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => list[i]?.id ?? i,
    overscan: 8,
  })
  useEffect(() => virtual.scrollToIndex(at, { align: 'auto' }), [virtual, at])
  const onKeyDown = (e: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -at, End: list.length }[e.key]
    if (by === undefined) return
    e.preventDefault()
    e.stopPropagation()
    onMove(at + by)
  }
  return (
    <div
      ref={body}
      className={css.list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`hand-off-${at}`}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const h = list[item.index]
          if (!h) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list box around
            <div
              key={h.id}
              id={`hand-off-${item.index}`}
              role="option"
              tabIndex={-1}
              aria-selected={item.index === at}
              className={css.row}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => onMove(item.index)}
            >
              <b className={css.cut}>{h.person.name || t('lead.noName')}</b>
              <RouteChip route={h.route} />
              <span className={`${css.cut} ${css.quiet}`}>
                {[h.person.company, h.person.jobTitle].filter(Boolean).join(' · ')}
              </span>
              <Limit handOff={h} now={now} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** How long there is for the next step; for what is settled, what became of it. */
export function Limit({ handOff, now }: { handOff: Pick<HandOffListed, 'due' | 'state'>; now: number }) {
  const t = useT()
  const { due, state } = handOff
  if (state === 'won' || state === 'lost' || state === 'returned' || state === 'withdrawn')
    return <Chip tone={state === 'won' ? 'green' : 'grey'}>{t(`inbox.state.${state}`)}</Chip>
  if (due === null) return state === 'accepted' ? <Chip>{t('inbox.state.accepted')}</Chip> : <span />
  const left = Date.parse(due.at) - now
  return left < 0 ? (
    <Chip tone="red">{t(`inbox.late.${due.step}`, { span: span(-left, t) })}</Chip>
  ) : (
    <Chip tone={left < 900_000 ? 'amber' : 'outline'}>
      {t(`inbox.due.${due.step}`, { span: span(left, t) })}
    </Chip>
  )
}
