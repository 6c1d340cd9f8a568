import { Button } from '@mantine/core'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useParts, useRows, useScreen, useT } from '../context.tsx'
import { Empty } from '../parts/empty.tsx'
import { Key } from '../parts/key.tsx'

/** Why the queue is empty, and what can be done. */
export function QueueEmpty({ mine }: { mine: number }) {
  const t = useT()
  const { screen } = useParts()
  const actions = useActions()
  const filtered = useScreen((s) => s.filter !== null) && mine > 0
  const synced = useScreen((s) => s.sync.lastSyncedAt !== null)
  const offline = useScreen((s) => s.sync.connection === 'offline')
  const { me } = useDesk()
  const any = useRows().some((r) => r.owner === me.id)
  if (filtered)
    return (
      <Empty title={t('queue.noneFiltered')}>
        <Button onClick={() => screen.setState({ filter: null })}>{t('queue.showAll')}</Button>
      </Empty>
    )
  const claim = actions.get('claim')
  return (
    <Empty
      title={t(any ? 'queue.done' : synced ? 'queue.none' : offline ? 'queue.neverSynced' : 'queue.loading')}
    >
      <div>{t(offline ? 'queue.poolOffline' : 'queue.poolHint')}</div>
      {claim?.enabled && (
        <Button variant="filled" rightSection={<Key chord="p" />} onClick={() => void claim.run()}>
          {claim.label}
        </Button>
      )}
    </Empty>
  )
}
