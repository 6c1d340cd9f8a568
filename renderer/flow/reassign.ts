import {
  type Reassignment,
  type ReassignPreview,
  type ReassignPreviewRequest,
  reassignment,
  reassignmentsPage,
  reassignPreview,
} from '../../shared/api/reassign.ts'
import type { Desk } from './desk.ts'

/** A hundred thousand leads take central a while. */
const TIMEOUT_MS = 60_000

/** What giving leads to others would do. Rejects with a FaultError that names who cannot get any. */
export const previewReassign = (
  desk: Desk,
  body: ReassignPreviewRequest,
  signal?: AbortSignal,
): Promise<ReassignPreview> =>
  desk.api.request({
    method: 'POST',
    path: 'reassignments/preview',
    schema: reassignPreview,
    body,
    timeout: TIMEOUT_MS,
    signal,
  })

/** Gives them away. Sent again with the same id (after an answer that was lost) it does nothing more. The rest may still be under way. */
export const reassign = (
  desk: Desk,
  id: string,
  asked: ReassignPreviewRequest,
  reason: string,
): Promise<Reassignment> =>
  desk.api.request({
    method: 'POST',
    path: 'reassignments',
    schema: reassignment,
    body: { id, ...asked, ...(reason ? { reason } : {}) },
    timeout: TIMEOUT_MS,
  })

/** How far it is. */
export const readReassignment = (desk: Desk, id: string, signal?: AbortSignal): Promise<Reassignment> =>
  desk.api.request({ method: 'GET', path: `reassignments/${id}`, schema: reassignment, signal })

/** The latest ones. */
export async function loadReassignments(desk: Desk, signal?: AbortSignal): Promise<Reassignment[]> {
  const page = await desk.api.request({
    method: 'GET',
    path: 'reassignments',
    schema: reassignmentsPage,
    signal,
  })
  return page.reassignments
}

/** Gives back what nobody touched since; the answer is what that did. */
export const undoReassign = (desk: Desk, id: string): Promise<Reassignment> =>
  desk.api.request({
    method: 'POST',
    path: `reassignments/${id}/undo`,
    schema: reassignment,
    timeout: TIMEOUT_MS,
  })
