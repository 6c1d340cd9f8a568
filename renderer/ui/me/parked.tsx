import { Button, Group, VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FaultKind } from '../../../shared/sync/faults.ts'
import type { ParkedEvent } from '../../db/views.ts'
import { dismissParked, exportParked, retryParked } from '../../flow/parked.ts'
import { openLead } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { saveText } from '../format/dial.ts'
import { eventText } from '../format/event-text.ts'
import { moment } from '../format/time.ts'
import parts from '../parts/parts.module.css'

/** Changes that central refused, with its reason. They stay until somebody decides. */
export function Parked({ count }: { count: number }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const [parked, setParked] = useState<ParkedEvent[]>([])
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: count and turn tell that the list changed
  useEffect(() => {
    void attempt(async () => setParked(await desk.reader.parked()))
  }, [desk, attempt, count, turn])
  const ids = parked.map((p) => p.id)
  const act = (work: () => Promise<unknown>) =>
    void attempt(async () => {
      await work()
      setTurn((n) => n + 1)
    })
  return (
    <section className={`${parts.card} ${parts.pad}`}>
      <div className={parts.cardHead}>
        <h2 className={parts.h2}>{t('parked.title')}</h2>
        {parked.length > 0 && (
          <Group gap="xs">
            <Button onClick={() => act(() => retryParked(desk, ids))}>{t('parked.retry')}</Button>
            <Button
              onClick={() =>
                act(async () => saveText('parked-changes.json', await exportParked(desk), 'application/json'))
              }
            >
              {t('parked.export')}
            </Button>
          </Group>
        )}
      </div>
      {parked.length === 0 ? (
        <div className={parts.dim}>{t('parked.none')}</div>
      ) : (
        <table className={parts.table}>
          <thead>
            <tr>
              <th>{t('parked.lead')}</th>
              <th>{t('parked.what')}</th>
              <th>{t('parked.why')}</th>
              <th>{t('parked.when')}</th>
              <th>
                <VisuallyHidden>{t('parked.dismiss')}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {parked.map((p) => (
              <tr key={p.id}>
                <td>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    ml={-9}
                    disabled={!desk.reader.row(p.leadId)}
                    onClick={() => {
                      openLead(screen, p.leadId)
                      screen.setState({ screen: 'queue' })
                    }}
                  >
                    {desk.reader.row(p.leadId)?.name ?? t('parked.gone')}
                  </Button>
                </td>
                <td>{eventText(t, typeOf(p.event))}</td>
                <td>
                  {p.fault.message}
                  <div className={parts.dim}>{t(`parked.todo.${todoOf(p.fault.kind)}`)}</div>
                </td>
                <td>{moment(p.parkedAt, desk.now())}</td>
                <td>
                  <Button
                    size="compact-xs"
                    color="red"
                    onClick={() => act(() => dismissParked(desk, [p.id]))}
                  >
                    {t('parked.dismiss')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const typeOf = (event: unknown): string =>
  typeof event === 'object' && event !== null && 'type' in event ? String(event.type) : '?'

/** What the person can do about a refusal; the others do not last. */
const todoOf = (kind: FaultKind) => ADVISED.find((known) => known === kind) ?? 'other'
const ADVISED = ['malformed', 'notYours', 'notFound', 'conflict'] as const
