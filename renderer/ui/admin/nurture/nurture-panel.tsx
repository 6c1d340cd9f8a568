import { Button, SegmentedControl } from '@mantine/core'
import type { NurtureCampaign } from '../../../../shared/api/nurture.ts'
import { changeNurture, deleteNurture } from '../../../flow/admin/nurture.ts'
import { dropDrafts } from '../../../state/screen.ts'
import { useDesk, useParts, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useOpen } from '../use-draft.ts'
import { Enrolments } from './enrolments.tsx'
import { minuteText } from './settings-draft.ts'
import { SettingsForm } from './settings-form.tsx'
import { Steps } from './steps.tsx'

const PARTS = ['about', 'steps', 'settings', 'enrolments'] as const
type Part = (typeof PARTS)[number]

interface Props {
  campaign: NurtureCampaign
  onChanged(campaign: NurtureCampaign): void
}

/** One campaign: what came of it, its mails, who is in it. */
export function NurturePanel({ campaign, onChanged, onDeleted }: Props & { onDeleted(): void }) {
  const t = useT()
  const { me } = useDesk()
  const shown = PARTS.filter((name) => name !== 'settings' || me.role === 'administrator')
  const [kept, setPart] = useOpen('nurture part')
  const part: Part = shown.find((name) => name === kept) ?? 'about'
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={campaign.name}>
      <h2>{campaign.name}</h2>
      <SegmentedControl
        size="xs"
        aria-label={campaign.name}
        value={part}
        onChange={setPart}
        data={shown.map((value) => ({ value, label: t(`admin.nurture.part.${value}`) }))}
      />
      {part === 'about' && <About campaign={campaign} onChanged={onChanged} onDeleted={onDeleted} />}
      {part === 'steps' && <Steps campaign={campaign} onChanged={onChanged} />}
      {part === 'settings' && <SettingsForm campaign={campaign} onChanged={onChanged} />}
      {part === 'enrolments' && <Enrolments campaign={campaign.id} />}
    </section>
  )
}

function About({ campaign: c, onChanged, onDeleted }: Props & { onDeleted(): void }) {
  const t = useT()
  const { screen, desk } = useParts()
  const { busy, problem, save } = useSave()
  const turn = (enabled: boolean) =>
    save(async () => {
      onChanged(await changeNurture(desk, c, { enabled }))
      return t(enabled ? 'admin.nurture.nowOn' : 'admin.nurture.nowOff')
    })
  const back = Object.entries(c.figures.cameBack)
    .map(([route, n]) => `${t(`route.${route as keyof typeof c.figures.cameBack}`)} ${count(n)}`)
    .join(', ')
  const calling =
    c.campaigns?.map((id) => desk.reader.campaigns().find((x) => x.id === id)?.name ?? id).join(', ') ??
    t('admin.channels.allCampaigns')
  const facts: [string, string][] = [
    [t('admin.nurture.enrolled'), count(c.figures.enrolled)],
    [t('admin.nurture.cameBack'), back || '–'],
    [t('admin.nurture.complained'), count(c.figures.complained)],
    [t('admin.nurture.takes'), `${c.routes.map((r) => t(`route.${r}`)).join(', ') || '–'} · ${calling}`],
    [t('admin.nurture.from'), `${c.from.name} <${c.from.address}>`],
    [t('admin.nurture.cap'), t('admin.nurture.capText', { mails: c.cap.mails, days: c.cap.days })],
    [
      t('admin.nurture.hours'),
      t(c.hours.weekdaysOnly ? 'admin.nurture.weekdays' : 'admin.nurture.everyDay', {
        from: minuteText(c.hours.from),
        to: minuteText(c.hours.to),
      }),
    ],
    [t('admin.nurture.postal'), c.postalAddress],
  ]
  return (
    <>
      <Facts facts={facts} />
      {desk.me.role === 'administrator' && (
        <SaveBar problem={problem} busy={busy}>
          <SureButton
            label={t('admin.nurture.delete')}
            ask={t('admin.nurture.deleteAsk')}
            yes={t('admin.nurture.deleteYes')}
            busy={busy}
            run={() =>
              save(async () => {
                await deleteNurture(desk, c)
                dropDrafts(screen, `nurture|${c.id}`)
                onDeleted()
                return t('admin.nurture.deleted', { name: c.name })
              })
            }
          />
          {c.enabled ? (
            <SureButton
              label={t('admin.people.turnOff')}
              ask={t('admin.nurture.offAsk')}
              yes={t('admin.people.turnOffYes')}
              busy={busy}
              run={() => turn(false)}
            />
          ) : (
            <Button variant="filled" loading={busy} onClick={() => void turn(true)}>
              {t('admin.people.turnOn')}
            </Button>
          )}
        </SaveBar>
      )}
    </>
  )
}
