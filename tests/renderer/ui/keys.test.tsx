import { describe, expect, it } from 'vitest'
import type { LeadView } from '../../../renderer/db/views.ts'
import { KeptPlace } from '../../../renderer/flow/lists/kept-place.ts'
import { numberStates } from '../../../renderer/flow/numbers.ts'
import { createFilters } from '../../../renderer/flow/saved-filters.ts'
import { remembering } from '../../../renderer/flow/undo/undo-log.ts'
import { createTexts } from '../../../renderer/i18n/index.ts'
import { createScreenStore, SCREENS, type ScreenName } from '../../../renderer/state/screen.ts'
import type { Action, ActionContext } from '../../../renderer/ui/actions/action.ts'
import { callActions } from '../../../renderer/ui/actions/call-actions.ts'
import { leadActions } from '../../../renderer/ui/actions/lead-actions.ts'
import { screenActions } from '../../../renderer/ui/actions/screen-actions.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

describe('[UI14] the keys of a default campaign', () => {
  it.each(['ana', 'judith', 'sam'])('mean one thing on each screen, in every state (%s)', async (me) => {
    const desk = memoryDesk({ leads: 3, me, ownerOf: () => me })
    const lead = desk.reader.rows()[0]!.id
    const views: LeadView[] = []
    const look = async () => views.push((await desk.reader.lead(lead))!)
    const say = (type: 'call.started' | 'call.finished' | 'field.answered', payload: object) =>
      desk.transactor.commit([{ leadId: lead, type, payload } as never])
    const at = new Date(desk.now()).toISOString()
    await look()
    await say('call.started', { call: 'c1', phone: '+17575550142', at })
    await look()
    await say('field.answered', { field: 'mobile', value: '+17575550143', call: 'c1' })
    const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === 'doNotCall')!
    await say('call.finished', { call: 'c1', at, disposition: 'doNotCall', flags })
    await look()
    for (const screenName of SCREENS) {
      const meanings = new Map<string, Set<string>>()
      for (const view of screenName === 'queue' ? [null, ...views] : [null])
        for (const action of actionsOf(desk, { screenName, view }))
          for (const key of meant(action) ? action.keys : [])
            meanings.set(key, (meanings.get(key) ?? new Set()).add(action.id))
      const twofold = [...meanings].filter(([, ids]) => ids.size > 1).map(([key, ids]) => [key, ...ids])
      expect(twofold, screenName).toEqual([])
    }
  })

  it('no key of an outcome is that of anything else that can be done to a lead', () => {
    const outcomes = DEFAULT_POLICY.dispositions.map((d) => d.key)
    const desk = memoryDesk({ leads: 1, me: 'sam', ownerOf: () => 'sam' })
    const others = actionsOf(desk, { screenName: 'queue', view: desk.reader.leadAtHand('') })
      .filter((a) => !a.id.startsWith('disposition.') && !a.id.startsWith('pair.'))
      .flatMap((a) => a.keys.filter((key) => outcomes.includes(key)).map((key) => `${key}: ${a.id}`))
    expect(others).toEqual([])
  })

  it('[PO7] an outcome of an earlier policy on a key of the desk’s own has no key', () => {
    const desk = memoryDesk({ leads: 1, me: 'ana', ownerOf: () => 'ana' })
    const view = desk.reader.leadAtHand(desk.reader.rows()[0]!.id)
    const dispositions = DEFAULT_POLICY.dispositions.map((d) =>
      d.id === 'noAnswer' ? { ...d, key: 'U' } : d,
    )
    const actions = actionsOf(desk, {
      screenName: 'queue',
      view,
      policy: { ...DEFAULT_POLICY, dispositions },
    })
    expect(actions.find((a) => a.id === 'disposition.noAnswer')).toMatchObject({ keys: [] })
    expect(actions.filter((a) => a.keys.includes('u')).map((a) => a.id)).toEqual(['consent'])
  })
})

/** What a key does, or says why it does not: answers take turns on the digits, one at a time. */
const meant = (a: Action) => (a.enabled || a.because !== undefined) && !/^answer\./.test(a.id)

function actionsOf(
  desk: MemoryDesk,
  state: { screenName: ScreenName; view: LeadView | null; policy?: Policy },
): readonly Action[] {
  const context: ActionContext = {
    desk,
    undo: remembering(desk).log,
    filters: createFilters(localStorage, desk.me.id),
    screen: createScreenStore(),
    session: {
      setDeviceState: () => undefined,
      keepGlance: () => undefined,
      syncNow: () => undefined,
      signInAgain: async () => undefined,
    },
    signOut: async () => undefined,
    t: createTexts().t,
    numbers: state.view ? numberStates(desk, state.view, desk.now()) : [],
    queue: desk.reader.list(),
    kept: new KeptPlace(),
    policy: DEFAULT_POLICY,
    online: true,
    going: null,
    notice: null,
    leadsShown: state.screenName === 'team',
    selected: 2,
    attempt: async (work) => void (await work()),
    openPalette: () => undefined,
    ...state,
  }
  return [...callActions(context), ...leadActions(context), ...screenActions(context)]
}
