import type { Invitation } from '../../../../shared/api/accounts.ts'
import { useNow, useT } from '../../context.tsx'
import { moment } from '../../format/time.ts'
import { ShownOnce } from '../shown-once.tsx'

interface Props {
  name: string
  invitation: Invitation
  onClose(): void
}

/** The link by which somebody chooses their password. */
export function InvitationShown({ name, invitation, onClose }: Props) {
  const t = useT()
  const now = useNow(60_000)
  return (
    <ShownOnce
      title={t('admin.people.invited', { name })}
      hint={t('admin.people.linkHint', { at: moment(invitation.expiresAt, now) })}
      label={t('admin.people.link')}
      text={invitation.url}
      onClose={onClose}
    />
  )
}
