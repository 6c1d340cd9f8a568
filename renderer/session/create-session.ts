import type { Desktop } from '../../shared/ipc/contract.ts'
import type { SessionControl, SessionListener } from './session.ts'

/** Made once by main.tsx. */
export function createSession(desktop: Desktop | null, listener: SessionListener): SessionControl {
  throw new Error(`not yet (${desktop === null} ${typeof listener})`)
}
