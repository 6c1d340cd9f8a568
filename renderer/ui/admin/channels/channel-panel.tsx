import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import type { AttemptOutcome, Channel } from '../../../../shared/api/channels.ts'
import { deleteChannel, rotateSecret, testChannel } from '../../../flow/admin/channels.ts'
import { dropDrafts } from '../../../state/screen.ts'
import { useParts, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { ShownOnce } from '../shown-once.tsx'
import { SureButton } from '../sure-button.tsx'
import { ChannelForm } from './channel-form.tsx'
import type { Place } from './channels-tab.tsx'

interface Props {
  place: Place
  onChanged(channel: Channel | null): void
}

/** One channel: what it is, its secret, whether it answers. */
export function ChannelPanel({ place, onChanged }: Props) {
  const t = useT()
  const [secret, setSecret] = useState<string | null>(null)
  const title = t(`admin.channels.of.${place.channel}`)
  const took = (saved: Channel, told: string | null) => {
    onChanged(saved)
    if (told !== null) setSecret(told)
  }
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={title}>
      <h2>{title}</h2>
      {place.set === null && <p className={css.hint}>{t(`admin.channels.unsetHint.${place.channel}`)}</p>}
      {place.set?.disabledBecause && (
        <Alert color="red" title={t('admin.channels.switchedOff')}>
          {place.set.disabledBecause}
        </Alert>
      )}
      {secret !== null && (
        <ShownOnce
          title={t('admin.channels.secret')}
          hint={t('admin.channels.secretHint')}
          label={t('admin.channels.secret')}
          text={secret}
          onClose={() => setSecret(null)}
        />
      )}
      <ChannelForm place={place} onSaved={({ secret: told, ...saved }) => took(saved, told)} />
      {place.set && <Upkeep channel={place.set} took={took} onDeleted={() => onChanged(null)} />}
    </section>
  )
}

interface UpkeepProps {
  channel: Channel
  took(saved: Channel, secret: string | null): void
  onDeleted(): void
}

function Upkeep({ channel, took, onDeleted }: UpkeepProps) {
  const t = useT()
  const { screen, desk } = useParts()
  const { busy, problem, save } = useSave()
  const [outcome, setOutcome] = useState<AttemptOutcome | null>(null)
  const signs = channel.kind === 'webhook' || channel.kind === 'link'
  const rotate = (keep: boolean) =>
    save(async () => {
      const { secret, ...saved } = await rotateSecret(desk, channel.id, keep)
      took(saved, secret)
      return t('admin.channels.rotated')
    })
  return (
    <div className={css.part}>
      <h3>{t('admin.channels.upkeep')}</h3>
      {signs && <p className={css.hint}>{t('admin.channels.secrets', { count: channel.secrets })}</p>}
      {outcome && (
        <Alert color={outcome.delivered ? 'green' : 'red'} role="status">
          {outcome.delivered
            ? t('admin.channels.tested', { status: outcome.status ?? 0 })
            : t('admin.channels.testFailed', { why: outcome.error ?? `HTTP ${outcome.status ?? '?'}` })}
        </Alert>
      )}
      <SaveBar problem={problem} busy={busy}>
        <SureButton
          label={t('admin.channels.delete')}
          ask={t(`admin.channels.deleteAsk.${channel.campaign === null ? 'all' : 'one'}`)}
          yes={t('admin.channels.deleteYes')}
          busy={busy}
          run={() =>
            save(async () => {
              await deleteChannel(desk, channel.id)
              dropDrafts(screen, `channels|${channel.id}`)
              onDeleted()
              return t('admin.channels.deleted')
            })
          }
        />
        {signs && (
          <SureButton
            label={t('admin.channels.rotate')}
            ask={t('admin.channels.rotateAsk')}
            yes={t('admin.channels.rotateYes')}
            busy={busy}
            run={() => rotate(true)}
          />
        )}
        {signs && (
          <SureButton
            label={t('admin.channels.replaceSecret')}
            ask={t('admin.channels.replaceAsk')}
            yes={t('admin.channels.replaceYes')}
            busy={busy}
            run={() => rotate(false)}
          />
        )}
        {channel.kind === 'webhook' && (
          <Button
            loading={busy}
            onClick={() =>
              void save(async () => {
                setOutcome(null)
                setOutcome(await testChannel(desk, channel.id))
                return ''
              })
            }
          >
            {t('admin.channels.test')}
          </Button>
        )}
      </SaveBar>
    </div>
  )
}
