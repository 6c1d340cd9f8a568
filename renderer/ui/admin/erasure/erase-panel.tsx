import { Button, Checkbox, Textarea } from '@mantine/core'
import { useCallback } from 'react'
import type { LeadExport } from '../../../../shared/api/devices.ts'
import type { Lead } from '../../../../shared/lead/lead.ts'
import { fieldValue } from '../../../../shared/lead/lead.ts'
import { eraseLead, loadHeld } from '../../../flow/admin/erasure.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useT } from '../../context.tsx'
import { saveText } from '../../format/dial.ts'
import { count } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useAsked } from '../use-asked.ts'
import { useDraft } from '../use-draft.ts'

interface Props {
  lead: string
  onErased(): void
}

/** What is held on a person, as a file for them, and its erasure. */
export function ErasePanel({ lead, onErased }: Props) {
  const t = useT()
  const ask = useCallback((desk: Desk, signal: AbortSignal) => loadHeld(desk, lead, signal), [lead])
  const { data, problem, reload } = useAsked(ask)
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={t('admin.erasure.one')}>
      {data === null ? (
        <Asking problem={problem} reload={reload} />
      ) : (
        <>
          <Held held={data} />
          <Erase held={data} onErased={onErased} />
        </>
      )}
    </section>
  )
}

const nameOf = ({ combined }: LeadExport): string => {
  const lead = combined as Lead
  const name = [fieldValue(lead, 'firstName'), fieldValue(lead, 'lastName')].filter((x) => x !== null)
  return name.join(' ') || String(fieldValue(lead, 'email') ?? fieldValue(lead, 'phone') ?? lead.id)
}

function Held({ held }: { held: LeadExport }) {
  const t = useT()
  const tables = Object.entries(held.held).filter(([, rows]) => rows.length > 0)
  const rows = tables.reduce((n, [, list]) => n + list.length, 0)
  const name = nameOf(held)
  return (
    <>
      <h2>{name}</h2>
      <p>
        {t('admin.erasure.held', {
          count: held.parts.length,
          n: count(rows),
          leads: count(held.parts.length),
        })}
      </p>
      <dl className={css.facts}>
        {tables.map(([table, list]) => (
          <div key={table} className={css.fact}>
            <dt>{table.replaceAll('_', ' ')}</dt>
            <dd>{count(list.length)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button
          size="compact-sm"
          onClick={() =>
            void saveText(`lead-${held.lead}.json`, JSON.stringify(held, null, 2), 'application/json')
          }
        >
          {t('admin.erasure.export')}
        </Button>
      </div>
    </>
  )
}

function Erase({ held, onErased }: { held: LeadExport; onErased(): void }) {
  const t = useT()
  const desk = useDesk()
  const name = nameOf(held)
  const { busy, problem, save, at } = useSave()
  const { draft, set, discard } = useDraft(
    `erasure|${held.lead}|erase`,
    { reason: '', suppress: true },
    t('admin.erasure.of', { name }),
  )
  return (
    <div className={css.part}>
      <h3>{t('admin.erasure.title')}</h3>
      <p className={css.hint}>{t('admin.erasure.explain')}</p>
      <Textarea
        label={t('admin.erasure.reason')}
        description={t('admin.erasure.reasonHint')}
        rows={2}
        maxLength={500}
        value={draft.reason}
        error={at('/reason')}
        onChange={(e) => set({ ...draft, reason: e.currentTarget.value })}
      />
      <Checkbox
        size="xs"
        label={t('admin.erasure.suppress')}
        description={t('admin.erasure.suppressHint')}
        checked={draft.suppress}
        onChange={(e) => set({ ...draft, suppress: e.currentTarget.checked })}
      />
      <SaveBar problem={problem} busy={busy}>
        <SureButton
          label={t('admin.erasure.erase')}
          ask={t('admin.erasure.ask', { name })}
          yes={t('admin.erasure.yesErase')}
          disabled={draft.reason.trim() === ''}
          busy={busy}
          run={() =>
            save(async () => {
              await eraseLead(desk, held.lead, { ...draft, reason: draft.reason.trim() })
              discard()
              onErased()
              return t('admin.erasure.done')
            })
          }
        />
      </SaveBar>
    </div>
  )
}
