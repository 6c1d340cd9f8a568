import type { LeadPage } from '../../../shared/api/api.ts'
import type { Channel, DeliveriesPage, Delivery } from '../../../shared/api/channels.ts'
import { type Api, CAMPAIGN, newId, type TestDevice } from '../support.ts'

type Saved = Channel & { secret: string }

export async function put(service: Api, id: string, body: object): Promise<Saved> {
  const whole = { kind: 'webhook', ...body }
  const response = await service('PUT', `/channels/${encodeURIComponent(id)}`, whole)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Saved
}

/** Captures leads that a supervisor routes by hand, so that they are handed off at once; their ids. */
export async function handOff(
  device: TestDevice,
  route: 'hot' | 'partner',
  count = 1,
  campaign = CAMPAIGN,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await device.sync(
    ids.flatMap((id, i) => [
      device.captured(id, { lastName: `Lead ${i}`, timeline: 'within3' }, campaign),
      device.event({ leadId: id, type: 'route.set', payload: { route, reason: 'asked for a quote' } }),
    ]),
  )
  return ids
}

export async function deliveriesOf(service: Api, query = ''): Promise<Delivery[]> {
  const page = (await (await service('GET', `/deliveries${query}`)).json()) as DeliveriesPage
  return page.deliveries
}

export async function deliveryOf(service: Api, lead: string): Promise<Delivery> {
  const found = (await deliveriesOf(service)).find((d) => d.lead === lead)
  if (!found) throw new Error(`there is no delivery of lead ${lead}`)
  return found
}

export async function leadOf(service: Api, id: string): Promise<LeadPage['leads'][number]> {
  return (await (await service('GET', `/leads/${id}`)).json()) as LeadPage['leads'][number]
}
