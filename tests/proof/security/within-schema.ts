import { z } from 'zod'
import type { ApiDocument, Operation, Schema } from './api-document.ts'

/** Checks answers by what the document says of them: what is wrong with one, or null. */
export type Check = (
  operation: Operation,
  answer: { status: number; type: string; body: string },
) => string | null

export function withinSchema({ schemas }: ApiDocument): Check {
  const $defs = local(schemas) as Record<string, Schema>
  const made = new Map<Schema, z.ZodType>()
  const compiled = (schema: Schema): z.ZodType => {
    const known = made.get(schema)
    if (known) return known
    const type = z.fromJSONSchema({ ...(local(schema) as object), $defs } as Parameters<
      typeof z.fromJSONSchema
    >[0])
    made.set(schema, type)
    return type
  }
  return ({ answers }, { status, type, body }) => {
    const told = answers[status]
    if (!told) return `the status ${status} is not in the document`
    const media = type.split(';')[0]!
    if (Object.keys(told).length === 0) return body === '' ? null : 'a body where none is documented'
    const schema = told[media]
    if (!schema) return `the type ${media} is not in the document`
    if (!media.endsWith('json')) return null
    const value: unknown = JSON.parse(body)
    const checked = compiled(schema).safeParse(value)
    if (!checked.success) return z.prettifyError(checked.error)
    return status < 400 || (value as { status: number }).status === status ? null : 'says another status'
  }
}

/** References as a schema by itself has them. */
const local = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'))
