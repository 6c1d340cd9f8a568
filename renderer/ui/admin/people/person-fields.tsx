import { NativeSelect, TextInput } from '@mantine/core'
import type { Team } from '../../../../shared/api/accounts.ts'
import type { Role } from '../../../flow/admin/people.ts'
import { useT } from '../../context.tsx'
import css from '../admin.module.css'

const ROLES: readonly Role[] = ['agent', 'inbox', 'supervisor', 'administrator']

export interface PersonDraft {
  name: string
  role: Role
  team: string | null
}

interface Props {
  draft: PersonDraft
  teams: readonly Team[]
  at(pointer: string): string | undefined
  autoFocus?: boolean
  onChange(draft: PersonDraft): void
}

/** Name, role and team, as they are for a new person and for one to change. */
export function PersonFields({ draft, teams, at, autoFocus, onChange }: Props) {
  const t = useT()
  const fitting = teams.filter((team) => fits(team, draft.role))
  return (
    <>
      <TextInput
        label={t('admin.people.name')}
        value={draft.name}
        maxLength={120}
        required
        withAsterisk={false}
        autoFocus={autoFocus}
        error={at('/name')}
        onChange={(e) => onChange({ ...draft, name: e.currentTarget.value })}
      />
      <div className={css.two}>
        <NativeSelect
          label={t('admin.people.role')}
          value={draft.role}
          error={at('/role')}
          data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(e) => {
            const role = ROLES.find((r) => r === e.currentTarget.value) ?? draft.role
            const team = teams.find((x) => x.id === draft.team && fits(x, role))
            onChange({ ...draft, role, team: team?.id ?? null })
          }}
        />
        <NativeSelect
          label={t('admin.people.team')}
          value={draft.team ?? ''}
          error={at('/team')}
          data={[
            {
              value: '',
              label: t(draft.role === 'inbox' ? 'admin.people.chooseTeam' : 'admin.people.noTeam'),
            },
            ...fitting.map((team) => ({ value: team.id, label: team.name })),
          ]}
          onChange={(e) => onChange({ ...draft, team: e.currentTarget.value || null })}
        />
      </div>
      <p className={css.hint}>{t(`admin.people.roleHint.${draft.role}`)}</p>
    </>
  )
}

/** Who takes hand-offs is of Sales or of a partner; agents are not. */
const fits = (team: Team, role: Role): boolean =>
  role === 'inbox' ? team.kind !== 'agents' : role !== 'agent' || team.kind === 'agents'
