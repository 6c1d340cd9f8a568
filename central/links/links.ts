/** What a signed link is for: each kind is read only as itself. */
export type LinkKind = 'unsubscribe' | 'click' | 'form' | 'shop' | 'invitation'

/** Links that people outside get: signed, so that nobody makes one of their own. */
export interface Links {
  /**
   * An absolute address below central's public one: `<public>/l/<kind>/<token>`.
   * @param data small, and not secret: it can be read in the address
   * @param expires epoch milliseconds; left out: never
   */
  url(kind: LinkKind, data: object, expires?: number): string
  /** What the token was made with; null: it is none of this kind, was tampered with, or has expired. */
  read(kind: LinkKind, token: string, now: number): Record<string, unknown> | null
  /** A short signature for what stands in a mail address: lower case, digits. */
  sign(purpose: string, text: string): string
  /** Whether `sign` gave this. Takes as long for a wrong signature as for a right one. */
  isSigned(purpose: string, text: string, signature: string): boolean
}
