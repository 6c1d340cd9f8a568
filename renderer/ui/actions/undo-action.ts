import { undoLast } from '../../flow/undo/undo-last.ts'
import { openLead, sayPassing } from '../../state/screen.ts'
import { stepText } from '../format/step-text.ts'
import type { Action, ActionContext } from './action.ts'

/** Ctrl+Z: what was done last is taken back by an event, and the lead it was done to is shown. */
export function undoAction(c: ActionContext): Action {
  const { t, desk, screen, undo } = c
  const say = (text: string) => sayPassing(screen, text)
  return {
    id: 'undo',
    label: t('undo.action'),
    group: 'lead',
    keys: ['Ctrl+z'],
    enabled: true,
    run: () =>
      c.attempt(async () => {
        // An outcome that is only marked was not given yet.
        if (screen.getState().disposition !== null) {
          screen.setState({ disposition: null })
          return say(t('call.unchosen'))
        }
        const undone = await undoLast(desk, undo, t('undo.reason'))
        if (!undone) return say(t('undo.nothing'))
        const { step, final } = undone
        const lead = desk.reader.row(step.leadId)
        if (lead) {
          screen.setState({ screen: 'queue' })
          openLead(screen, lead.id)
        }
        const about = { what: stepText(step, desk, t), lead: lead?.name || t('lead.noName') }
        if (final === 'outcome' && lead) screen.setState({ dialog: 'amend' })
        else say(final === null ? t('undo.done', about) : t(`undo.final.${final}`, about))
      }),
  }
}
