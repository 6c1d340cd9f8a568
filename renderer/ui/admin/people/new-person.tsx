import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Invitation, Team } from '../../../../shared/api/accounts.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { addPerson } from '../../../flow/admin/people.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { InvitationShown } from './invitation-shown.tsx'
import { type PersonDraft, PersonFields } from './person-fields.tsx'

const EMPTY: PersonDraft = { name: '', role: 'agent', team: null }

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
  const [draft, setDraft] = useState(EMPTY)
  const [email, setEmail] = useState('')
  const [how, setHow] = useState<'invite' | 'password'>('invite')
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
      setDraft(EMPTY)
      setEmail('')
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
        <PersonFields draft={draft} teams={teams} at={at} autoFocus onChange={setDraft} />
        <TextInput
          label={t('admin.people.email')}
          type="email"
          value={email}
          maxLength={254}
          required
          withAsterisk={false}
          error={at('/email')}
          onChange={(e) => setEmail(e.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('admin.people.signsIn')}
          value={how}
          onChange={setHow}
          data={[
            { value: 'invite', label: t('admin.people.byInvitation') },
            { value: 'password', label: t('admin.people.byPassword') },
          ]}
        />
        {how === 'invite' ? (
          <p className={css.hint}>{t('admin.people.invitationHint')}</p>
        ) : (
          <PasswordInput
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
