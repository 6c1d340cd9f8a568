import { useMemo } from 'react'
import type { Device } from '../../../../shared/api/devices.ts'
import { loadDevices } from '../../../flow/admin/devices.ts'
import { useNow, useT } from '../../context.tsx'
import { ago, count } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { DevicePanel } from './device-panel.tsx'

/** With its person's name. A person and a machine make a device: one machine can be of several people. */
export type ShownDevice = Device & { owner: string }
type Row = { id: string; device: ShownDevice }

/** Machines that people sign in from: when they were last seen, what still waits on them. */
export function DevicesTab() {
  const t = useT()
  const now = useNow(60_000)
  const person = usePersonName()
  const { data, problem, setData, reload } = useAsked(loadDevices)
  const [open, setOpen] = useOpen('devices')
  const columns = useColumns(now)
  if (data === null) return <Asking problem={problem} reload={reload} />
  const rows = data.map((d): Row => ({ id: idOf(d), device: { ...d, owner: person(d.person) } }))
  const chosen = rows.find((r) => r.id === open)
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.devices')}>
        <RowTable
          rows={rows}
          columns={columns}
          title={t('admin.devices.count', { count: rows.length, n: count(rows.length) })}
          label={t('admin.tab.devices')}
          filterLabel={t('admin.devices.filter')}
          empty={t('admin.devices.none')}
          searchOf={(r) => `${r.device.owner}\n${r.device.name}`.toLowerCase()}
          onOpen={(r) => setOpen(r.id)}
          opensOnClick
        />
      </section>
      {chosen ? (
        <DevicePanel
          key={chosen.id}
          device={chosen.device}
          onChanged={(changed) =>
            setData((d) => d?.map((x) => (idOf(x) === idOf(changed) ? changed : x)) ?? null)
          }
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.devices.choose')}>{t('admin.devices.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

const idOf = (d: Device) => `${d.person} ${d.id}`

function useColumns(now: number): RowColumn<Row>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'owner',
        label: t('admin.devices.person'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.device.owner,
        cell: (r) => <b>{r.device.owner}</b>,
      },
      {
        id: 'name',
        label: t('admin.devices.name'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.device.name,
        cell: (r) => r.device.name,
      },
      {
        id: 'seen',
        label: t('admin.devices.seen'),
        width: '130px',
        value: (r) => r.device.seenAt ?? '',
        cell: (r) => (r.device.seenAt ? ago(r.device.seenAt, now, t) : t('admin.devices.never')),
      },
      {
        id: 'waiting',
        label: t('admin.devices.waiting'),
        width: '80px',
        numeric: true,
        value: (r) => r.device.waiting,
        cell: (r) => count(r.device.waiting),
      },
      {
        id: 'parked',
        label: t('admin.devices.parked'),
        width: '80px',
        numeric: true,
        value: (r) => r.device.parked,
        cell: (r) => count(r.device.parked),
      },
      {
        id: 'state',
        label: t('admin.devices.state'),
        width: '110px',
        value: (r) => stateOf(r.device),
        cell: (r) => (
          <Chip tone={r.device.revoked ? 'red' : 'green'}>
            {t(`admin.devices.states.${stateOf(r.device)}`)}
          </Chip>
        ),
      },
    ],
    [t, now],
  )
}

export const stateOf = ({ revoked, wipedAt }: Device) =>
  wipedAt !== null ? 'wiped' : revoked ? 'revoked' : 'used'
