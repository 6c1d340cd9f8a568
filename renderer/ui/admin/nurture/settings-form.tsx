import type { FormEvent } from 'react'
import type { NurtureCampaign } from '../../../../shared/api/nurture.ts'
import { changeNurture } from '../../../flow/admin/nurture.ts'
import { useDesk, useT } from '../../context.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
import { inputOf, lacks, type SettingsDraft, settingsOf } from './settings-draft.ts'
import { SettingsFields } from './settings-fields.tsx'

interface Props {
  campaign: NurtureCampaign
  onChanged(campaign: NurtureCampaign): void
}

/** Everything of a campaign but its mails. */
export function SettingsForm({ campaign, onChanged }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const { draft, set, discard, changed, stale } = useDraft<SettingsDraft>(
    `nurture|${campaign.id}|settings`,
    settingsOf(campaign),
    t('admin.nurture.settingsOf', { name: campaign.name }),
  )
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || !changed || lacks(draft)) return
    void save(async () => {
      const after = await changeNurture(desk, campaign, inputOf(draft))
      discard()
      onChanged(after)
      return t('admin.saved')
    })
  }
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <SettingsFields draft={draft} onChange={set} at={at} />
      <SaveBar
        stale={stale}
        problem={problem}
        busy={busy}
        save={t('admin.save')}
        disabled={!changed || lacks(draft)}
      />
    </form>
  )
}
