import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scope } from '../../../shared/api/accounts.ts'
import type { Role } from './callers.ts'

/** A JSON schema as the document has them. */
export type Schema = { readonly [key: string]: unknown }

export interface Operation {
  /** 'POST /leads/{id}/erase', from /api/v1 on. */
  name: string
  method: string
  path: string
  roles: readonly Role[] | 'public'
  scope: Scope | null
  query: readonly { name: string; required: boolean; schema: Schema }[]
  /** null: none. */
  body: { type: string; schema: Schema } | null
  /** By status and media type. */
  answers: Readonly<Record<string, Readonly<Record<string, Schema>>>>
}

export interface ApiDocument {
  operations: readonly Operation[]
  /** Named schemas. */
  schemas: Readonly<Record<string, Schema>>
}

interface Described {
  'x-roles': Role[] | 'public'
  'x-scope'?: Scope
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>
}

const PREFIX = '/api/v1'
const FILE = join(import.meta.dirname, '../../../docs/openapi.json')

/** What the checked-in document says; that central sends the same, and has no other route, is tested as AP1 and AP2. */
export async function apiDocument(): Promise<ApiDocument> {
  const { paths, components } = JSON.parse(await readFile(FILE, 'utf8')) as {
    paths: Record<string, Record<string, Described>>
    components: {
      schemas: Record<string, Schema>
      responses: Record<string, Described['responses'][string]>
    }
  }
  const answersOf = ({ responses }: Described) =>
    Object.fromEntries(
      Object.entries(responses).map(([status, response]) => {
        const named = response.$ref?.split('/').at(-1)
        const { content = {} } = named === undefined ? response : components.responses[named]!
        return [status, Object.fromEntries(Object.entries(content).map(([type, c]) => [type, c.schema]))]
      }),
    )
  const operations = Object.entries(paths).flatMap(([address, item]) =>
    Object.entries(item).map(([verb, described]): Operation => {
      const path = address.slice(PREFIX.length)
      const method = verb.toUpperCase()
      const [body] = Object.entries(described.requestBody?.content ?? {})
      return {
        name: `${method} ${path}`,
        method,
        path,
        roles: described['x-roles'],
        scope: described['x-scope'] ?? null,
        query: (described.parameters ?? [])
          .filter((p) => p.in === 'query')
          .map(({ name, required = false, schema }) => ({ name, required, schema })),
        body: body ? { type: body[0], schema: body[1].schema } : null,
        answers: answersOf(described),
      }
    }),
  )
  return { operations, schemas: components.schemas }
}
