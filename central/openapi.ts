import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problem } from '../shared/api/api.ts'
import { conditionSchema } from '../shared/policy/policy.ts'
import { FAULTS, type FaultKind } from '../shared/sync/faults.ts'
import { COOKIE } from './auth/guard.ts'
import { describe, PREFIX } from './openapi/describe.ts'
import { TAGS } from './openapi/operation.ts'
import { TITLES } from './problems.ts'

const SIGNED_IN: Record<string, string[]>[] = [{ session: [] }, { token: [] }]
const KEY = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      description:
        'Sent again with the same key within a day, the request is not done again: it gets the first answer',
    },
  },
}
const ERROR = 'application/problem+json'
const DONE: Record<string, string> = { 200: 'Done', 201: 'Made', 204: 'Done; there is nothing to say' }

/** Schemas that need a name in the document: those that hold themselves. */
const named = z.registry<{ id: string }>()
named.add(conditionSchema, { id: 'Condition' })
const transform = createJsonSchemaTransform({ schemaRegistry: named })
const withNamed = createJsonSchemaTransformObject({ schemaRegistry: named })

/**
 * Describes the routes that are registered after it as OpenAPI 3.1, from the schemas they are checked by; `app.swagger()` gives the
 * document once the app is ready.
 */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Leadwright',
        version: '1',
        description: `x-roles names who may call an operation, x-scope what an API key needs for it: one without is closed to keys. Every refusal is ${ERROR} (RFC 9457); its type ends in the kind.`,
      },
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
        schemas: { Problem: schemaOf(problem) },
        responses: Object.fromEntries(Object.keys(FAULTS).map((kind) => [kind, refusal(kind as FaultKind)])),
      },
    },
    convertConstToEnum: false,
    transform: (input) => {
      if (!input.url.startsWith(PREFIX)) return { url: input.url, schema: { hide: true } }
      const { schema, url } = transform(input)
      const { operation, roles, scope, takesKey, problems } = describe(input.route)
      const { gives, takes } = operation
      return {
        url,
        schema: {
          operationId: operation.id,
          summary: operation.summary,
          tags: [operation.tag],
          ...schema,
          ...(takesKey ? { headers: KEY } : {}),
          ...(takes ? { body: { content: { [takes]: { schema: { type: 'string' } } } } } : {}),
          ...(gives ? { response: { [gives.status]: answer(gives.type) } } : {}),
          security: roles === 'public' ? [] : SIGNED_IN,
          'x-roles': roles,
          ...(scope === null ? {} : { 'x-scope': scope }),
          'x-problems': problems,
          'x-takes-key': takesKey,
        },
      }
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('The document is to be of OpenAPI 3')
      const { openapiObject } = document
      for (const item of Object.values(openapiObject.paths ?? {}))
        for (const operation of Object.values(item as Record<string, Described>)) finish(operation)
      return withNamed({ openapiObject })
    },
  })
}

interface Described {
  'x-problems'?: FaultKind[]
  'x-takes-key'?: boolean
  responses: Record<string, { description: string } | { $ref: string }>
}

/** Names the refusals, by status; two kinds of one status are one answer. */
function finish(operation: Described): void {
  const { 'x-problems': problems = [], 'x-takes-key': takesKey = false, responses } = operation
  delete operation['x-problems']
  delete operation['x-takes-key']
  for (const [status, response] of Object.entries(responses))
    if ('description' in response) response.description = DONE[status] ?? 'Done'
  for (const kind of problems) responses[FAULTS[kind].status] = { $ref: `#/components/responses/${kind}` }
  // An Idempotency-Key of another request.
  if (takesKey) responses[422] = { $ref: '#/components/responses/malformed' }
}

const refusal = (kind: FaultKind) => ({
  description: TITLES[kind],
  content: { [ERROR]: { schema: { $ref: '#/components/schemas/Problem' } } },
})

const answer = (type: string | undefined) =>
  type
    ? { content: { [type]: { schema: type.endsWith('json') ? {} : { type: 'string' } } } }
    : { type: 'null' }

function schemaOf(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return rest as object
}
