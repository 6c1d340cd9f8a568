import { Button, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ROUTES, type RouteId } from '../../../shared/lead/route.ts'
import type { LeadView } from '../../db/views.ts'
import { setRoute } from '../../flow/set-route.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'

const CHOICES = ROUTES.filter((r) => r !== 'needInfo')

/** A route set by hand, with the reason that goes with it. */
export function RouteDialog({ view }: { view: LeadView }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const opened = useScreen((s) => s.dialog === 'route')
  const [route, setChosen] = useState<RouteId>('hot')
  const [reason, setReason] = useState('')
  const close = () => screen.setState({ dialog: null })
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (reason.trim() === '') return
    void attempt(async () => {
      await setRoute(desk, view.row.id, route, reason.trim())
      screen.setState({ dialog: null, said: t('route.set', { route: t(`route.${route}`) }) })
    })
  }
  return (
    <Modal opened={opened} onClose={close} title={t('action.route')} size={420}>
      <form onSubmit={onSubmit}>
        <Stack gap="sm">
          <NativeSelect
            label={t('routeDialog.route')}
            value={route}
            data-autofocus
            data={CHOICES.map((r) => ({ value: r, label: t(`route.${r}`) }))}
            onChange={(e) => setChosen(CHOICES.find((r) => r === e.currentTarget.value) ?? 'hot')}
          />
          <Textarea
            label={t('dialog.reason')}
            value={reason}
            rows={2}
            required
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={close}>{t('dialog.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={reason.trim() === ''}>
              {t('routeDialog.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
