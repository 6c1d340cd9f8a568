import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  type ApiKey,
  type ApiKeyMade,
  SCOPES,
  type Scope,
  TEAM_SCOPES,
  type Team,
} from '../../../../shared/api/accounts.ts'
import { addKey } from '../../../flow/admin/keys.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { ShownOnce } from '../shown-once.tsx'
import { useDraft } from '../use-draft.ts'
import { scopeText } from './scope-text.ts'

interface NewKeyDraft {
  name: string
  scopes: Scope[]
  /** '': of no team. */
  team: string
  /** ISO day; '': none. */
  until: string
}
const EMPTY: NewKeyDraft = { name: '', scopes: [], team: '', until: '' }

interface Props {
  teams: readonly Team[]
  onMade(key: ApiKey): void
}

/** A key is told once; what it may do is chosen, nothing by default. */
export function NewKey({ teams, onMade }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const { draft, set, discard } = useDraft('keys|new|key', EMPTY, t('admin.keys.new'))
  const [made, setMade] = useState<ApiKeyMade | null>(null)
  const channels = teams.filter((x) => x.kind !== 'agents')
  const scopes = draft.team === '' ? SCOPES : TEAM_SCOPES
  const chosen = draft.scopes.filter((s) => scopes.includes(s))
  const incomplete = draft.name.trim() === '' || chosen.length === 0
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || incomplete) return
    void save(async () => {
      const answer = await addKey(desk, {
        name: draft.name.trim(),
        scopes: chosen,
        team: draft.team === '' ? null : draft.team,
        expiresAt: draft.until === '' ? null : new Date(`${draft.until}T23:59:59`).toISOString(),
      })
      const { key: _, ...shown } = answer
      discard()
      setMade(answer)
      onMade(shown)
      return t('admin.keys.made1', { name: answer.name })
    })
  }
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={t('admin.keys.new')}>
      <h2>{t('admin.keys.new')}</h2>
      {made && (
        <ShownOnce
          title={made.name}
          hint={t('admin.keys.onceHint')}
          label={t('admin.keys.key')}
          text={made.key}
          onClose={() => setMade(null)}
        />
      )}
      <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
        <TextInput
          label={t('admin.keys.name')}
          description={t('admin.keys.nameHint')}
          value={draft.name}
          maxLength={80}
          autoFocus
          error={at('/name')}
          onChange={(e) => set({ ...draft, name: e.currentTarget.value })}
        />
        <NativeSelect
          label={t('admin.keys.team')}
          value={draft.team}
          error={at('/team')}
          data={[
            { value: '', label: t('admin.keys.allTeams') },
            ...channels.map((x) => ({ value: x.id, label: x.name })),
          ]}
          onChange={(e) => set({ ...draft, team: e.currentTarget.value })}
        />
        <Checkbox.Group
          label={t('admin.keys.scopes')}
          error={at('/scopes')}
          value={chosen}
          onChange={(next) => set({ ...draft, scopes: scopes.filter((s) => next.includes(s)) })}
        >
          <Stack gap={10} mt={6}>
            {scopes.map((s) => (
              <Checkbox key={s} size="xs" value={s} label={`${scopeText(t, s)} (${s})`} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          type="date"
          label={t('admin.keys.until')}
          description={t('admin.keys.untilHint')}
          value={draft.until}
          error={at('/expiresAt')}
          onChange={(e) => set({ ...draft, until: e.currentTarget.value })}
        />
        <SaveBar problem={problem} busy={busy} save={t('admin.keys.make')} disabled={incomplete} />
      </form>
    </section>
  )
}
