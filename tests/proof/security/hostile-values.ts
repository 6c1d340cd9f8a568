import type { Random } from '../support/random.ts'

const nested = (depth: number): unknown => {
  let value: unknown = 'deep'
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { in: value }
  return value
}

/** What no program sends that means well: of every type, at the edges of it, and what has a meaning somewhere behind. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202eabc',
  '\ufeff',
  'раураl',
  '👩‍👩‍👧‍👦'.repeat(40),
  'x'.repeat(30_000),
  "'; drop table leads; --",
  '<script>alert(1)</script>',
  '=cmd|calc!A1',
  '../../../etc/passwd',
  '{{ "x" | append: 7 }}',
  '{% for i in (1..100000000) %}x{% endfor %}',
  '__proto__',
  'constructor',
  '%00',
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  '-271821-04-20T00:00:00.000Z',
  'NaN',
  'Infinity',
  '1e999',
  '00000000-0000-0000-0000-000000000000',
  [],
  {},
  [[]],
  [null],
  Array.from({ length: 2000 }, () => 0),
  Object.fromEntries([['__proto__', { polluted: true }]]),
  { constructor: { prototype: { polluted: true } } },
  Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`key${n}`, n])),
  nested(200),
  nested(3000),
]

export const hostile = (random: Random): unknown => random.pick(VALUES)

const ENCODED = [
  '%',
  '%zz',
  '%ff',
  '%00',
  '%2e%2e%2f',
  '%ED%A0%80',
  '..%2f..',
  '%252e',
  'x'.repeat(3000),
  '%5C',
  ';',
  '+',
]

/** A part of an address, as it is sent. */
export function hostilePart(random: Random): string {
  if (random.chance(0.4)) return random.pick(ENCODED)
  const value = hostile(random)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return encodeURIComponent(text.slice(0, 2000).replace(/\p{Surrogate}/gu, '\ufffd'))
}
