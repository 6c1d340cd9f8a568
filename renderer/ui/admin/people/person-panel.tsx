import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Invitation, Team } from '../../../../shared/api/accounts.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { changePerson, invitePerson } from '../../../flow/admin/people.ts'
import { useDesk, useT } from '../../context.tsx'
import { Chip } from '../../parts/chip.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useDraft } from '../use-draft.ts'
import { Hours } from './hours.tsx'
import { InvitationShown } from './invitation-shown.tsx'
import { PersonFields } from './person-fields.tsx'

interface Props {
  person: Person
  teams: readonly Team[]
  onChanged(person: Person): void
}

/** One person: who they are, how they sign in, when they work. */
export function PersonPanel({ person, teams, onChanged }: Props) {
  const t = useT()
  const { me } = useDesk()
  const manages = me.role === 'administrator'
  // As central has it: who supervises a team looks after its people, who supervises without one after everybody.
  const looksAfter = manages || me.team === null || me.team === person.team
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={person.name}>
      <div className={parts.cardHead}>
        <h2>{person.name}</h2>
        {!person.active && <Chip>{t('admin.people.off')}</Chip>}
      </div>
      <div className={css.hint}>
        {[person.email, t(`role.${person.role}`)].filter((text) => text !== '').join(' · ')}
      </div>
      {manages && <Change person={person} teams={teams} onChanged={onChanged} />}
      {manages && <Access person={person} onChanged={onChanged} />}
      {looksAfter ? <Hours person={person.id} /> : <p className={css.hint}>{t('admin.people.notYours')}</p>}
    </section>
  )
}

function Change({ person, teams, onChanged }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const role = person.role === 'service' ? 'agent' : person.role
  const saved = { name: person.name, role, team: person.team }
  const { draft, set, discard, changed, stale } = useDraft(`people|${person.id}|person`, saved, person.name)
  const same = !changed
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (same || busy || draft.name.trim() === '') return
    void save(async () => {
      const after = await changePerson(desk, person.id, draft)
      discard()
      onChanged(after)
      return t('admin.saved')
    })
  }
  return (
    <form className={`${css.form} ${css.part}`} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <PersonFields draft={draft} teams={teams} at={at} onChange={set} />
      <SaveBar
        stale={stale}
        problem={problem}
        busy={busy}
        save={t('admin.save')}
        disabled={same || draft.name.trim() === ''}
      />
    </form>
  )
}

function Access({ person, onChanged }: Omit<Props, 'teams'>) {
  const t = useT()
  const { me } = useDesk()
  const desk = useDesk()
  const { busy, problem, save } = useSave()
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const turn = (active: boolean) =>
    save(async () => {
      onChanged(await changePerson(desk, person.id, { active }))
      return t(active ? 'admin.people.nowOn' : 'admin.people.nowOff', { name: person.name })
    })
  return (
    <div className={css.part}>
      <h3>{t('admin.people.signsIn')}</h3>
      {invitation && (
        <InvitationShown name={person.name} invitation={invitation} onClose={() => setInvitation(null)} />
      )}
      <p className={css.hint}>{t('admin.people.resetHint')}</p>
      <SaveBar problem={problem} busy={busy}>
        {person.id !== me.id &&
          (person.active ? (
            <SureButton
              label={t('admin.people.turnOff')}
              ask={t('admin.people.turnOffAsk', { name: person.name })}
              yes={t('admin.people.turnOffYes')}
              busy={busy}
              run={() => turn(false)}
            />
          ) : (
            <Button loading={busy} onClick={() => void turn(true)}>
              {t('admin.people.turnOn')}
            </Button>
          ))}
        {person.active && (
          <Button
            loading={busy}
            onClick={() =>
              void save(async () => {
                setInvitation(await invitePerson(desk, person.id))
                return t('admin.people.invited', { name: person.name })
              })
            }
          >
            {t('admin.people.invite')}
          </Button>
        )}
      </SaveBar>
    </div>
  )
}
