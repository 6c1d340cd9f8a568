import type { PolicyProblem } from '../../../shared/policy/policy-error.ts'
import type { Part } from '../../flow/policy-differences/difference.ts'

/** The parts of the editor, each a tab. */
export { PARTS as SECTIONS, type Part as Section } from '../../flow/policy-differences/difference.ts'

const PARTS: Record<string, Part> = {
  ownFields: 'own',
  routes: 'channels',
  calendar: 'channels',
  partnerTerritories: 'channels',
  dispositions: 'calls',
  contact: 'calls',
  validity: 'calls',
  maxAttempts: 'calls',
  callFirst: 'calls',
  wrapUpSeconds: 'calls',
  script: 'words',
  consentTexts: 'words',
}

/** Where something of the policy is edited. @param pointer JSON pointer */
export const sectionOf = ({ pointer }: PolicyProblem): Part => PARTS[pointer.split('/')[1] ?? ''] ?? 'score'
