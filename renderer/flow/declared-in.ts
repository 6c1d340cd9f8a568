import type { OwnField, Policy } from '../../shared/policy/policy.ts'
import type { Reader } from '../db/ports.ts'

/**
 * The own fields that these campaigns declare; null: all that are here. One that several have under one id stands once, with the choices of
 * all of them.
 */
export function declaredIn(reader: Reader, campaigns: readonly string[] | null): Pick<Policy, 'ownFields'> {
  const found = new Map<string, OwnField>()
  for (const { id } of reader.campaigns()) {
    if (campaigns && !campaigns.includes(id)) continue
    for (const field of reader.policy(id).ownFields ?? []) {
      const choices = [...(found.get(field.id)?.choices ?? []), ...(field.choices ?? [])]
      const once = choices.filter((c, i) => choices.findIndex((other) => other.id === c.id) === i)
      const { choices: _, ...known } = found.get(field.id) ?? field
      found.set(field.id, once.length > 0 ? { ...known, choices: once } : known)
    }
  }
  return { ownFields: [...found.values()] }
}
