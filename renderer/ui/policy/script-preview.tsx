import { Button } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { fillScript } from '../../../shared/policy/script.ts'
import type { LeadRow } from '../../db/views.ts'
import { useDesk, useRows, useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { Card } from './card.tsx'
import forms from './forms.module.css'
import css from './policy.module.css'

interface Props {
  campaign: string
  /** Of the campaign. */
  name: string
  policy: Policy
}

/** How the script sounds for a lead of this machine; what is not known of it stays a blank. */
export function ScriptPreview({ campaign, name, policy }: Props) {
  const t = useT()
  const { me } = useDesk()
  const rows = useRows()
  const leads = useMemo(() => firstOf(rows, campaign), [rows, campaign])
  const [nth, setNth] = useState(0)
  const row = leads[nth % Math.max(1, leads.length)]
  const lead = useLead(row?.id ?? null)
  const { script } = policy
  const said = (text: string) =>
    lead &&
    fillScript(text, policy, lead, { agent: me.name, campaign: name }).map((part, i) =>
      'text' in part ? (
        part.text
      ) : (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
          key={i}
          className={part.value === null ? forms.blank : forms.filled}
        >
          {part.value ?? part.label}
        </span>
      ),
    )
  return (
    <Card
      id="policy-preview"
      title={t('policyForm.preview')}
      hint={row && (row.name || t('lead.noName'))}
      action={
        leads.length > 1 && (
          <Button onClick={() => setNth((n) => n + 1)}>{t('policyForm.anotherLead')}</Button>
        )
      }
    >
      {lead === null || !script ? (
        <p className={css.quiet}>{t(script ? 'policyForm.noLead' : 'policyForm.noScript')}</p>
      ) : (
        <div className={forms.spoken}>
          <p>{said(script.opening)}</p>
          {script.objections.map(({ says, answer }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an objection is its place
            <p key={i}>
              <span className={parts.dim}>{says}</span> {said(answer)}
            </p>
          ))}
          <p>{said(script.closing)}</p>
        </div>
      )}
    </Card>
  )
}

const ENOUGH = 50

function firstOf(rows: Iterable<LeadRow>, campaign: string): LeadRow[] {
  const found: LeadRow[] = []
  for (const row of rows) {
    if (found.length === ENOUGH) break
    if (row.campaign === campaign) found.push(row)
  }
  return found
}

/** null: there is none, or it is being read. */
function useLead(id: string | null): Lead | null {
  const { reader } = useDesk()
  const [lead, setLead] = useState<Lead | null>(null)
  useEffect(() => {
    let isGone = false
    if (id === null) setLead(null)
    else
      void reader.snapshot(id).then((found) => {
        if (!isGone) setLead(found?.lead ?? null)
      })
    return () => {
      isGone = true
    }
  }, [reader, id])
  return lead
}
