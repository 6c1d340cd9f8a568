import { v7 } from 'uuid'
import { z } from 'zod'
import {
  attemptOutcome,
  channel,
  channelInput,
  channelPreview,
  channelSaved,
  channelsResponse,
  deliveriesPage,
  delivery,
  deliveryState,
  replayed,
  rotation,
} from '../../shared/api/channels.ts'
import {
  channelOf,
  deleteChannel,
  getChannel,
  listChannels,
  putChannel,
  rotate,
} from '../channels/channels.ts'
import { DELIVERING } from '../channels/deliver.ts'
import { listDeliveries } from '../channels/deliveries.ts'
import { post } from '../channels/post.ts'
import { previewChannel } from '../channels/preview.ts'
import { replay, replayAll } from '../channels/replay.ts'
import { Fail } from '../fail.ts'
import type { App, CentralDeps } from './deps.ts'

const config = { roles: ['administrator', 'service'], scope: 'channels:write' } as const
const params = z.object({ id: z.string().min(1).max(100) })
const deliveryParams = z.object({ id: z.uuid() })
const previewQuery = z.strictObject({ lead: z.uuid() })
const query = z.strictObject({ state: deliveryState.optional(), cursor: z.uuid().optional() })

/** The channels that leads are handed off to, and the deliveries. */
export function channelRoutes(app: App, deps: CentralDeps): void {
  app.get('/channels', { config, schema: { response: { 200: channelsResponse } } }, async () => ({
    channels: await listChannels(deps.db),
  }))

  app.get('/channels/:id', { config, schema: { params, response: { 200: channel } } }, (request) =>
    getChannel(deps.db, request.params.id),
  )

  app.put(
    '/channels/:id',
    { config, schema: { params, body: channelInput, response: { 200: channelSaved, 201: channelSaved } } },
    async (request, reply) => {
      const { saved, made } = await putChannel(deps.db, request.params.id, request.body)
      return reply.code(made ? 201 : 200).send(saved)
    },
  )

  app.delete('/channels/:id', { config, schema: { params } }, async (request, reply) => {
    await deleteChannel(deps.db, request.params.id)
    return reply.code(204).send()
  })

  app.post(
    '/channels/:id/rotate',
    { config, schema: { params, body: rotation, response: { 200: channelSaved } } },
    (request) => rotate(deps.db, request.params.id, request.body.keep),
  )

  app.post(
    '/channels/:id/test',
    { config, schema: { params, response: { 200: attemptOutcome } } },
    async (request) => {
      const { id, secrets, settings } = await channelOf(deps.db, request.params.id)
      if (settings.kind !== 'webhook') throw new Fail('conflict', 'Only a webhook can be tested')
      const at = new Date()
      const body = JSON.stringify({
        type: 'channel.test',
        timestamp: at.toISOString(),
        data: { channel: id },
      })
      return post(settings, { id: v7(), body, secrets, at }, DELIVERING.limitMs)
    },
  )

  app.get(
    '/channels/:id/preview',
    { config, schema: { params, querystring: previewQuery, response: { 200: channelPreview } } },
    (request) => previewChannel(deps, request.params.id, request.query.lead, deps.now()),
  )

  app.post(
    '/channels/:id/replay',
    { config, schema: { params, response: { 200: replayed } } },
    async (request) => ({ replayed: await replayAll(deps, request.params.id, deps.now()) }),
  )

  app.get(
    '/deliveries',
    { config, schema: { querystring: query, response: { 200: deliveriesPage } } },
    (request) => listDeliveries(deps.db, request.query),
  )

  app.post(
    '/deliveries/:id/replay',
    { config, schema: { params: deliveryParams, response: { 200: delivery } } },
    (request) => replay(deps, request.params.id, deps.now()),
  )
}
