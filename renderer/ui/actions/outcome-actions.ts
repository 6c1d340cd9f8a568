import { isDoNotCall } from '../../../shared/lead/lead.ts'
import { isDeskKey } from '../../../shared/policy/desk-keys.ts'
import { missingFor, promisedIn } from '../../flow/lead-of.ts'
import { FieldsMissing } from '../../flow/refusals.ts'
import { closeCallback } from '../../flow/schedule-callback.ts'
import { moment } from '../format/time.ts'
import type { Action, ActionContext } from './action.ts'
import { focusField } from './focus-field.ts'
import { isCallBack, runningCall, spoke } from './running-call.ts'

/** The outcomes of the campaign's policy on their keys: marked when chosen, given when the call is finished. */
export function outcomeActions(c: ActionContext): Action[] {
  const { t, view, policy, desk, screen } = c
  const lead = view?.snapshot.lead ?? null
  const call = lead && runningCall(lead, desk.me.id)
  if (!policy) return []
  return policy.dispositions
    .filter((d) => d !== spoke(policy))
    .map((d) => ({
      id: `disposition.${d.id}`,
      label: d.label,
      group: 'call',
      keys: isDeskKey(d.key) ? [] : [d.key],
      enabled: call !== null || (isCallBack(d) && lead !== null && !isDoNotCall(lead)),
      ...(lead && { because: t(isDoNotCall(lead) ? 'decided.doNotCallHint' : 'call.noneGoes') }),
      run: () =>
        c.attempt(async () => {
          if (isCallBack(d)) {
            screen.setState({ dialog: 'callback' })
            return
          }
          const chosen = screen.getState().disposition === d.id ? null : d.id
          screen.setState({
            disposition: chosen,
            said: chosen ? t('call.chosen', { outcome: d.label }) : t('call.unchosen'),
          })
          if (!lead || !call || chosen === null) return
          const promised = promisedIn(lead, call)
          if (promised) {
            await closeCallback(desk, lead.id, promised.id, 'cancelled')
            screen.setState({ said: t('callback.takenBack', { at: moment(promised.at, desk.now()) }) })
          }
          const missing = missingFor(lead, policy, d)
          if (missing[0]) {
            await focusField(missing[0])
            throw new FieldsMissing(d.label, missing, policy)
          }
        }),
    }))
}
