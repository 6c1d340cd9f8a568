import { useEffect, useState } from 'react'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import { fieldsOf } from '../../../shared/policy/own-fields.ts'
import { FaultError } from '../../db/errors.ts'
import type { LeadView } from '../../db/views.ts'
import { loadCaptures } from '../../flow/load-captures.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useScreen, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Empty } from '../parts/empty.tsx'
import { type Captures, FieldHistory } from './field-history.tsx'
import css from './identity.module.css'

interface Props {
  view: LeadView
  /** null: every field. */
  field: FieldId | null
  now: number
}

/** Where the values of a lead came from and what they replaced: of one field, or of all. */
export function OriginsDialog({ view, field, now }: Props) {
  const t = useT()
  const { lead } = view.snapshot
  const open = useScreen((s) => s.dialog === 'origins')
  const captures = useCaptures(view.row.parts, open)
  const { reader } = useDesk()
  const all = fieldsOf(reader.policy(lead.campaign), lead)
  const shown = all.filter((f) => (field === null || f.id === field) && lead.fields[f.id as FieldId])
  const one = field === null ? undefined : all.find((f) => f.id === field)
  return (
    <Dialog name="origins" title={one?.label ?? t('origin.title')} size={560}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.origins} tabIndex={0} aria-label={t('origin.title')} data-autofocus>
        {shown.length === 0 && <Empty title={t('origin.empty')} />}
        {shown.map((f) => (
          <section key={f.id} aria-label={f.label}>
            {field === null && <h3 className={css.originHead}>{f.label}</h3>}
            <FieldHistory
              lead={lead}
              field={f}
              captures={captures ?? NONE}
              zone={view.row.timeZone}
              now={now}
            />
          </section>
        ))}
        {captures === null && <div className={css.sub}>{t('origin.rawMissing')}</div>}
      </section>
    </Dialog>
  )
}

const NONE: Captures = new Map()

/** The input as it came; null while central cannot be reached. */
function useCaptures(parts: readonly string[], wanted: boolean): Captures | null {
  const desk = useDesk()
  const attempt = useAttempt()
  const [captures, setCaptures] = useState<Captures | null>(NONE)
  const ids = parts.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids are what is asked for
  useEffect(() => {
    if (!wanted) return
    const gone = new AbortController()
    void attempt(async () => {
      try {
        setCaptures(await loadCaptures(desk, parts, gone.signal))
      } catch (error) {
        if (gone.signal.aborted) return
        if (!(error instanceof FaultError)) throw error
        // What a person may not read, or what central does not have yet, is no failure of this screen.
        if (error.fault.kind === 'notYours' || error.fault.kind === 'notFound') return setCaptures(NONE)
        if (!error.unreached) throw error
        setCaptures(null)
      }
    })
    return () => gone.abort()
  }, [desk, attempt, ids, wanted])
  return captures
}
