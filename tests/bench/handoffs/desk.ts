import { v7 } from 'uuid'
import { hybridClock } from '../../../shared/events/stamp.ts'
import { PROTOCOL } from '../../../shared/sync/protocol.ts'
import type { CentralProcess } from '../../e2e/support/central.ts'

const CAMPAIGN = 'bench'
const PASSWORD = 'leadwright'
const DEVICE = 'bench'

/** Hands a lead in that is hot at once; resolves when central has answered. */
export type HandIn = (lead: string) => Promise<void>

/** A supervisor's device at a new central with a campaign and a webhook for Sales. */
export async function openDesk(central: CentralProcess, hook: string): Promise<HandIn> {
  const send = (method: string, path: string, body: object) =>
    central.api(path, { method, body: JSON.stringify(body) })
  await send('POST', '/campaigns', { id: CAMPAIGN, name: 'Bench' })
  const email = 'bench@example.com'
  const person = { name: 'Bench', email, role: 'supervisor', password: PASSWORD }
  const { id: actor } = (await send('POST', '/people', person)) as { id: string }
  await send('PUT', '/channels/sales', { kind: 'webhook', url: hook, allowPrivate: true })
  const signIn = { email, password: PASSWORD, device: { id: DEVICE, name: '' } }
  const session = await fetch(`${central.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signIn),
  })
  const cookie = session.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  const clock = hybridClock(DEVICE)
  let at: { cursor: string | null; epoch: string | null } = { cursor: null, epoch: null }
  return async (leadId) => {
    const about = () => ({ id: v7(), leadId, actor, device: DEVICE, stamp: clock.next(Date.now()) })
    const fields = { lastName: leadId.slice(-6), phone: '+442079460000', timeline: 'within3', country: 'GB' }
    const captured = { campaign: CAMPAIGN, channel: 'desk', label: 'by hand', fields }
    const events = [
      { ...about(), type: 'lead.captured', payload: { ...captured, at: new Date().toISOString() } },
      { ...about(), type: 'route.set', payload: { route: 'hot', reason: 'asked for a quote' } },
    ]
    const device = { state: 'ready', waiting: 0 }
    const round = { protocol: PROTOCOL, ...at, deviceId: DEVICE, events, device }
    const answer = await fetch(`${central.url}/api/v1/sync`, {
      method: 'POST',
      headers: { cookie, origin: central.url, 'content-type': 'application/json' },
      body: JSON.stringify(round),
    })
    const text = await answer.text()
    const { cursor, epoch } = JSON.parse(text) as typeof at
    if (answer.ok) at = { cursor, epoch }
    if (!answer.ok || text.includes('"rejected"'))
      throw new Error(`sync: ${answer.status} ${text.slice(0, 500)}`)
  }
}
