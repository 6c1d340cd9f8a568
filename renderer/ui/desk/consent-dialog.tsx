import { Alert, Button, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { recordConsent } from '../../flow/record-consent.ts'
import { sayPassing } from '../../state/screen.ts'
import { runningCall } from '../actions/running-call.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { clock, instantIn, moment, wallDate } from '../format/time.ts'
import { Dialog } from '../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'
import { ConsentHistory } from './consent-history.tsx'

const BASES = ['call', 'web', 'email', 'paper', 'person'] as const
type Purpose = 'phone' | 'email'

interface Props {
  view: LeadView
  policy: Policy
}

/** What the person allowed or refused, how, in which words, when, and where it can be proven. */
export function ConsentDialog({ view, policy }: Props) {
  const t = useT()
  return (
    <Dialog name="consent" title={t('consent.title')} size={580}>
      <ConsentForm view={view} policy={policy} />
      <ConsentHistory lead={view.snapshot.lead} />
    </Dialog>
  )
}

function ConsentForm({ view, policy }: Props) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const { lead } = view.snapshot
  const now = desk.now()
  const call = runningCall(lead, desk.me.id)
  const campaign = desk.reader.campaigns().find((c) => c.id === lead.campaign)?.name ?? lead.campaign
  const wording = (of: Purpose) => policy.consentTexts?.[of] || t(`consent.defaultText.${of}`, { campaign })
  const [purpose, setPurpose] = useState<Purpose>('phone')
  const [given, setGiven] = useState(true)
  const [basis, setBasis] = useState<string>(t(`consent.bases.${call ? 'call' : 'email'}`))
  const [text, setText] = useState<string | null>(null)
  const [date, setDate] = useState(() => wallDate(now, null))
  const [time, setTime] = useState(() => clock(now))
  const [source, setSource] = useState(
    call ? t('consent.callSource', { at: moment(call.startedAt, now) }) : '',
  )
  const [busy, setBusy] = useState(false)
  const shown = text ?? (given ? wording(purpose) : '')
  // To the minute: the present one has begun already.
  const at = Math.min(instantIn(date, time, null), now)
  const future = instantIn(date, time, null) > now + 60_000
  const lifts = purpose === 'phone' && given && isDoNotCall(lead)
  const stops = purpose === 'phone' && !given
  const incomplete =
    Number.isNaN(at) || future || basis.trim() === '' || (lifts && !(shown.trim() && source.trim()))

  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    setBusy(true)
    void attempt(async () => {
      await recordConsent(desk, view.row.id, {
        for: purpose,
        given,
        basis: basis.trim(),
        text: shown.trim(),
        at: new Date(at).toISOString(),
        source: source.trim(),
      })
      screen.setState({ dialog: null })
      sayPassing(screen, t('consent.done'))
    }).then(() => setBusy(false))
  }

  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        <Group gap="sm" grow>
          <Radio.Group value={purpose} label={t('consent.purpose')} onChange={setPurpose}>
            <Group gap="md">
              <Radio value="phone" label={t('consent.phone')} data-autofocus />
              <Radio value="email" label={t('consent.email')} />
            </Group>
          </Radio.Group>
          <Radio.Group
            value={given ? 'given' : 'withdrawn'}
            label={t('consent.what')}
            onChange={(value) => setGiven(value === 'given')}
          >
            <Group gap="md" wrap="nowrap">
              <Radio value="given" label={t('consent.given')} />
              <Radio value="withdrawn" label={t('consent.withdrawn')} />
            </Group>
          </Radio.Group>
        </Group>
        {stops && <Alert color="red">{t('consent.stops')}</Alert>}
        {lifts && <Alert color="yellow">{t('consent.lifts')}</Alert>}
        <Textarea
          label={t(given ? 'consent.text' : 'consent.textWithdrawn')}
          value={shown}
          rows={2}
          maxLength={4000}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Group gap="xs" grow align="flex-start">
          <TextInput
            label={t('consent.basis')}
            value={basis}
            list="consent-bases"
            maxLength={200}
            required
            withAsterisk={false}
            onChange={(e) => setBasis(e.currentTarget.value)}
          />
          <TextInput
            label={t('consent.source')}
            placeholder={t('consent.sourceHint')}
            value={source}
            maxLength={200}
            required={lifts}
            onChange={(e) => setSource(e.currentTarget.value)}
          />
        </Group>
        <datalist id="consent-bases">
          {BASES.map((b) => (
            <option key={b} value={t(`consent.bases.${b}`)} />
          ))}
        </datalist>
        <Group gap="xs" grow align="flex-start">
          <TextInput
            label={t('consent.day')}
            type="date"
            value={date}
            error={future && t('consent.future')}
            onChange={(e) => setDate(e.currentTarget.value)}
          />
          <TextInput
            label={t('consent.time')}
            type="time"
            value={time}
            onChange={(e) => setTime(e.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            color={stops ? 'red.9' : undefined}
            loading={busy}
            disabled={incomplete}
          >
            {t(stops ? 'consent.saveStop' : 'consent.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
