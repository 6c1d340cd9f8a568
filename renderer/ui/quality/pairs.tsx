import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { keepApart } from '../../flow/keep-apart.ts'
import { mergeLeads } from '../../flow/merge-leads.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Compare } from '../identity/compare.tsx'
import { inSentence } from '../identity/in-short.ts'
import { nameOfLead } from '../identity/name-of-lead.ts'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import { Walk } from '../parts/walk.tsx'
import css from './quality.module.css'
import { type Pair, usePairs } from './use-pairs.ts'

const ROW_HEIGHT = 56
/** So many before the end of the list the next page is asked for. */
const AHEAD = 20

/** Who may be one person: the list, likeliest first, and the pair side by side. j and k move, m and n decide and go on. */
export function Pairs() {
  const t = useT()
  const { pairs, more, problem, loadMore, settle, reload } = usePairs()
  const [at, setAt] = useState(0)
  const last = pairs ? pairs.length - 1 : 0
  const index = Math.max(0, Math.min(at, last))
  const pair = pairs?.[index]
  useEffect(() => {
    if (more && last - index < AHEAD) loadMore()
  }, [more, last, index, loadMore])

  if (pairs === null)
    return <Empty title={problem === null ? t('quality.asking') : t('quality.unreached')}>{problem}</Empty>
  if (pair === undefined)
    return (
      <section className={`${parts.card} ${css.card}`} aria-label={t('quality.tab.duplicates')}>
        <div className={css.listHead}>
          <h2 className={parts.h2}>{t('quality.pairs', { count: 0, n: 0 })}</h2>
        </div>
        <Empty title={t('quality.noPairs')}>
          <div>{problem ?? t('quality.noPairsHint')}</div>
          <Button onClick={reload}>{t('quality.reload')}</Button>
        </Empty>
      </section>
    )
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.card}`} aria-label={t('quality.tab.duplicates')}>
        <div className={css.listHead}>
          <h2 className={parts.h2}>
            {t(more ? 'quality.pairsMore' : 'quality.pairs', { count: pairs.length, n: count(pairs.length) })}
          </h2>
          <Walk
            mark="data-pair"
            labels={{ previous: t('action.pair.previous'), next: t('action.pair.next') }}
            onStep={(by) => setAt(Math.max(0, Math.min(last, index + by)))}
          />
        </div>
        {problem && <div className={css.stale}>{t('team.stale', { problem })}</div>}
        <PairList pairs={pairs} at={index} onMove={setAt} />
      </section>
      <section className={`${parts.card} ${css.side}`} aria-label={t('identity.title')}>
        <Decide key={pair.id} pair={pair} onSettled={() => settle(pair.id)} />
      </section>
    </div>
  )
}

interface ListProps {
  pairs: readonly Pair[]
  at: number
  onMove(to: number): void
}

function PairList({ pairs, at, onMove }: ListProps) {
  const t = useT()
  const body = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => pairs[i]?.id ?? i,
    overscan: 8,
  })
  useEffect(() => virtual.scrollToIndex(at, { align: 'auto' }), [virtual, at])
  const onKeyDown = (e: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -at, End: pairs.length }[e.key]
    if (by === undefined) return
    e.preventDefault()
    e.stopPropagation()
    onMove(Math.max(0, Math.min(pairs.length - 1, at + by)))
  }
  return (
    <div
      ref={body}
      className={css.pairList}
      role="listbox"
      tabIndex={0}
      aria-label={t('quality.tab.duplicates')}
      aria-activedescendant={`pair-${at}`}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const pair = pairs[item.index]
          if (!pair) return null
          const [one, two] = pair.leads.map(({ lead }) => nameOfLead(lead) || t('lead.noName'))
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list box around
            <div
              key={pair.id}
              id={`pair-${item.index}`}
              role="option"
              tabIndex={-1}
              aria-selected={item.index === at}
              className={css.pair}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => onMove(item.index)}
            >
              <span className={css.names}>
                <b>{one}</b> {one !== two && `= ${two}`}
              </span>
              <span className={css.score}>{Math.round(pair.score * 100)}%</span>
              <span className={css.why}>
                {inSentence(pair.reasons.filter((r) => r.speaksFor).map((r) => r.text))}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface DecideProps {
  pair: Pair
  onSettled(): void
}

function Decide({ pair, onSettled }: DecideProps) {
  const t = useT()
  const { desk, screen } = useParts()
  const attempt = useAttempt()
  const now = useNow(60_000)
  const [busy, setBusy] = useState(false)
  const left = useCurrent(pair.leads[0])
  const right = useCurrent(pair.leads[1])
  // The event is written for the lead that is on this machine.
  const [id, other] = desk.reader.row(left.lead.id)
    ? [left.lead.id, right.lead.id]
    : [right.lead.id, left.lead.id]
  const decide = (said: string, write: () => Promise<void>) => {
    setBusy(true)
    void attempt(async () => {
      await write()
      sayPassing(screen, said)
      onSettled()
    }).then(() => setBusy(false))
  }
  return (
    <Compare
      left={left.lead}
      right={right.lead}
      likeness={pair}
      now={now}
      heads={{
        left: nameOfLead(left.lead) || t('lead.noName'),
        right: nameOfLead(right.lead) || t('lead.noName'),
      }}
      busy={busy}
      onMerge={() => decide(t('identity.merged'), () => mergeLeads(desk, id, other))}
      onApart={(reason) => decide(t('identity.apart'), () => keepApart(desk, id, other, reason))}
    />
  )
}

/** The lead as this machine knows it by now, with all its parts; as central told it where it is not here. */
function useCurrent(told: LeadSnapshot): LeadSnapshot {
  const { reader } = useDesk()
  const attempt = useAttempt()
  const row = reader.row(told.lead.id)
  const [current, setCurrent] = useState(told)
  useEffect(() => {
    if (row === undefined) return
    let wanted = true
    void attempt(async () => {
      const read = await reader.snapshot(row.id)
      if (wanted && read) setCurrent(read)
    })
    return () => {
      wanted = false
    }
  }, [reader, attempt, row])
  return current
}
