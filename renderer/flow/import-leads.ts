import {
  type ImportPreview,
  type ImportProgress,
  importPreview,
  importProgress,
} from '../../shared/api/api.ts'
import type { Desk } from './desk.ts'

const HEAD_BYTES = 256 * 1024

export interface ImportChoice {
  campaign: string
  /** Header -> target (null: leave it out), for the columns a person corrected. */
  mapping: Record<string, string | null>
}

/** What central makes of the head of a file for a campaign ('': one still to be made); nothing is stored. */
export const previewImport = (desk: Desk, file: File, campaign: string): Promise<ImportPreview> =>
  desk.api.request({
    method: 'POST',
    path: `imports/preview?${new URLSearchParams(campaign === '' ? {} : { campaign })}`,
    schema: importPreview,
    body: file.slice(0, HEAD_BYTES),
    contentType: 'application/octet-stream',
  })

/** Streams the file to central under an id of the caller's choosing, so that a second try joins the first. */
export function runImport(
  desk: Desk,
  id: string,
  file: File,
  choice: ImportChoice,
  signal?: AbortSignal,
): Promise<ImportProgress> {
  const query = new URLSearchParams({
    fileName: file.name,
    campaign: choice.campaign,
    map: JSON.stringify(choice.mapping),
  })
  return desk.api.request({
    method: 'PUT',
    path: `imports/${id}?${query}`,
    schema: importProgress,
    body: file,
    contentType: 'application/octet-stream',
    timeout: 0,
    signal,
  })
}

export const importState = (desk: Desk, id: string, signal?: AbortSignal): Promise<ImportProgress> =>
  desk.api.request({ method: 'GET', path: `imports/${id}`, schema: importProgress, signal })

export async function cancelImport(desk: Desk, id: string): Promise<void> {
  await desk.api.request({ method: 'DELETE', path: `imports/${id}` })
}

/** Where every refused row is, as a file to download. */
export const importProblemsUrl = (desk: Desk, id: string): string =>
  desk.api.url(`imports/${id}/problems.csv`)
