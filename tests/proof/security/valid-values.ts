import type { Random } from '../support/random.ts'
import type { Schema } from './api-document.ts'

/** What texts are here: whatever a pattern asks for, one of them has it. */
const TEXTS = [
  'x',
  'North',
  'GB',
  'en',
  'EUR',
  'one',
  'spring',
  'own.supplier',
  'firstName',
  '+442079460001',
  '2026-11-24',
  '2026-11-24T10:00:00.000Z',
  'Europe/London',
  'ana@example.com',
  'http://127.0.0.1:9/',
  '#1f6feb',
  '1',
  '08:00',
]
const BY_FORMAT: Record<string, string> = {
  email: 'fuzz@example.com',
  uri: 'http://127.0.0.1:9/',
  date: '2026-11-24',
  'date-time': '2026-11-24T10:00:00.000Z',
}

/** @param ids of things that there are */
export interface Ground {
  schemas: Readonly<Record<string, Schema>>
  ids: readonly string[]
  random: Random
}

/** A value that the schema lets pass, or nearly: of patterns only the usual ones are met. */
export function validValue(schema: Schema, ground: Ground, depth = 0): unknown {
  const { random } = ground
  const named = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1)! : null
  if (named !== null) return validValue(ground.schemas[named]!, ground, depth + 1)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return random.pick(schema.enum)
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  // Conditions hold themselves: the last choice is the simplest.
  if (choices) return validValue(depth > 5 ? choices.at(-1)! : random.pick(choices), ground, depth + 1)
  const type = Array.isArray(schema.type) ? random.pick(schema.type as string[]) : schema.type
  if (type === 'object') return objectOf(schema, ground, depth)
  if (type === 'array') return arrayOf(schema, ground, depth)
  if (type === 'string') return textOf(schema, ground)
  if (type === 'integer' || type === 'number') return numberOf(schema, random)
  if (type === 'boolean') return random.chance(0.5)
  return type === 'null' ? null : 'anything'
}

function objectOf(schema: Schema, ground: Ground, depth: number): object {
  const { random } = ground
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Record<string, Schema>
    required?: string[]
    additionalProperties?: Schema | boolean
  }
  const named = Object.entries(properties)
    .filter(([name]) => required.includes(name) || random.chance(0.5))
    .map(([name, part]) => [name, validValue(part, ground, depth + 1)])
  const more =
    typeof additionalProperties === 'object' && depth < 5
      ? [[textOf((schema.propertyNames ?? {}) as Schema, ground), additionalProperties]]
      : []
  const held = more.map(([name, part]) => [name, validValue(part as Schema, ground, depth + 1)])
  return Object.fromEntries([...named, ...held])
}

function arrayOf(schema: Schema, ground: Ground, depth: number): unknown[] {
  const {
    prefixItems,
    items,
    minItems = 0,
  } = schema as {
    prefixItems?: Schema[]
    items?: Schema
    minItems?: number
  }
  if (prefixItems) return prefixItems.map((part) => validValue(part, ground, depth + 1))
  const length = minItems + (depth > 5 ? 0 : ground.random.below(3))
  return Array.from({ length: Math.min(length, 5) }, () => validValue(items ?? {}, ground, depth + 1))
}

function textOf(schema: Schema, { ids, random }: Ground): string {
  const {
    format,
    pattern,
    minLength = 0,
    maxLength = 200,
  } = schema as {
    format?: string
    pattern?: string
    minLength?: number
    maxLength?: number
  }
  if (format === 'uuid') return random.pick(ids.filter((id) => id.length === 36))
  if (format !== undefined && format in BY_FORMAT) return BY_FORMAT[format]!
  const fitting = pattern === undefined ? TEXTS : TEXTS.filter((t) => new RegExp(pattern, 'u').test(t))
  const text = random.chance(0.4) && pattern === undefined ? random.pick(ids) : null
  return (text ?? (fitting.length > 0 ? random.pick(fitting) : 'x'))
    .padEnd(minLength, 'x')
    .slice(0, maxLength)
}

function numberOf(schema: Schema, random: Random): number {
  const { minimum = 0, exclusiveMinimum } = schema as { minimum?: number; exclusiveMinimum?: number }
  const least = Math.max(exclusiveMinimum === undefined ? minimum : exclusiveMinimum + 1, -1)
  return least + random.below(4)
}
