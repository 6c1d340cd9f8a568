import type { ApiKey, Team } from '../../../../shared/api/accounts.ts'
import { revokeKey } from '../../../flow/admin/keys.ts'
import { useDesk, useNow, useT } from '../../context.tsx'
import { moment } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { scopeText } from './scope-text.ts'

interface Props {
  apiKey: ApiKey
  teams: readonly Team[]
  onChanged(key: ApiKey): void
}

/** One key: what it may do, and its end. */
export function KeyPanel({ apiKey: k, teams, onChanged }: Props) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const person = usePersonName()
  const { busy, problem, save } = useSave()
  const when = (at: string | null, none: string) => (at === null ? none : moment(at, now))
  const facts: [string, string][] = [
    [t('admin.keys.scopes'), k.scopes.map((s) => scopeText(t, s)).join('; ')],
    [t('admin.keys.team'), teams.find((x) => x.id === k.team)?.name ?? k.team ?? t('admin.keys.allTeams')],
    [t('admin.keys.made'), `${moment(k.createdAt, now)} · ${person(k.createdBy)}`],
    [t('admin.keys.lastUsed'), when(k.lastUsedAt, t('admin.keys.never'))],
    [t('admin.keys.expires'), when(k.expiresAt, t('admin.keys.noExpiry'))],
    ...(k.revokedAt === null
      ? []
      : [[t('admin.keys.revokedAt'), moment(k.revokedAt, now)] as [string, string]]),
  ]
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={k.name}>
      <h2>{k.name}</h2>
      <Facts facts={facts} />
      {k.revokedAt === null && (
        <SaveBar problem={problem} busy={busy}>
          <SureButton
            label={t('admin.keys.revoke')}
            ask={t('admin.keys.revokeAsk')}
            yes={t('admin.keys.revokeYes')}
            busy={busy}
            run={() =>
              save(async () => {
                await revokeKey(desk, k.id)
                onChanged({ ...k, revokedAt: new Date(desk.now()).toISOString() })
                return t('admin.keys.revoked', { name: k.name })
              })
            }
          />
        </SaveBar>
      )}
    </section>
  )
}
