import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { RouteId } from '../../../shared/lead/route.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import {
  SLA_LEVELS,
  SLA_STEPS,
  SLA_WAYS,
  type Sla,
  type SlaLevel,
  type SlaStep,
  slaOf,
  USUAL,
} from '../../../shared/policy/sla.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { ProblemAt, useProblems } from './at-place.tsx'
import { ChipSet } from './chip-set.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'
import { slaText } from './sla-text.ts'

type Settings = Policy['routes'][RouteId]

interface Props {
  policy: Policy
  route: RouteId
  onChange(settings: Settings): void
}

/** The limits of a route's single steps: of each that has none of its own, what follows from the route's minutes. */
export function StepsForm({ policy, route, onChange }: Props) {
  const t = useT()
  const problemAt = useProblems()
  const settings = policy.routes[route]
  const { slas = {}, ...rest } = settings
  const hasReceiver = settings.channel === 'sales' || settings.channel === 'partner'
  const steps = SLA_STEPS.filter((step) => step === 'attempt' || hasReceiver || slas[step])
  const put = (step: SlaStep, sla: Sla | null) => {
    const { [step]: _, ...others } = slas
    const next = sla ? { ...others, [step]: sla } : others
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, slas: next })
  }
  return (
    <table className={`${parts.table} ${css.tight} ${css.steps}`}>
      <thead>
        <tr>
          <th>{t('policyForm.step')}</th>
          <th>{t('policyForm.minutes')}</th>
          {SLA_LEVELS.map((level) => (
            <th key={level} title={t('policyForm.levelHint')}>
              {t(`policyForm.level.${level}`)}
            </th>
          ))}
          <th>{t('policyForm.by')}</th>
          <th aria-label={t('policy.edit')} />
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => {
          const sla = slas[step]
          const name = t(`policyForm.stepName.${step}`)
          const follows = slaOf(policy, route, step)
          if (!sla)
            return (
              <tr key={step}>
                <td>{name}</td>
                <td colSpan={5} className={parts.dim}>
                  {follows ? slaText(t, follows) : t('policy.noLimit')}
                </td>
                <td className={parts.num}>
                  <Button
                    size="compact-xs"
                    aria-label={t('policyForm.setStep', { step: name })}
                    onClick={() => put(step, usual(step, follows))}
                  >
                    {t('policyForm.set')}
                  </Button>
                </td>
              </tr>
            )
          const at = `/routes/${route}/slas/${step}`
          return (
            <Fragment key={step}>
              <tr>
                <td>{name}</td>
                <td>
                  <NumberBox
                    w={60}
                    min={1}
                    allowDecimal={false}
                    aria-label={t('policyForm.minutesOf', { step: name })}
                    value={sla.minutes}
                    onValue={(minutes) => put(step, { ...sla, minutes })}
                  />
                </td>
                {SLA_LEVELS.map((level) => (
                  <td key={level}>
                    <NumberBox
                      w={60}
                      min={1}
                      suffix=" %"
                      placeholder="–"
                      aria-label={t('policyForm.levelOf', {
                        step: name,
                        level: t(`policyForm.level.${level}`),
                      })}
                      value={sla[level] === undefined ? null : Math.round(sla[level] * 100)}
                      onClear={() => put(step, withoutLevel(sla, level))}
                      onValue={(n) => put(step, { ...sla, [level]: n / 100 })}
                    />
                  </td>
                ))}
                <td>
                  <ChipSet
                    label={t('policyForm.byOf', { step: name })}
                    options={SLA_WAYS.map((id) => ({ id, label: t(`policyForm.way.${id}`) }))}
                    chosen={sla.by ?? SLA_WAYS}
                    onChange={(by) => put(step, { ...sla, by })}
                  />
                </td>
                <td className={parts.num}>
                  <button
                    type="button"
                    className={css.icon}
                    aria-label={t('policyForm.unsetStep', { step: name })}
                    onClick={() => put(step, null)}
                  >
                    <IconTrash size={14} aria-hidden="true" />
                  </button>
                </td>
              </tr>
              {problemAt(at) && (
                <tr>
                  <td colSpan={7}>
                    <ProblemAt pointer={at} />
                  </td>
                </tr>
              )}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

const usual = (step: SlaStep, follows: Sla | null): Sla => {
  const { reassign, ...told } = USUAL
  const minutes = follows?.minutes ?? 60
  // Work that was begun is not taken away.
  return step === 'outcome'
    ? { minutes, ...told }
    : { minutes, nudge: told.nudge, reassign, escalate: told.escalate }
}

function withoutLevel(sla: Sla, level: SlaLevel): Sla {
  const { [level]: _, ...rest } = sla
  return rest
}
