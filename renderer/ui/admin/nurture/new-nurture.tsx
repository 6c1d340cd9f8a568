import { Textarea, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { NurtureCampaign } from '../../../../shared/api/nurture.ts'
import { addNurture } from '../../../flow/admin/nurture.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
import { newStep } from './new-step.ts'
import { inputOf, lacks, newSettings, type SettingsDraft } from './settings-draft.ts'
import { SettingsFields } from './settings-fields.tsx'

interface NewNurtureDraft {
  settings: SettingsDraft
  subject: string
  text: string
}
const EMPTY: NewNurtureDraft = {
  settings: newSettings(Intl.DateTimeFormat().resolvedOptions().timeZone),
  subject: '',
  text: '',
}

/** A campaign begins with its first mail, switched off; the others are added to it. */
export function NewNurture({ onMade }: { onMade(campaign: NurtureCampaign): void }) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const { draft, set, discard } = useDraft('nurture|new|settings', EMPTY, t('admin.nurture.new'))
  const incomplete = lacks(draft.settings) || draft.subject.trim() === '' || draft.text.trim() === ''
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || incomplete) return
    void save(async () => {
      const input = inputOf(draft.settings)
      const step = newStep([], input.language, draft.subject, draft.text, 0)
      const made = await addNurture(desk, { ...input, enabled: false, steps: [step] })
      discard()
      onMade(made)
      return t('admin.nurture.added', { name: made.name })
    })
  }
  const content = `/steps/0/content/${draft.settings.language}`
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={t('admin.nurture.new')}>
      <h2>{t('admin.nurture.new')}</h2>
      <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
        <SettingsFields
          draft={draft.settings}
          onChange={(settings) => set({ ...draft, settings })}
          at={at}
          autoFocus
        />
        <h3>{t('admin.nurture.firstMail')}</h3>
        <TextInput
          label={t('admin.subject')}
          value={draft.subject}
          maxLength={300}
          error={at(`${content}/subject`)}
          onChange={(e) => set({ ...draft, subject: e.currentTarget.value })}
        />
        <Textarea
          label={t('admin.text')}
          description={t('admin.nurture.liquid')}
          rows={7}
          value={draft.text}
          error={at(`${content}/text`)}
          onChange={(e) => set({ ...draft, text: e.currentTarget.value })}
        />
        <p className={css.hint}>{t('admin.nurture.newHint')}</p>
        <SaveBar problem={problem} busy={busy} save={t('admin.nurture.make')} disabled={incomplete} />
      </form>
    </section>
  )
}
