import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { EnricherShown } from '../../../../shared/api/enrichers.ts'
import { fieldLabel } from '../../../../shared/policy/own-fields.ts'
import { deleteEnricher, loadEnrichers } from '../../../flow/admin/enrichers.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import { dropDrafts } from '../../../state/screen.ts'
import { useDesk, useParts, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { EnricherForm } from './enricher-form.tsx'
import { EnricherTest } from './enricher-test.tsx'

/** Services that are asked what they know of a lead. */
export function EnrichersTab() {
  const t = useT()
  const { data, problem, setData, reload } = useAsked(loadEnrichers)
  const [open, setOpen] = useOpen('enrichers')
  const columns = useColumns()
  const rows = useMemo(() => byName(data ?? []), [data])
  if (data === null) return <Asking problem={problem} reload={reload} />
  const enricher = rows.find((e) => e.id === open) ?? null
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.enrichers')}>
        <RowTable
          rows={rows}
          columns={columns}
          title={t('admin.enrichers.count', { count: rows.length, n: count(rows.length) })}
          label={t('admin.tab.enrichers')}
          filterLabel={t('admin.enrichers.filter')}
          empty={t('admin.enrichers.none')}
          searchOf={(e) => `${e.name} ${e.url}`.toLowerCase()}
          onOpen={(e) => setOpen(e.id)}
          opensOnClick
          action={
            <Button variant="filled" onClick={() => setOpen('new')}>
              {t('admin.enrichers.add')}
            </Button>
          }
        />
      </section>
      {enricher !== null || open === 'new' ? (
        <section
          key={enricher?.id ?? 'new'}
          className={`${parts.card} ${css.side}`}
          aria-label={enricher?.name ?? t('admin.enrichers.new')}
        >
          <h2>{enricher?.name ?? t('admin.enrichers.new')}</h2>
          <EnricherForm
            enricher={enricher}
            taken={rows.map((e) => e.id)}
            onSaved={(saved) => {
              setData((d) => d && [...d.filter((e) => e.id !== saved.id), saved])
              setOpen(saved.id)
            }}
          />
          {enricher && <EnricherTest enricher={enricher} />}
          {enricher && (
            <Delete
              enricher={enricher}
              onDeleted={() => {
                setData((d) => d?.filter((e) => e.id !== enricher.id) ?? null)
                setOpen(null)
              }}
            />
          )}
        </section>
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.enrichers.choose')}>{t('admin.enrichers.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

function Delete({ enricher, onDeleted }: { enricher: EnricherShown; onDeleted(): void }) {
  const t = useT()
  const { screen, desk } = useParts()
  const { busy, problem, save } = useSave()
  return (
    <div className={css.part}>
      <SaveBar problem={problem} busy={busy}>
        <SureButton
          label={t('admin.enrichers.delete')}
          ask={t('admin.enrichers.deleteAsk')}
          yes={t('admin.enrichers.deleteYes')}
          busy={busy}
          run={() =>
            save(async () => {
              await deleteEnricher(desk, enricher.id)
              dropDrafts(screen, `enrichers|${enricher.id}`)
              onDeleted()
              return t('admin.enrichers.deleted', { name: enricher.name })
            })
          }
        />
      </SaveBar>
    </div>
  )
}

function useColumns(): RowColumn<EnricherShown>[] {
  const t = useT()
  const { reader } = useDesk()
  return useMemo(() => {
    const declared = declaredIn(reader, null)
    const tells = (e: EnricherShown) =>
      Object.keys(e.fields)
        .map((id) => fieldLabel(declared, id))
        .join(', ')
    return [
      {
        id: 'name',
        label: t('admin.enrichers.name'),
        width: 'minmax(0, 1fr)',
        value: (e) => e.name,
        cell: (e) => <b>{e.name}</b>,
      },
      {
        id: 'where',
        label: t('admin.enrichers.where'),
        width: 'minmax(0, 1fr)',
        value: (e) => e.url,
        cell: (e) => <span title={e.url}>{new URL(e.url).host}</span>,
      },
      {
        id: 'tells',
        label: t('admin.enrichers.tells'),
        width: 'minmax(0, 1.3fr)',
        value: tells,
        cell: (e) => <span title={tells(e)}>{tells(e)}</span>,
      },
      {
        id: 'state',
        label: t('admin.channels.state'),
        width: '90px',
        value: (e) => Number(!e.enabled),
        cell: (e) => (
          <Chip tone={e.enabled ? 'green' : 'grey'}>
            {t(e.enabled ? 'admin.channels.on' : 'admin.channels.off')}
          </Chip>
        ),
      },
    ]
  }, [t, reader])
}
