import {
  type AttemptOutcome,
  attemptOutcome,
  type Channel,
  type ChannelInput,
  type ChannelSaved,
  channelSaved,
  channelsResponse,
  type DeliveriesPage,
  type Delivery,
  type DeliveryState,
  deliveriesPage,
  delivery,
  replayed,
} from '../../../shared/api/channels.ts'
import type { Desk } from '../desk.ts'

const at = (id: string) => `channels/${encodeURIComponent(id)}`

export const loadChannels = async (desk: Desk, signal?: AbortSignal): Promise<Channel[]> =>
  (await desk.api.request({ method: 'GET', path: 'channels', schema: channelsResponse, signal })).channels

/** @param id 'sales', 'sales@spring' */
export const saveChannel = (desk: Desk, id: string, body: ChannelInput): Promise<ChannelSaved> =>
  desk.api.request({ method: 'PUT', path: at(id), schema: channelSaved, body })

export const deleteChannel = (desk: Desk, id: string): Promise<unknown> =>
  desk.api.request({ method: 'DELETE', path: at(id) })

/** @param keep the secret before it signs on beside the new one */
export const rotateSecret = (desk: Desk, id: string, keep: boolean): Promise<ChannelSaved> =>
  desk.api.request({ method: 'POST', path: `${at(id)}/rotate`, schema: channelSaved, body: { keep } })

/** Sends a message to a webhook now, and waits for what comes of it. */
export const testChannel = (desk: Desk, id: string): Promise<AttemptOutcome> =>
  desk.api.request({ method: 'POST', path: `${at(id)}/test`, schema: attemptOutcome, timeout: 40_000 })

/** Sends all dead deliveries of a channel again; how many. */
export const replayChannel = async (desk: Desk, id: string): Promise<number> =>
  (await desk.api.request({ method: 'POST', path: `${at(id)}/replay`, schema: replayed })).replayed

export function loadDeliveries(
  desk: Desk,
  state: DeliveryState,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<DeliveriesPage> {
  const query = new URLSearchParams({ state, ...(cursor === null ? {} : { cursor }) })
  return desk.api.request({ method: 'GET', path: `deliveries?${query}`, schema: deliveriesPage, signal })
}

export const replayDelivery = (desk: Desk, id: string): Promise<Delivery> =>
  desk.api.request({ method: 'POST', path: `deliveries/${id}/replay`, schema: delivery })
