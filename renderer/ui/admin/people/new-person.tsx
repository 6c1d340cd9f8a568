import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Invitation, Team } from '../../../../shared/api/accounts.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { addPerson } from '../../../flow/admin/people.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { Password } from '../../parts/password.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
import { InvitationShown } from './invitation-shown.tsx'
import { type PersonDraft, PersonFields } from './person-fields.tsx'

interface NewPersonDraft extends PersonDraft {
  email: string
  how: 'invite' | 'password'
}
const EMPTY: NewPersonDraft = { name: '', role: 'agent', team: null, email: '', how: 'invite' }

interface Props {
  teams: readonly Team[]
  onMade(person: Person): void
  onClose(): void
}

/** Somebody new: invited to choose a password, or given one. */
export function NewPersonForm({ teams, onMade, onClose }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const form = useDraft('people|new|person', EMPTY, t('admin.people.new'))
  const { email, how, ...draft } = form.draft
  // A secret: not kept.
  const [password, setPassword] = useState('')
  const [invited, setInvited] = useState<{ name: string; invitation: Invitation } | null>(null)
  const incomplete =
    draft.name.trim() === '' || email.trim() === '' || (how === 'password' && password.length < 8)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    void save(async () => {
      const { invitation, ...person } = await addPerson(desk, {
        ...draft,
        email: email.trim(),
        ...(how === 'password' ? { password } : {}),
      })
      onMade(person)
      form.discard()
      setPassword('')
      setInvited(invitation && { name: person.name, invitation })
      return t('admin.people.added', { name: person.name })
    })
  }
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={t('admin.people.new')}>
      <h2>{t('admin.people.new')}</h2>
      {invited && <InvitationShown {...invited} onClose={() => setInvited(null)} />}
      <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
        <PersonFields
          draft={draft}
          teams={teams}
          at={at}
          autoFocus
          onChange={(person) => form.set({ ...form.draft, ...person })}
        />
        <TextInput
          label={t('admin.people.email')}
          type="email"
          value={email}
          maxLength={254}
          required
          withAsterisk={false}
          error={at('/email')}
          onChange={(e) => form.set({ ...form.draft, email: e.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('admin.people.signsIn')}
          value={how}
          onChange={(next) => form.set({ ...form.draft, how: next })}
          data={[
            { value: 'invite', label: t('admin.people.byInvitation') },
            { value: 'password', label: t('admin.people.byPassword') },
          ]}
        />
        {how === 'invite' ? (
          <p className={css.hint}>{t('admin.people.invitationHint')}</p>
        ) : (
          <Password
            size="xs"
            label={t('admin.people.password')}
            description={t('admin.people.passwordHint')}
            value={password}
            maxLength={200}
            autoComplete="new-password"
            error={at('/password')}
            onChange={(e) => setPassword(e.currentTarget.value)}
          />
        )}
        <SaveBar problem={problem} busy={busy} save={t('admin.people.addThem')} disabled={incomplete}>
          <Button onClick={onClose}>{t('dialog.close')}</Button>
        </SaveBar>
      </form>
    </section>
  )
}
