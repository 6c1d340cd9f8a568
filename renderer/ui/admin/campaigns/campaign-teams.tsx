import { Checkbox } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Team } from '../../../../shared/api/accounts.ts'
import { saveTeam } from '../../../flow/admin/people.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'

export const worksOn = (team: Team, campaign: string): boolean => team.campaigns?.includes(campaign) ?? true

interface Props {
  campaign: string
  teams: readonly Team[]
  manages: boolean
  onTeam(team: Team): void
}

/** Which teams see the campaign. A team of all campaigns is of this one, too; that is changed on the team. */
export function CampaignTeams({ campaign, teams, manages, onTeam }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save } = useSave()
  const named = teams.filter((x) => x.campaigns !== null)
  const saved = named.filter((x) => worksOn(x, campaign)).map((x) => x.id)
  const form = useDraft(
    `campaigns|${campaign}|teams`,
    saved,
    t('admin.campaigns.teamsOf', {
      name: desk.reader.campaigns().find((c) => c.id === campaign)?.name ?? campaign,
    }),
  )
  const turned = named.filter((x) => worksOn(x, campaign) !== form.draft.includes(x.id))
  // A team that is left without any campaign would be one of none: central refuses it.
  const bare = turned.find((x) => !form.draft.includes(x.id) && x.campaigns?.length === 1)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || turned.length === 0 || bare) return
    void save(async () => {
      for (const { id, name, kind, campaigns } of turned) {
        const others = (campaigns ?? []).filter((c) => c !== campaign)
        const next = form.draft.includes(id) ? [...others, campaign] : others
        onTeam(await saveTeam(desk, id, { name, kind, campaigns: next }))
      }
      form.discard()
      return t('admin.saved')
    })
  }
  const turn = (id: string, on: boolean) =>
    form.set(named.map((x) => x.id).filter((x) => (x === id ? on : form.draft.includes(x))))
  return (
    <form className={`${css.form} ${css.part}`} onSubmit={onSubmit}>
      <h3>{t('admin.campaigns.teams')}</h3>
      {teams.length === 0 && <p className={css.hint}>{t('admin.campaigns.noTeams')}</p>}
      {byName(teams).map((x) => (
        <Checkbox
          key={x.id}
          size="xs"
          label={`${x.name} · ${t(`admin.teams.kinds.${x.kind}`)}`}
          description={x.campaigns === null ? t('admin.campaigns.allTeam') : undefined}
          checked={x.campaigns === null || form.draft.includes(x.id)}
          disabled={!manages || x.campaigns === null}
          onChange={(e) => turn(x.id, e.currentTarget.checked)}
        />
      ))}
      {manages && named.length > 0 && (
        <SaveBar
          problem={bare ? t('admin.campaigns.bare', { team: bare.name }) : problem}
          busy={busy}
          save={t('admin.campaigns.saveTeams')}
          disabled={turned.length === 0 || bare !== undefined}
        />
      )}
    </form>
  )
}
