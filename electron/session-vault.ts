import { z } from 'zod'
import type { Vault } from './vault.ts'

/** Holds the bearer token of this installation's session. The page never sees it. */
export interface SessionVault {
  token(): string | null
  /** Survives a restart where the system has a keyring; else only as long as the app runs. */
  keep(token: string): Promise<void>
  forget(): Promise<void>
}

/** Not a name the page may ask the vault for: those have no dots. */
const NAME = 'session.token'

const stored = z.object({ central: z.string(), token: z.string() })

/** A token is only ever sent to the central it came from. */
export async function openSessionVault(vault: Vault, central: string): Promise<SessionVault> {
  let token = read(await vault.get(NAME), central)
  return {
    token: () => token,
    async keep(fresh) {
      token = fresh
      await vault.set(NAME, JSON.stringify({ central, token: fresh }))
    },
    async forget() {
      token = null
      await vault.delete(NAME)
    },
  }
}

function read(secret: string | null, central: string): string | null {
  if (secret === null) return null
  const parsed = stored.safeParse(JSON.parse(secret))
  return parsed.success && parsed.data.central === central ? parsed.data.token : null
}
