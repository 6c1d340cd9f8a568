import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Team, TeamInput } from '../../../../shared/api/accounts.ts'
import { TEAM_KINDS } from '../../../../shared/sync/protocol.ts'
import { deleteTeam, saveTeam } from '../../../flow/admin/people.ts'
import { dropDrafts } from '../../../state/screen.ts'
import { useParts, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useDraft } from '../use-draft.ts'

const EMPTY: TeamInput = { name: '', kind: 'agents', campaigns: null }

interface Props {
  /** null: a new one. */
  team: Team | null
  onSaved(team: Team): void
  onDeleted(id: string): void
}

/** A team's name, what it is of, and the campaigns it sees. */
export function TeamForm({ team, onSaved, onDeleted }: Props) {
  const t = useT()
  const { screen, desk } = useParts()
  const { busy, problem, save, at } = useSave()
  const {
    draft,
    set: setDraft,
    discard,
    stale,
  } = useDraft<TeamInput>(
    `teams|${team?.id ?? 'new'}|team`,
    team === null ? EMPTY : { name: team.name, kind: team.kind, campaigns: team.campaigns },
    team?.name ?? t('admin.teams.new'),
  )
  const known = byName(desk.reader.campaigns())
  const title = team?.name ?? t('admin.teams.new')
  const incomplete = draft.name.trim() === '' || draft.campaigns?.length === 0
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    void save(async () => {
      const saved = await saveTeam(desk, team?.id ?? null, draft)
      discard()
      onSaved(saved)
      return t('admin.saved')
    })
  }
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={title}>
      <h2>{title}</h2>
      <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
        <TextInput
          label={t('admin.teams.name')}
          value={draft.name}
          maxLength={80}
          required
          withAsterisk={false}
          autoFocus={team === null}
          error={at('/name')}
          onChange={(e) => setDraft({ ...draft, name: e.currentTarget.value })}
        />
        <NativeSelect
          label={t('admin.teams.kind')}
          value={draft.kind}
          error={at('/kind')}
          data={TEAM_KINDS.map((value) => ({ value, label: t(`admin.teams.kinds.${value}`) }))}
          onChange={(e) =>
            setDraft({ ...draft, kind: TEAM_KINDS.find((k) => k === e.currentTarget.value) ?? draft.kind })
          }
        />
        <Checkbox
          size="xs"
          label={t('admin.teams.allCampaigns')}
          description={t('admin.teams.campaignsHint')}
          checked={draft.campaigns === null}
          onChange={(e) => setDraft({ ...draft, campaigns: e.currentTarget.checked ? null : [] })}
        />
        {draft.campaigns !== null && (
          <Checkbox.Group
            label={t('admin.teams.campaigns')}
            error={at('/campaigns')}
            value={draft.campaigns}
            onChange={(campaigns) => setDraft({ ...draft, campaigns })}
          >
            <Stack gap={6} mt={6}>
              {known.map((c) => (
                <Checkbox key={c.id} size="xs" value={c.id} label={c.name} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <SaveBar stale={stale} problem={problem} busy={busy} save={t('admin.save')} disabled={incomplete}>
          {team && (
            <SureButton
              label={t('admin.teams.delete')}
              ask={t('admin.teams.deleteAsk', { name: team.name })}
              yes={t('admin.teams.deleteYes')}
              busy={busy}
              run={() =>
                save(async () => {
                  await deleteTeam(desk, team.id)
                  dropDrafts(screen, `teams|${team.id}`)
                  onDeleted(team.id)
                  return t('admin.teams.deleted', { name: team.name })
                })
              }
            />
          )}
        </SaveBar>
      </form>
    </section>
  )
}
