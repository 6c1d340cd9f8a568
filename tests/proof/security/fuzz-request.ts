import type { Random } from '../support/random.ts'
import type { Operation } from './api-document.ts'
import { hostile, hostilePart } from './hostile-values.ts'
import { type Ground, validValue } from './valid-values.ts'

export interface FuzzRequest {
  /** As it is sent, from /api/v1 on. */
  path: string
  headers: Record<string, string>
  /** null: none. */
  body: string | null
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'text/csv',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'message/rfc822',
  '/',
  '',
]
const CSV = [
  'Email,Last name\na@b.example,Silva\n',
  'Email\n"',
  '',
  '\0\0\0',
  'a,b\n1,2,3\n',
  '\ufeff"a""b",a\n',
]

/** A request of the route: mostly as it should be, with something wrong in one place or more. */
export function fuzzRequest(operation: Operation, ground: Ground): FuzzRequest {
  const { random } = ground
  const part = () => (random.chance(0.25) ? hostilePart(random) : encodeURIComponent(random.pick(ground.ids)))
  const path = operation.path.replace(/\{\w+\}/g, part)
  const query = queryOf(operation, ground)
  const body = bodyOf(operation, ground)
  const headers: Record<string, string> = {}
  if (body !== null) {
    const type = operation.body?.type ?? 'application/json'
    const asked = random.chance(0.1) ? random.pick(TYPES) : type
    if (asked !== '') headers['content-type'] = asked
  }
  if (random.chance(0.1))
    headers['idempotency-key'] = random.pick(['x', '""', '"a b"', 'é', `x${'y'.repeat(300)}`])
  return { path: query === '' ? path : `${path}?${query}`, headers, body }
}

function queryOf({ query }: Operation, ground: Ground): string {
  const { random } = ground
  const said = query
    .filter((p) => random.chance(p.required ? 0.95 : 0.4))
    .flatMap(({ name, schema }) => {
      const value = random.chance(0.3)
        ? hostilePart(random)
        : encodeURIComponent(String(validValue(schema, ground)))
      return random.chance(0.1) ? [`${name}=${value}`, `${name}=${value}x`] : [`${name}=${value}`]
    })
  if (random.chance(0.05)) said.push(`${hostilePart(random)}=1`)
  return said.join('&')
}

function bodyOf({ body, method }: Operation, ground: Ground): string | null {
  const { random } = ground
  if (body === null) return method !== 'GET' && random.chance(0.05) ? '{}' : null
  if (!body.type.endsWith('json'))
    return random.chance(0.2) ? JSON.stringify(hostile(random)) : random.pick(CSV)
  if (random.chance(0.03))
    return random.pick(['', '{', 'null', '[]', '{"a":1,"a":2}', '\ufeff{}', '"\\ud800"'])
  let value = validValue(body.schema, ground)
  for (let n = random.below(3); n > 0; n -= 1) value = spoiled(value, random)
  const text = JSON.stringify(value) ?? 'null'
  // The same name twice, as only text can say it.
  return random.chance(0.03) ? text.replace(/^\{("[^"]+":)/, '{$1null,$1') : text
}

/** The value with something hostile in one place of it, something missing, or something more. */
function spoiled(value: unknown, random: Random): unknown {
  const isInside = typeof value === 'object' && value !== null && Object.keys(value).length > 0
  if (!isInside || random.chance(0.15)) return hostile(random)
  if (Array.isArray(value)) {
    const at = random.below(value.length)
    return value.map((held, n) => (n === at ? spoiled(held, random) : held))
  }
  const entries = Object.entries(value)
  const at = random.below(entries.length)
  if (random.chance(0.15)) return Object.fromEntries(entries.filter((_, n) => n !== at))
  if (random.chance(0.1)) return Object.fromEntries([...entries, [String(hostile(random)), hostile(random)]])
  return Object.fromEntries(entries.map(([k, held], n) => [k, n === at ? spoiled(held, random) : held]))
}
