import type {
  Channel,
  ChannelInput,
  ChannelKind,
  HookedChannel,
  Mapped,
} from '../../../../shared/api/channels.ts'

/** What a channel can be of; the first is what it is while nothing was set up. */
export const KINDS: Record<HookedChannel, readonly ChannelKind[]> = {
  sales: ['inbox', 'webhook', 'email'],
  partner: ['inbox', 'webhook', 'email'],
  web: ['link', 'webhook', 'email'],
  nurture: ['campaign', 'webhook', 'email'],
  escalations: ['webhook'],
}

/** Everything that a channel of any kind could say; a kind takes its own of it. */
export interface ChannelDraft {
  kind: ChannelKind
  enabled: boolean
  url: string
  allowPrivate: boolean
  /** One address a line. */
  to: string
  mail: { subject: string; text: string } | null
  mapping: Mapped[]
}

export function draftOf(channel: Channel | null, kind: ChannelKind): ChannelDraft {
  const empty = { url: '', allowPrivate: false, to: '', mail: null, mapping: [] }
  if (channel === null) return { kind, enabled: true, ...empty }
  const draft = { ...empty, kind: channel.kind, enabled: channel.enabled }
  if (channel.kind === 'webhook')
    return { ...draft, url: channel.url, allowPrivate: channel.allowPrivate, mapping: channel.mapping }
  if (channel.kind === 'email') return { ...draft, to: channel.to.join('\n'), mapping: channel.mapping }
  if (channel.kind === 'link')
    return { ...draft, url: channel.url, mail: channel.mail, mapping: channel.mapping }
  return draft
}

export function inputOf(d: ChannelDraft): ChannelInput {
  const { kind, enabled, url, mapping } = { ...d, url: d.url.trim() }
  if (kind === 'webhook') return { kind, enabled, url, allowPrivate: d.allowPrivate, mapping }
  if (kind === 'email') return { kind, enabled, to: addresses(d.to), mapping }
  if (kind === 'link') return { kind, enabled, url, mapping, mail: d.mail }
  return { kind }
}

export const hasMapping = (kind: ChannelKind) => kind === 'webhook' || kind === 'email' || kind === 'link'
export const hasUrl = (kind: ChannelKind) => kind === 'webhook' || kind === 'link'

const addresses = (text: string) => text.split(/[\s,;]+/u).filter((a) => a !== '')

export const incomplete = (d: ChannelDraft): boolean =>
  (hasUrl(d.kind) && d.url.trim() === '') ||
  (d.mail !== null && (d.mail.subject.trim() === '' || d.mail.text.trim() === '')) ||
  (hasMapping(d.kind) && d.mapping.some((m) => m.name.trim() === ''))
