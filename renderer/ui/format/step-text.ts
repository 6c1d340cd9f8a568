import type { TFunction } from 'i18next'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { Desk } from '../../flow/desk.ts'
import type { Step } from '../../flow/undo/undo-log.ts'
import { valueTextIn } from '../identity/value-text.ts'
import { moment } from './time.ts'

/** What a step did, in words. */
export function stepText({ drafts: [draft], after }: Step, desk: Desk, t: TFunction): string {
  const policy = desk.reader.policy(after.campaign)
  switch (draft?.type) {
    case 'field.answered': {
      const { field, value } = draft.payload
      return `${fieldLabel(policy, field)}: ${valueTextIn(policy, field, value)}`
    }
    case 'field.declined':
    case 'field.withdrawn': {
      const what = draft.type === 'field.withdrawn' ? 'cleared' : draft.payload.later ? 'later' : 'declined'
      return `${fieldLabel(policy, draft.payload.field)}: ${t(`undo.what.${what}`)}`
    }
    case 'callback.scheduled':
      return t('undo.what.scheduled', { at: moment(draft.payload.at, desk.now()) })
    case 'callback.closed':
      return t('undo.what.closed')
    case 'note.written':
      return t('undo.what.note')
    case 'lead.skipped':
      return t('undo.what.skipped')
    case 'route.set':
      return t('undo.what.route')
    case 'call.amended':
      return t('undo.what.amended')
    case 'lead.merged':
      return t('undo.what.merged')
    default:
      return draft?.type ?? ''
  }
}
