import type { Lead } from '../../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { AS_OF, leadOf } from '../../policy/lead-of.ts'

/** Leads with a random half or so of the default policy's answers, up to a year old; some called in vain, some set by hand. The same for the same seed. */
export function randomLeads(count: number, seed: number): Lead[] {
  const random = mulberry32(seed)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const days = Array.from({ length: 400 }, (_, age) =>
    new Date(Date.parse(AS_OF) - age * 86_400_000).toISOString().slice(0, 10),
  )
  const asked = DEFAULT_POLICY.fields.filter((f) => f.question !== null)
  return Array.from({ length: count }, () => {
    const known = random()
    const answers: Record<string, { value: string; day: string }> = {}
    for (const field of asked) {
      if (random() < known) answers[field.field] = { value: pick(field.answers).id, day: pick(days) }
    }
    return leadOf({
      answers: random() < 0.05 ? { ...answers, territory: 'partner' } : answers,
      responses: Math.floor(random() * 7),
      calls: new Array(random() < 0.2 ? 6 : 1).fill(false),
      ...(random() < 0.02 ? { routeByHand: 'hot' as const } : {}),
    })
  })
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
