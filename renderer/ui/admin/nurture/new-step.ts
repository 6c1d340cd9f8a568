import type { NurtureStep } from '../../../../shared/api/nurture.ts'

/** A further mail in one language; its id is the first 'mail n' that is free. */
export function newStep(
  steps: readonly Pick<NurtureStep, 'id'>[],
  language: string,
  subject: string,
  text: string,
  afterMinutes: number,
): NurtureStep {
  let n = steps.length + 1
  while (steps.some((s) => s.id === `mail ${n}`)) n += 1
  return { id: `mail ${n}`, afterMinutes, when: null, content: { [language]: { subject, text, html: null } } }
}
