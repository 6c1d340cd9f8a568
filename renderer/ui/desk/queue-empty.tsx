import { Button } from '@mantine/core'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { firstOpening, neverWorkable } from '../../flow/workable.ts'
import { openLead } from '../../state/screen.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useParts, useRows, useScreen, useT } from '../context.tsx'
import { thereAndHere } from '../format/contact-text.ts'
import { Empty } from '../parts/empty.tsx'
import { Key } from '../parts/key.tsx'
import { useSaidToo } from '../use-said.ts'

/** Why no lead is open, and what can be done. @param mine my whole queue */
export function QueueEmpty({ mine, now }: { mine: List<LeadRow>; now: number }) {
  const t = useT()
  const { screen } = useParts()
  const actions = useActions()
  const filtered = useScreen((s) => s.filter !== null)
  const synced = useScreen((s) => s.sync.lastSyncedAt !== null)
  const offline = useScreen((s) => s.sync.connection === 'offline')
  const { me, reader } = useDesk()
  const any = useRows().findIndex((r) => r.owner === me.id) >= 0
  const first = firstOpening(mine, now)
  const at = new Date(now).toISOString()
  const noneFits = filtered && first?.at === at
  const noCampaign = !any && synced && reader.campaigns().length === 0
  const unassigned = synced ? 'queue.none' : offline ? 'queue.neverSynced' : 'queue.loading'
  const nothing = mine.length > 0 ? 'opening.nothing' : any ? 'queue.done' : unassigned
  const title = t(noneFits ? 'queue.noneFiltered' : noCampaign ? 'queue.noCampaign' : nothing)
  useSaidToo(title)
  if (noneFits)
    return (
      <Empty title={title}>
        <Button onClick={() => screen.setState({ filter: null })}>{t('queue.showAll')}</Button>
      </Empty>
    )
  const claim = actions.get('claim')
  const never = neverWorkable(mine, now)
  if (noCampaign) return <Empty title={title}>{t('queue.noCampaignHint')}</Empty>
  return (
    <Empty title={title}>
      {first && (
        <div>
          {t('opening.first', {
            at: thereAndHere(first.at, zonesOf(first.row), now, t),
            lead: first.row.name || t('lead.noName'),
          })}{' '}
          <Button size="compact-xs" onClick={() => openLead(screen, first.row.id)}>
            {t('opening.open')}
          </Button>
        </div>
      )}
      {never > 0 && <div>{t('opening.noNumber', { count: never })}</div>}
      <div>{t(offline ? 'queue.poolOffline' : 'queue.poolHint')}</div>
      {claim?.enabled && (
        <Button variant="filled" rightSection={<Key chord="p" />} onClick={() => void claim.run()}>
          {claim.label}
        </Button>
      )}
    </Empty>
  )
}

const zonesOf = ({ contact, timeZone }: LeadRow): readonly string[] =>
  contact?.zones ?? (timeZone ? [timeZone] : [])
