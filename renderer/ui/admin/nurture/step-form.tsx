import { Alert, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { NurtureCampaign, NurtureContent, NurtureStep } from '../../../../shared/api/nurture.ts'
import { inWords } from '../../../../shared/policy/words.ts'
import { changeNurture } from '../../../flow/admin/nurture.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import { useDesk, useT } from '../../context.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { AskedLines } from '../distribution/asked-lines.tsx'
import { type Asked, askableOf, askedOf, conditionOf, isComplete } from '../distribution/simple-condition.ts'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'

const HOUR = 60
const DAY = 24 * HOUR

/** The largest in which it is a whole number. */
const unitOf = (minutes: number) => (minutes % DAY === 0 ? DAY : minutes % HOUR === 0 ? HOUR : 1)

interface StepDraft {
  asked: Asked[]
  minutes: number | ''
  content: Record<string, NurtureContent>
}

interface Props {
  campaign: NurtureCampaign
  step: NurtureStep
  onSaved(campaign: NurtureCampaign): void
}

/** The texts of a step, in each of its languages, and how long it waits. Central tries the templates before it takes them. */
export function StepForm({ campaign, step, onSaved }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const declared = declaredIn(desk.reader, campaign.campaigns)
  const fields = askableOf(declared)
  const known = step.when && askedOf(step.when, fields)
  // More than this form can show is kept as it is.
  const kept = known === null ? step.when : null
  const saved: StepDraft = { asked: known ?? [], minutes: step.afterMinutes, content: step.content }
  const { draft, set, discard, stale } = useDraft(
    `nurture|${campaign.id}|step ${step.id}`,
    saved,
    t('admin.nurture.stepOf', { name: campaign.name }),
  )
  const { asked, minutes, content } = draft
  const usual = unitOf(step.afterMinutes)
  const unit = minutes === '' || minutes % usual === 0 ? usual : unitOf(minutes)
  const [language, setLanguage] = useState(
    campaign.language in step.content ? campaign.language : (Object.keys(step.content)[0] ?? ''),
  )
  const said = content[language]
  const index = campaign.steps.findIndex((s) => s.id === step.id)
  const place = `/steps/${index}`
  const incomplete =
    minutes === '' ||
    !isComplete(asked) ||
    Object.values(content).some((c) => c.subject.trim() === '' || c.text.trim() === '')
  const put = (part: Partial<NurtureContent>) =>
    said && set({ ...draft, content: { ...content, [language]: { ...said, ...part } } })
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    void save(async () => {
      const when = kept ?? (asked.length > 0 ? conditionOf(asked) : null)
      const changed = { ...step, when, afterMinutes: minutes, content }
      const steps = campaign.steps.map((s) => (s.id === step.id ? changed : s))
      const whole = await changeNurture(desk, campaign, { steps })
      discard()
      onSaved(whole)
      return t('admin.saved')
    })
  }
  const unitName = unit === DAY ? 'days' : unit === HOUR ? 'hours' : 'minutes'
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <div className={css.two}>
        <NumberInput
          size="xs"
          label={t(`admin.nurture.wait.${unitName}`)}
          value={minutes === '' ? '' : minutes / unit}
          min={0}
          max={Math.floor(5_256_000 / unit)}
          allowDecimal={false}
          autoFocus
          error={at(`${place}/afterMinutes`)}
          onChange={(n) => set({ ...draft, minutes: typeof n === 'number' ? n * unit : '' })}
        />
        <NativeSelect
          label={t('admin.nurture.language')}
          value={language}
          data={Object.keys(content)}
          onChange={(e) => setLanguage(e.currentTarget.value)}
        />
      </div>
      {said && (
        <>
          <TextInput
            label={t('admin.subject')}
            value={said.subject}
            maxLength={300}
            error={at(`${place}/content/${language}/subject`)}
            onChange={(e) => put({ subject: e.currentTarget.value })}
          />
          <Textarea
            label={t('admin.text')}
            description={t('admin.nurture.liquid')}
            rows={9}
            value={said.text}
            error={at(`${place}/content/${language}/text`)}
            onChange={(e) => put({ text: e.currentTarget.value })}
          />
          {said.html !== null && <Alert color="yellow">{t('admin.nurture.ownHtml')}</Alert>}
        </>
      )}
      {kept ? (
        <p className={css.hint}>{t('admin.distribution.kept', { when: inWords(kept, declared) })}</p>
      ) : (
        <AskedLines
          asked={asked}
          fields={fields}
          every={t('admin.nurture.every')}
          onChange={(next) => set({ ...draft, asked: next })}
        />
      )}
      <SaveBar problem={problem} busy={busy} stale={stale} save={t('admin.save')} disabled={incomplete} />
    </form>
  )
}
