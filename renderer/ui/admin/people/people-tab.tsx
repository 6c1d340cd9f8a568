import { Button } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { loadPeople, loadTeams } from '../../../flow/admin/people.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { NewPersonForm } from './new-person.tsx'
import { PersonPanel } from './person-panel.tsx'

const ask = async (desk: Desk, signal: AbortSignal) => {
  const [people, teams] = await Promise.all([loadPeople(desk, signal), loadTeams(desk, signal)])
  return { people, teams }
}

/** Who may sign in, and as what; each with when they work. */
export function PeopleTab() {
  const t = useT()
  const { me } = useDesk()
  const { data, problem, setData, reload } = useAsked(ask)
  const [open, setOpen] = useOpen('people')
  const teamName = useCallback(
    (id: string | null) => data?.teams.find((x) => x.id === id)?.name ?? '–',
    [data],
  )
  const columns = useColumns(teamName)
  if (data === null) return <Asking problem={problem} reload={reload} />
  const manages = me.role === 'administrator'
  const person = data.people.find((p) => p.id === open)
  const put = (changed: Person) =>
    setData((d) =>
      d === null
        ? d
        : {
            ...d,
            people: byName([...d.people.filter((p) => p.id !== changed.id), changed]),
          },
    )
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.people')}>
        <RowTable
          rows={data.people}
          columns={columns}
          title={t('admin.people.count', { count: data.people.length, n: count(data.people.length) })}
          label={t('admin.tab.people')}
          filterLabel={t('admin.people.filter')}
          empty={t('admin.people.none')}
          searchOf={searchOf}
          onOpen={(p) => setOpen(p.id)}
          opensOnClick
          action={
            manages && (
              <Button variant="filled" onClick={() => setOpen('new')}>
                {t('admin.people.add')}
              </Button>
            )
          }
        />
      </section>
      {open === 'new' ? (
        <NewPersonForm teams={data.teams} onMade={put} onClose={() => setOpen(null)} />
      ) : person ? (
        <PersonPanel key={person.id} person={person} teams={data.teams} onChanged={put} />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.people.choose')}>{t('admin.people.chooseHint')}</Empty>
        </section>
      )}
    </div>
  )
}

const searchOf = (p: Person) => `${p.name}\n${p.email}`.toLowerCase()

function useColumns(teamName: (id: string | null) => string): RowColumn<Person>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('admin.people.name'),
        width: 'minmax(0, 1.2fr)',
        value: (p) => p.name,
        cell: (p) => <b>{p.name}</b>,
      },
      {
        id: 'email',
        label: t('admin.people.email'),
        width: 'minmax(0, 1.6fr)',
        value: (p) => p.email,
        cell: (p) => p.email || '–',
      },
      {
        id: 'role',
        label: t('admin.people.role'),
        width: '120px',
        value: (p) => t(`role.${p.role}`),
        cell: (p) => t(`role.${p.role}`),
      },
      {
        id: 'team',
        label: t('admin.people.team'),
        width: 'minmax(0, 1fr)',
        value: (p) => teamName(p.team),
        cell: (p) => teamName(p.team),
      },
      {
        id: 'active',
        label: t('admin.people.state'),
        width: '112px',
        value: (p) => Number(!p.active),
        cell: (p) => (
          <Chip tone={p.active ? 'green' : 'grey'}>
            {t(p.active ? 'admin.people.on' : 'admin.people.off')}
          </Chip>
        ),
      },
    ],
    [t, teamName],
  )
}
