import type { TFunction } from 'i18next'
import { SLA_LEVELS, type Sla } from '../../../shared/policy/sla.ts'
import { percent } from '../format/numbers.ts'
import { withinText } from './within-text.ts'

/** '1 hour: reminder at 75%, escalated at 150%; by e-mail'; 'no limit' for null. */
export function slaText(t: TFunction, sla: Sla | null): string {
  if (sla === null) return t('policy.noLimit')
  const levels = SLA_LEVELS.flatMap((level) => {
    const share = sla[level]
    return share === undefined
      ? []
      : [t('policyForm.levelAt', { level: t(`policyForm.levelSaid.${level}`), share: percent(share) })]
  })
  const by =
    sla.by && t('policyForm.toldBy', { ways: sla.by.map((w) => t(`policyForm.way.${w}`)).join(', ') })
  return [`${withinText(t, sla.minutes)}: ${levels.join(', ') || t('policyForm.nothingHappens')}`, by]
    .filter(Boolean)
    .join('; ')
}
