/** 'Same company: Acme / Acme Inc.' -> 'Same company': the values stand beside it. */
export const inShort = (reason: string): string => reason.split(':')[0] ?? reason

/** The same within a sentence: 'same company, same phone number'. */
export const inSentence = (reasons: readonly string[]): string =>
  reasons
    .map((r) => inShort(r))
    .map((r) => r.charAt(0).toLowerCase() + r.slice(1))
    .join(', ')
