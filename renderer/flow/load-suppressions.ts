import {
  type SuppressionOutcome,
  suppressionListsResponse,
  suppressionOutcome,
} from '../../shared/api/qualification.ts'
import type { Desk } from './desk.ts'

/** The lists as central keeps them, with their size; administrators only. */
export const loadSuppressions = (desk: Desk, signal?: AbortSignal) =>
  desk.api.request({ method: 'GET', path: 'suppressions', schema: suppressionListsResponse, signal })

export interface NewList {
  name: string
  source: string
  /** ISO alpha-2 of numbers without country code; '' for none. */
  country: string
}

/** Sends a list of numbers, addresses and domains. One of the same name takes the place of the one before. */
export function sendSuppressions(
  desk: Desk,
  file: Blob,
  list: NewList,
  signal?: AbortSignal,
): Promise<SuppressionOutcome> {
  const query = new URLSearchParams(Object.entries(list).filter(([, value]) => value !== ''))
  return desk.api.request({
    method: 'PUT',
    path: `suppressions/${listId(list.name)}?${query}`,
    schema: suppressionOutcome,
    body: file,
    contentType: 'application/octet-stream',
    timeout: 0,
    signal,
  })
}

export async function deleteSuppressions(desk: Desk, id: string): Promise<void> {
  await desk.api.request({ method: 'DELETE', path: `suppressions/${encodeURIComponent(id)}` })
}

/** 'Robinson-Liste 2026' -> 'robinson-liste-2026'. A name without any Latin letter or digit gets its code points. */
export function listId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  const id = words || [...plain].map((c) => (c.codePointAt(0) ?? 0).toString(36)).join('-')
  return id.slice(0, 64).replace(/-+$/, '')
}
