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

interface TeamsDraft {
  /** Ids of those that work it as saved. */
  working: readonly string[]
  /** What was turned on or off, by the team's id: the others stay as they are, whoever changes them meanwhile. */
  turned: Readonly<Record<string, boolean>>
}

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
  const working = named.filter((x) => worksOn(x, campaign)).map((x) => x.id)
  const form = useDraft<TeamsDraft>(
    `campaigns|${campaign}|teams`,
    { working, turned: {} },
    t('admin.campaigns.teamsOf', {
      name: desk.reader.campaigns().find((c) => c.id === campaign)?.name ?? campaign,
    }),
  )
  const isOn = (x: Team) => form.draft.turned[x.id] ?? worksOn(x, campaign)
  const turned = named.filter((x) => worksOn(x, campaign) !== isOn(x))
  // A team that is left without any campaign would be one of none: central refuses it.
  const bare = turned.find((x) => !isOn(x) && x.campaigns?.length === 1)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || turned.length === 0 || bare) return
    void save(async () => {
      for (const team of turned) {
        const { id, name, kind, campaigns } = team
        const others = (campaigns ?? []).filter((c) => c !== campaign)
        const next = isOn(team) ? [...others, campaign] : others
        onTeam(await saveTeam(desk, id, { name, kind, campaigns: next }))
      }
      form.discard()
      return t('admin.saved')
    })
  }
  const turn = (team: Team, on: boolean) => {
    const { [team.id]: _, ...others } = form.draft.turned
    form.set({ working, turned: on === worksOn(team, campaign) ? others : { ...others, [team.id]: on } })
  }
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
          checked={x.campaigns === null || isOn(x)}
          disabled={!manages || x.campaigns === null}
          onChange={(e) => turn(x, e.currentTarget.checked)}
        />
      ))}
      {manages && named.length > 0 && (
        <SaveBar
          stale={form.stale}
          problem={bare ? t('admin.campaigns.bare', { team: bare.name }) : problem}
          busy={busy}
          save={t('admin.campaigns.saveTeams')}
          disabled={turned.length === 0 || bare !== undefined}
        />
      )}
    </form>
  )
}
