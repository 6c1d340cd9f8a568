import { useEffect, useMemo, useState } from 'react'
import type { HandOff, HandOffListed } from '../../../shared/api/hand-offs.ts'
import { sayPassing } from '../../state/screen.ts'
import { useNow, useParts, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import { Tabs } from '../parts/tabs.tsx'
import { Walk } from '../parts/walk.tsx'
import { HandOffDetail } from './hand-off-detail.tsx'
import { HandOffList } from './hand-off-list.tsx'
import css from './inbox.module.css'
import { INBOX_TABS, type InboxTab, useHandOffs } from './use-hand-offs.ts'

/** So many before the end of the list the next page is asked for. */
const AHEAD = 10

/** Leads handed off to Sales or a partner: what is new, what was accepted, what became of the others. */
export function InboxScreen() {
  const t = useT()
  const [tab, setTab] = useState<InboxTab>('new')
  return (
    <div className={css.inbox}>
      <Tabs<InboxTab>
        id="inbox"
        label={t('screen.inbox.title')}
        tabs={INBOX_TABS.map((name) => ({ name, label: t(`inbox.tab.${name}`) }))}
        open={tab}
        onOpen={setTab}
      >
        <TabContent key={tab} tab={tab} />
      </Tabs>
    </div>
  )
}

/** The open hand-off, and its place when it was last seen. */
interface Chosen {
  id: string
  at: number
}

/** Accepted here just now: it stays open, in its place, until another one is looked at. */
interface Kept {
  handOff: HandOffListed
  at: number
}

function TabContent({ tab }: { tab: InboxTab }) {
  const t = useT()
  const { screen } = useParts()
  const now = useNow(30_000)
  const { list: loaded, more, problem, loadMore, replace } = useHandOffs(tab)
  const [kept, keep] = useState<Kept | null>(null)
  const list = useMemo(() => withKept(loaded, kept), [loaded, kept])
  const [chosen, choose] = useState<Chosen | null>(null)
  const found = list?.findIndex((h) => h.id === chosen?.id) ?? -1
  // What was taken away leaves its place to the next; what comes in above moves nothing.
  const at = found >= 0 ? found : Math.max(0, Math.min(chosen?.at ?? 0, (list?.length ?? 0) - 1))
  const open = list?.[at]
  useEffect(() => {
    if (open && (open.id !== chosen?.id || at !== chosen.at)) choose({ id: open.id, at })
  }, [open, at, chosen])
  useEffect(() => {
    if (list && more && list.length - at < AHEAD) loadMore()
  }, [list, more, at, loadMore])

  if (list === null)
    return <Empty title={problem === null ? t('inbox.asking') : t('inbox.unreached')}>{problem}</Empty>
  if (!open)
    return (
      <section className={`${parts.card} ${css.all}`} aria-label={t(`inbox.tab.${tab}`)}>
        <div className={css.listHead}>
          <h2 className={parts.h2}>{t('inbox.count', { count: 0, n: 0 })}</h2>
        </div>
        <Empty title={t(`inbox.none.${tab}`)}>{problem ?? t(`inbox.noneHint.${tab}`)}</Empty>
      </section>
    )
  const goTo = (to: number) => {
    const row = list[to]
    if (!row) return
    if (row.id !== kept?.handOff.id) keep(null)
    choose({ id: row.id, at: to })
  }
  const move = (to: number) => goTo(Math.max(0, Math.min(list.length - 1, to)))
  const done = (changed: HandOff, said: string) => {
    sayPassing(screen, said)
    if (changed.state === 'accepted' && tab === 'new') keep({ handOff: { ...open, ...changed }, at })
    // The next one takes the place of the one that leaves.
    else if (changed.state !== open.state) goTo(at + 1 < list.length ? at + 1 : at - 1)
    replace(changed)
  }
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.side}`} aria-label={t(`inbox.tab.${tab}`)}>
        <div className={css.listHead}>
          <h2 className={parts.h2}>
            {t(more ? 'inbox.countMore' : 'inbox.count', { count: list.length, n: count(list.length) })}
          </h2>
          {problem && <span className={parts.dim}>{t('team.stale', { problem })}</span>}
          <Walk
            mark="data-hand-off"
            labels={{ previous: t('action.handOff.previous'), next: t('action.handOff.next') }}
            onStep={(by) => move(at + by)}
          />
        </div>
        <HandOffList list={list} at={at} now={now} label={t(`inbox.tab.${tab}`)} onMove={move} />
      </section>
      <HandOffDetail key={open.id} handOff={open} now={now} onChanged={done} />
    </div>
  )
}

function withKept(list: readonly HandOffListed[] | null, kept: Kept | null): readonly HandOffListed[] | null {
  if (list === null || kept === null) return list
  const others = list.filter((h) => h.id !== kept.handOff.id)
  return others.toSpliced(Math.min(kept.at, others.length), 0, kept.handOff)
}
