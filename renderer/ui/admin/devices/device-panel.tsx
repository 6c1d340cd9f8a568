import { Alert, Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Device } from '../../../../shared/api/devices.ts'
import { reinstateDevice, revokeDevice } from '../../../flow/admin/devices.ts'
import { useDesk, useNow, useT } from '../../context.tsx'
import { count, moment } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { type ShownDevice, stateOf } from './devices-tab.tsx'

interface Props {
  device: ShownDevice
  onChanged(device: Device): void
}

/** One device; revoked with a reason, or taken back while it has not wiped itself. */
export function DevicePanel({ device: d, onChanged }: Props) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const person = usePersonName()
  const { busy, problem, save, at } = useSave()
  const [reason, setReason] = useState('')
  const facts: [string, string][] = [
    [t('admin.devices.person'), d.owner],
    [t('admin.devices.state'), t(`admin.devices.states.${stateOf(d)}`)],
    [t('admin.devices.seen'), d.seenAt ? moment(d.seenAt, now) : t('admin.devices.never')],
    [t('admin.devices.waiting'), count(d.waiting)],
    [t('admin.devices.parked'), count(d.parked)],
    ...(d.wipedAt ? [[t('admin.devices.wipedAt'), moment(d.wipedAt, now)] as [string, string]] : []),
  ]
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || reason.trim() === '') return
    void save(async () => {
      onChanged(await revokeDevice(desk, d, reason.trim()))
      setReason('')
      return t('admin.devices.revoked', { name: d.name })
    })
  }
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={d.name}>
      <h2>{d.name}</h2>
      <Facts facts={facts} />
      {d.revoked ? (
        <>
          <Alert color="yellow">
            {t('admin.devices.revokedBy', {
              name: person(d.revoked.by),
              at: moment(d.revoked.at, now),
              reason: d.revoked.reason,
            })}
          </Alert>
          {d.wipedAt === null && (
            <SaveBar problem={problem} busy={busy}>
              <Button
                loading={busy}
                onClick={() =>
                  void save(async () => {
                    onChanged(await reinstateDevice(desk, d))
                    return t('admin.devices.reinstated', { name: d.name })
                  })
                }
              >
                {t('admin.devices.reinstate')}
              </Button>
            </SaveBar>
          )}
        </>
      ) : (
        <form className={`${css.form} ${css.part}`} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
          <p className={css.hint}>{t('admin.devices.revokeHint')}</p>
          {d.waiting > 0 && (
            <Alert color="yellow">
              {t('admin.devices.waits', { count: d.waiting, n: count(d.waiting) })}
            </Alert>
          )}
          <Textarea
            label={t('dialog.reason')}
            rows={2}
            value={reason}
            maxLength={500}
            error={at('/reason')}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          <SaveBar
            problem={problem}
            busy={busy}
            save={t('admin.devices.revoke')}
            disabled={reason.trim() === ''}
          />
        </form>
      )}
    </section>
  )
}
