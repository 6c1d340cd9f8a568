import { Button, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Team } from '../../../../shared/api/accounts.ts'
import type { CampaignListed } from '../../../../shared/api/api.ts'
import type { Campaign } from '../../../../shared/sync/protocol.ts'
import { changeCampaign } from '../../../flow/admin/campaigns.ts'
import { useParts, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useDraft } from '../use-draft.ts'
import { CampaignTeams } from './campaign-teams.tsx'

interface Props {
  campaign: CampaignListed
  teams: readonly Team[]
  onChanged(campaign: Campaign): void
  onTeam(team: Team): void
}

/** One campaign: its name, who works it, its policy, and whether it is worked at all. */
export function CampaignPanel({ campaign: c, teams, onChanged, onTeam }: Props) {
  const t = useT()
  const { screen, desk } = useParts()
  const openPolicy = () => screen.setState({ screen: 'policy', policyCampaign: c.id })
  const facts: [string, string][] = [
    [t('admin.campaigns.id'), c.id],
    [t('admin.campaigns.open'), t('admin.campaigns.openText', { n: count(c.open), pool: count(c.pool) })],
    [t('admin.campaigns.policy'), t('admin.campaigns.version', { n: c.policyVersion })],
  ]
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={c.name}>
      <div className={parts.cardHead}>
        <h2>{c.name}</h2>
        {c.archived && <Chip>{t('admin.campaigns.aside')}</Chip>}
      </div>
      <Facts facts={facts} />
      <div>
        <Button size="compact-sm" onClick={openPolicy}>
          {t('admin.campaigns.openPolicy')}
        </Button>
      </div>
      <Name campaign={c} onChanged={onChanged} />
      <CampaignTeams
        campaign={c.id}
        teams={teams}
        manages={desk.me.role === 'administrator'}
        onTeam={onTeam}
      />
      <Aside campaign={c} onChanged={onChanged} />
    </section>
  )
}

type PartProps = Pick<Props, 'campaign' | 'onChanged'>

function Name({ campaign: c, onChanged }: PartProps) {
  const t = useT()
  const { desk } = useParts()
  const { busy, problem, save, at } = useSave()
  const form = useDraft(`campaigns|${c.id}|name`, c.name, t('admin.campaigns.nameOf', { name: c.name }))
  const name = form.draft.trim()
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || name === '' || !form.changed) return
    void save(async () => {
      const changed = await changeCampaign(desk, c.id, { name })
      form.discard()
      onChanged(changed)
      return t('admin.saved')
    })
  }
  return (
    <form className={`${css.form} ${css.part}`} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <TextInput
        label={t('admin.campaigns.name')}
        value={form.draft}
        maxLength={80}
        error={at('/name')}
        onChange={(e) => form.set(e.currentTarget.value)}
      />
      <SaveBar
        stale={form.stale}
        problem={problem}
        busy={busy}
        save={t('admin.campaigns.rename')}
        disabled={name === '' || !form.changed}
      />
    </form>
  )
}

function Aside({ campaign: c, onChanged }: PartProps) {
  const t = useT()
  const { desk } = useParts()
  const { busy, problem, save } = useSave()
  const turn = (archived: boolean) =>
    save(async () => {
      onChanged(await changeCampaign(desk, c.id, { archived }))
      return t(archived ? 'admin.campaigns.nowAside' : 'admin.campaigns.nowBack', { name: c.name })
    })
  return (
    <div className={css.part}>
      <p className={css.hint}>{t(c.archived ? 'admin.campaigns.backHint' : 'admin.campaigns.asideHint')}</p>
      <SaveBar problem={problem} busy={busy}>
        {c.archived ? (
          <Button loading={busy} onClick={() => void turn(false)}>
            {t('admin.campaigns.bringBack')}
          </Button>
        ) : (
          <SureButton
            label={t('admin.campaigns.putAside')}
            ask={t('admin.campaigns.asideAsk', { n: count(c.open - c.pool) })}
            yes={t('admin.campaigns.asideYes')}
            busy={busy}
            run={() => turn(true)}
          />
        )}
      </SaveBar>
    </div>
  )
}
