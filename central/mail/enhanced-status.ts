/** 'class.subject.detail' (RFC 3463): '5.1.1'. */
const STATUS = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/

/** The first enhanced status in what a server said; null: it gave none. */
export const statusIn = (text: string): string | null => STATUS.exec(text)?.[0] ?? null

export const isPermanent = (status: string): boolean => status.startsWith('5.')

/** Full mailboxes, sizes, contents, security and policy: reasons against one mail, not against the address. */
const OTHERWISE = /^5\.(2\.[23]|3\.4|6\.\d+|7\.\d+)$/

/** Whether it says for good that mail does not arrive at the address. */
export const isDead = (status: string | null): boolean =>
  status !== null && isPermanent(status) && !OTHERWISE.test(status)
