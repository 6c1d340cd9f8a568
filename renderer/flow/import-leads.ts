import {
  type ImportPreview,
  type ImportProgress,
  importPreview,
  importProgress,
} from '../../shared/api/api.ts'
import {
  type ImportCheck,
  type ImportRecord,
  importCheck,
  importRecord,
  importsResponse,
} from '../../shared/api/imports.ts'
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

const queryOf = (file: File, { campaign, mapping }: ImportChoice): URLSearchParams =>
  new URLSearchParams({ fileName: file.name, campaign, map: JSON.stringify(mapping) })

/** What the whole file would do, were it imported now; nothing is stored. */
export const checkImport = (
  desk: Desk,
  file: File,
  choice: ImportChoice,
  signal?: AbortSignal,
): Promise<ImportCheck> =>
  desk.api.request({
    method: 'POST',
    path: `imports/check?${queryOf(file, choice)}`,
    schema: importCheck,
    body: file,
    contentType: 'application/octet-stream',
    timeout: 0,
    signal,
  })

/** Streams the file to central under an id of the caller's choosing, so that a second try joins the first. */
export function runImport(
  desk: Desk,
  id: string,
  file: File,
  choice: ImportChoice,
  signal?: AbortSignal,
): Promise<ImportProgress> {
  return desk.api.request({
    method: 'PUT',
    path: `imports/${id}?${queryOf(file, choice)}`,
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

/** The latest imports, and which were taken back. */
export const loadImports = async (desk: Desk, signal?: AbortSignal): Promise<ImportRecord[]> =>
  (await desk.api.request({ method: 'GET', path: 'imports', schema: importsResponse, signal })).imports

/** Takes an import back; asked again it goes on. */
export const undoImport = (desk: Desk, id: string, reason: string): Promise<ImportRecord> =>
  desk.api.request({ method: 'POST', path: `imports/${id}/undo`, schema: importRecord, body: { reason } })

export const importRecordOf = (desk: Desk, id: string, signal?: AbortSignal): Promise<ImportRecord> =>
  desk.api.request({ method: 'GET', path: `imports/${id}/undo`, schema: importRecord, signal })

/** Where every refused row is, as a file to download. */
export const importProblemsUrl = (desk: Desk, id: string): string =>
  desk.api.url(`imports/${id}/problems.csv`)
