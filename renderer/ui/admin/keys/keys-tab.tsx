import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { ApiKey } from '../../../../shared/api/accounts.ts'
import { loadKeys } from '../../../flow/admin/keys.ts'
import { loadTeams } from '../../../flow/admin/people.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useNow, useT } from '../../context.tsx'
import { ago, count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { KeyPanel } from './key-panel.tsx'
import { NewKey } from './new-key.tsx'

const ask = async (desk: Desk, signal: AbortSignal) => {
  const [keys, teams] = await Promise.all([loadKeys(desk, signal), loadTeams(desk, signal)])
  return { keys, teams }
}

/** Keys by which programs use the API: what each may do, when it was last used. */
export function KeysTab() {
  const t = useT()
  const now = useNow(60_000)
  const { data, problem, setData, reload } = useAsked(ask)
  const [open, setOpen] = useOpen('keys')
  const columns = useColumns(now)
  if (data === null) return <Asking problem={problem} reload={reload} />
  const chosen = data.keys.find((k) => k.id === open)
  const put = (key: ApiKey) =>
    setData((d) => d && { ...d, keys: [key, ...d.keys.filter((k) => k.id !== key.id)] })
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.keys')}>
        <RowTable
          rows={data.keys}
          columns={columns}
          title={t('admin.keys.count', { count: data.keys.length, n: count(data.keys.length) })}
          label={t('admin.tab.keys')}
          filterLabel={t('admin.keys.filter')}
          empty={t('admin.keys.none')}
          searchOf={searchOf}
          onOpen={(k) => setOpen(k.id)}
          opensOnClick
          action={
            <Button variant="filled" onClick={() => setOpen('new')}>
              {t('admin.keys.add')}
            </Button>
          }
        />
      </section>
      {open === 'new' ? (
        <NewKey teams={data.teams} onMade={put} />
      ) : chosen ? (
        <KeyPanel key={chosen.id} apiKey={chosen} teams={data.teams} onChanged={put} />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.keys.choose')}>{t('admin.keys.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

const searchOf = (k: ApiKey) => `${k.name}\n${k.scopes.join(' ')}`.toLowerCase()

export const stateOf = (k: ApiKey, now: number): 'revoked' | 'expired' | 'used' =>
  k.revokedAt !== null
    ? 'revoked'
    : k.expiresAt !== null && Date.parse(k.expiresAt) <= now
      ? 'expired'
      : 'used'

function useColumns(now: number): RowColumn<ApiKey>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('admin.keys.name'),
        width: 'minmax(0, 1fr)',
        value: (k) => k.name,
        cell: (k) => <b>{k.name}</b>,
      },
      {
        id: 'scopes',
        label: t('admin.keys.scopes'),
        width: 'minmax(0, 1.4fr)',
        value: (k) => k.scopes.join(', '),
        cell: (k) => <span title={k.scopes.join(', ')}>{k.scopes.join(', ')}</span>,
      },
      {
        id: 'lastUsed',
        label: t('admin.keys.lastUsed'),
        width: '110px',
        value: (k) => k.lastUsedAt ?? '',
        cell: (k) => (k.lastUsedAt === null ? t('admin.keys.never') : ago(k.lastUsedAt, now, t)),
      },
      {
        id: 'state',
        label: t('admin.keys.state'),
        width: '90px',
        value: (k) => stateOf(k, now),
        cell: (k) => (
          <Chip tone={stateOf(k, now) === 'used' ? 'green' : 'grey'}>
            {t(`admin.keys.states.${stateOf(k, now)}`)}
          </Chip>
        ),
      },
    ],
    [t, now],
  )
}
