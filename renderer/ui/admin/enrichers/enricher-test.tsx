import { Alert } from '@mantine/core'
import { useState } from 'react'
import type { EnricherShown, Enrichment } from '../../../../shared/api/enrichers.ts'
import { fieldLabel, valueLabelIn } from '../../../../shared/policy/own-fields.ts'
import { testEnricher } from '../../../flow/admin/enrichers.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import { useDesk, useT } from '../../context.tsx'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Facts } from '../facts.tsx'
import { FindLead } from '../find-lead.tsx'

/** Asks the service about a lead, as it is saved; nothing of the answer is kept. */
export function EnricherTest({ enricher }: { enricher: EnricherShown }) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save } = useSave()
  const [asked, setAsked] = useState<{ lead: string; answer: Enrichment | null } | null>(null)
  const ask = (lead: string) => {
    if (busy) return
    setAsked({ lead, answer: null })
    void save(async () => {
      const answer = await testEnricher(desk, enricher.id, lead)
      setAsked({ lead, answer })
      return answer.state === 'told'
        ? t('admin.enrichers.answered', { name: enricher.name })
        : t(`admin.enrichers.state.${answer.state}`)
    })
  }
  return (
    <div className={css.part}>
      <h3>{t('admin.enrichers.test')}</h3>
      <FindLead
        label={t('admin.enrichers.testLead')}
        hint={t('admin.enrichers.testHint')}
        press={t('admin.enrichers.ask')}
        pressOf={(name) => t('admin.enrichers.askAbout', { name })}
        chosen={asked?.lead ?? null}
        onChosen={ask}
      />
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      {busy && <p className={css.hint}>{t('admin.enrichers.asking')}</p>}
      {asked?.answer && <Answer answer={asked.answer} />}
    </div>
  )
}

const TONES = { told: 'green', unknown: 'yellow', notAsked: 'yellow', failed: 'red' } as const

function Answer({ answer }: { answer: Enrichment }) {
  const t = useT()
  const { reader } = useDesk()
  const declared = declaredIn(reader, null)
  const facts = Object.entries(answer.fields)
  const nothing = answer.state === 'told' && facts.length === 0 && answer.problems.length === 0
  return (
    <Alert color={TONES[answer.state]} role="status" title={t(`admin.enrichers.state.${answer.state}`)}>
      {answer.error}
      {nothing && t('admin.enrichers.toldNothing')}
      <Facts
        facts={facts.map(([id, value]) => [fieldLabel(declared, id), valueLabelIn(declared, id, value)])}
      />
      {answer.problems.map(({ field, value, reason }) => (
        <p key={field} className={css.hint}>
          {t('admin.enrichers.problem', { field: fieldLabel(declared, field), value, reason })}
        </p>
      ))}
    </Alert>
  )
}
