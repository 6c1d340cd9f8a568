import { Button } from '@mantine/core'
import { useCallback } from 'react'
import type { NurtureCampaign, NurtureStep } from '../../../../shared/api/nurture.ts'
import { inWords } from '../../../../shared/policy/words.ts'
import { changeNurture, previewStep } from '../../../flow/admin/nurture.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import type { Desk } from '../../../flow/desk.ts'
import { dropDrafts } from '../../../state/screen.ts'
import { useParts, useT } from '../../context.tsx'
import { span } from '../../format/time.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { newStep } from './new-step.ts'
import { StepForm } from './step-form.tsx'

interface Props {
  campaign: NurtureCampaign
  onChanged(campaign: NurtureCampaign): void
}

/** The mails of a campaign in their order, each as it would be sent; administrators change texts and delays. */
export function Steps({ campaign, onChanged }: Props) {
  const t = useT()
  const { screen, desk } = useParts()
  const { me } = desk
  const { busy, problem, save } = useSave()
  const manages = me.role === 'administrator'
  const [kept, keep] = useOpen('nurture step')
  const [how, ...id] = (kept ?? '').split(' ')
  const shown = kept === null ? null : { how, id: id.join(' ') }
  const setShown = (next: { id: string; how: 'preview' | 'edit' } | null) =>
    keep(next && `${next.how} ${next.id}`)
  const put = (steps: NurtureStep[], said: string, then?: () => void) =>
    save(async () => {
      onChanged(await changeNurture(desk, campaign, { steps }))
      then?.()
      return said
    })
  const move = (i: number, by: number) => {
    const steps = [...campaign.steps]
    const [step] = steps.splice(i, 1)
    if (step) steps.splice(i + by, 0, step)
    return put(steps, t('admin.saved'))
  }
  const add = () => {
    const { language, steps } = campaign
    const step = newStep(steps, language, t('admin.nurture.newSubject'), t('admin.nurture.newText'), 7 * 1440)
    return put([...steps, step], t('admin.nurture.mailAdded')).then(() =>
      setShown({ id: step.id, how: 'edit' }),
    )
  }
  return (
    <>
      <ol className={css.lines}>
        {campaign.steps.map((step, i) => (
          <li key={step.id} className={css.part}>
            <b>
              {i + 1}. {step.content[campaign.language]?.subject ?? step.id}
            </b>
            <span className={css.hint}>{whenText(step, i)}</span>
            <div className={css.inline}>
              {(['preview', 'edit'] as const)
                .filter((how) => how === 'preview' || me.role === 'administrator')
                .map((how) => {
                  const open = shown?.id === step.id && shown.how === how
                  return (
                    <Button
                      key={how}
                      size="compact-xs"
                      aria-expanded={open}
                      aria-label={t(`admin.nurture.${how}Of`, { n: i + 1 })}
                      onClick={() => setShown(open ? null : { id: step.id, how })}
                    >
                      {t(`admin.nurture.${how}`)}
                    </Button>
                  )
                })}
              {manages && (
                <>
                  <Button
                    size="compact-xs"
                    disabled={busy || i === 0}
                    aria-label={t('admin.nurture.up', { n: i + 1 })}
                    onClick={() => void move(i, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    size="compact-xs"
                    disabled={busy || i === campaign.steps.length - 1}
                    aria-label={t('admin.nurture.down', { n: i + 1 })}
                    onClick={() => void move(i, 1)}
                  >
                    ↓
                  </Button>
                  {campaign.steps.length > 1 && (
                    <SureButton
                      label={t('admin.remove')}
                      name={t('admin.nurture.removeOf', { n: i + 1 })}
                      ask={t('admin.nurture.removeAsk')}
                      yes={t('admin.remove')}
                      busy={busy}
                      run={() =>
                        put(
                          campaign.steps.filter((s) => s.id !== step.id),
                          t('admin.nurture.mailRemoved'),
                          () => dropDrafts(screen, `nurture|${campaign.id}|step ${step.id}`),
                        )
                      }
                    />
                  )}
                </>
              )}
            </div>
            {shown?.id === step.id &&
              (shown.how === 'preview' ? (
                <Preview
                  key={campaign.version}
                  campaign={campaign.id}
                  step={step.id}
                  language={campaign.language}
                />
              ) : (
                <StepForm
                  campaign={campaign}
                  step={step}
                  onSaved={(changed) => {
                    onChanged(changed)
                    setShown(null)
                  }}
                />
              ))}
          </li>
        ))}
      </ol>
      {manages && (
        <SaveBar problem={problem} busy={busy}>
          <Button loading={busy} onClick={() => void add()}>
            {t('admin.nurture.addMail')}
          </Button>
        </SaveBar>
      )}
    </>
  )

  function whenText(step: NurtureStep, i: number): string {
    const after =
      step.afterMinutes === 0
        ? t('admin.nurture.atOnce')
        : t(i === 0 ? 'admin.nurture.afterEnrolment' : 'admin.nurture.afterBefore', {
            span: span(step.afterMinutes * 60_000, t),
          })
    return step.when === null
      ? after
      : `${after} · ${t('admin.nurture.onlyIf', { when: inWords(step.when, declaredIn(desk.reader, campaign.campaigns)) })}`
  }
}

function Preview({ campaign, step, language }: { campaign: string; step: string; language: string }) {
  const t = useT()
  const ask = useCallback(
    (desk: Desk, signal: AbortSignal) => previewStep(desk, campaign, step, language, signal),
    [campaign, step, language],
  )
  const { data, problem, reload } = useAsked(ask)
  if (data === null) return <Asking problem={problem} reload={reload} />
  return (
    <>
      <dl className={css.facts}>
        <dt>{t('admin.to')}</dt>
        <dd>{data.to}</dd>
        <dt>{t('admin.subject')}</dt>
        <dd>
          <b>{data.subject}</b>
        </dd>
      </dl>
      <pre className={css.text}>{data.text}</pre>
    </>
  )
}
