import type { KeyVault } from './key-vault.ts'
import type { PeopleStore } from './people-store.ts'
import { SignInError } from './session.ts'
import type { Stores } from './stores.ts'
import { newDataKey, unwrapKey, wrapKey } from './wrapped-key.ts'

export interface Typed {
  password: string
  earlierPassword?: string | undefined
  /** Central has found it right. */
  proven: boolean
  /** Begun while central was being asked. */
  begun?: Unwrapping | undefined
}

/** A wrapped key on its way to be unwrapped, which takes a while on purpose. Null: not by this password. */
export interface Unwrapping {
  wrappedKey: string
  key: Promise<CryptoKey | null>
}

export function beginUnwrapping(wrappedKey: string, password: string): Unwrapping {
  const key = unwrapKey(wrappedKey, password)
  // Told to whoever awaits it; where central refuses nobody does.
  key.catch(() => undefined)
  return { wrappedKey, key }
}

export interface Unlocked {
  key: CryptoKey
  wrappedKey: string
}

/** A person's data key, wrapped by the password typed; a new one where there is none yet. Rejects with SignInError. */
export async function unlock(
  { people, vault }: { people: PeopleStore; vault: KeyVault },
  personId: string,
  stores: Stores,
  { password, earlierPassword, proven, begun }: Typed,
): Promise<Unlocked> {
  const known = people.all().find((p) => p.person.id === personId)?.wrappedKey ?? null
  const wrapped = [...new Set([known, ...stores.wrappedKeys])].filter((w) => w !== null)
  const unwrapped = await unwrapFirst(wrapped, password, begun)
  if (unwrapped) {
    await vault.set(personId, unwrapped.key)
    return unwrapped
  }
  if (!proven) throw new SignInError('refused', 'The password is wrong.')
  const held = (await vault.get(personId)) ?? (await unwrapFirst(wrapped, earlierPassword))?.key ?? null
  if (wrapped.length > 0 && !held) {
    throw new SignInError(
      'earlierPassword',
      'The data on this machine is sealed with an earlier password of yours.',
    )
  }
  const key = held ?? (await newDataKey())
  await vault.set(personId, key)
  return { key, wrappedKey: await wrapKey(key, password) }
}

/** The data key, by the first copy that the password opens. */
async function unwrapFirst(
  wrapped: readonly string[],
  password: string | undefined,
  begun?: Unwrapping,
): Promise<Unlocked | null> {
  if (password === undefined) return null
  for (const wrappedKey of wrapped) {
    const key = await (wrappedKey === begun?.wrappedKey ? begun.key : unwrapKey(wrappedKey, password))
    if (key) return { key, wrappedKey }
  }
  return null
}
