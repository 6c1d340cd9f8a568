import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { NurtureCampaign } from '../../../../shared/api/nurture.ts'
import { loadNurture } from '../../../flow/admin/nurture.ts'
import { useDesk, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { NewNurture } from './new-nurture.tsx'
import { NurturePanel } from './nurture-panel.tsx'

/** Campaigns of opt-in mail with what came of them. */
export function NurtureTab() {
  const t = useT()
  const { me } = useDesk()
  const { data, problem, setData, reload } = useAsked(loadNurture)
  const [open, setOpen] = useOpen('nurture')
  const columns = useColumns()
  if (data === null) return <Asking problem={problem} reload={reload} />
  const chosen = data.find((c) => c.id === open)
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.nurture')}>
        <RowTable
          rows={data}
          columns={columns}
          title={t('admin.nurture.count', { count: data.length, n: count(data.length) })}
          label={t('admin.tab.nurture')}
          filterLabel={t('admin.nurture.filter')}
          empty={t('admin.nurture.none')}
          searchOf={(c) => c.name.toLowerCase()}
          onOpen={(c) => setOpen(c.id)}
          opensOnClick
          action={
            me.role === 'administrator' && (
              <Button variant="filled" onClick={() => setOpen('new')}>
                {t('admin.nurture.add')}
              </Button>
            )
          }
        />
      </section>
      {open === 'new' && me.role === 'administrator' ? (
        <NewNurture
          onMade={(made) => {
            setData((d) => d && [...d, made])
            setOpen(made.id)
          }}
        />
      ) : chosen ? (
        <NurturePanel
          key={chosen.id}
          campaign={chosen}
          onChanged={(changed) => setData((d) => d?.map((c) => (c.id === changed.id ? changed : c)) ?? null)}
          onDeleted={() => {
            setData((d) => d?.filter((c) => c.id !== chosen.id) ?? null)
            setOpen(null)
          }}
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.nurture.choose')}>{t('admin.nurture.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

const FIGURES = ['active', 'sent', 'clicked', 'replied', 'unsubscribed', 'bounced'] as const

function useColumns(): RowColumn<NurtureCampaign>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('admin.nurture.name'),
        width: 'minmax(0, 1fr)',
        value: (c) => c.name,
        cell: (c) => <b>{c.name}</b>,
      },
      {
        id: 'enabled',
        label: t('admin.channels.state'),
        width: '60px',
        value: (c) => Number(!c.enabled),
        cell: (c) => (
          <Chip tone={c.enabled ? 'green' : 'grey'}>
            {t(c.enabled ? 'admin.channels.on' : 'admin.channels.off')}
          </Chip>
        ),
      },
      ...FIGURES.map(
        (name): RowColumn<NurtureCampaign> => ({
          id: name,
          label: t(`admin.nurture.figures.${name}`),
          width: '68px',
          numeric: true,
          value: (c) => c.figures[name],
          cell: (c) => count(c.figures[name]),
        }),
      ),
    ],
    [t],
  )
}
