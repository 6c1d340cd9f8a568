import { TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Campaign } from '../../../../shared/sync/protocol.ts'
import { addCampaign } from '../../../flow/admin/campaigns.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'

/** A campaign begins with a name, under the default policy. */
export function NewCampaign({ onMade }: { onMade(campaign: Campaign): void }) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const { draft: name, set, discard } = useDraft('campaigns|new|campaign', '', t('admin.campaigns.new'))
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || name.trim() === '') return
    void save(async () => {
      const made = await addCampaign(desk, name.trim())
      discard()
      onMade(made)
      return t('admin.campaigns.added', { name: made.name })
    })
  }
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={t('admin.campaigns.new')}>
      <h2>{t('admin.campaigns.new')}</h2>
      <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
        <TextInput
          label={t('admin.campaigns.name')}
          description={t('admin.campaigns.newHint')}
          value={name}
          maxLength={80}
          required
          withAsterisk={false}
          autoFocus
          error={at('/name') ?? at('/id')}
          onChange={(e) => set(e.currentTarget.value)}
        />
        <SaveBar
          problem={problem}
          busy={busy}
          save={t('admin.campaigns.make')}
          disabled={name.trim() === ''}
        />
      </form>
    </section>
  )
}
