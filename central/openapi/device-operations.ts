import type { Operation } from './operation.ts'

/** Devices, quarantine and erasure, by method and path under /api/v1. */
export const DEVICE_OPERATIONS: Record<string, Operation> = {
  'GET /devices': {
    id: 'listDevices',
    tag: 'accounts',
    summary: 'Devices: one’s own, the team’s for supervisors, all for administrators',
  },
  'POST /devices/:person/:id/revoke': {
    id: 'revokeDevice',
    tag: 'accounts',
    summary: 'From now on the device may hand in what waits, and nothing else; then it wipes itself',
  },
  'DELETE /devices/:person/:id/revoke': {
    id: 'reinstateDevice',
    tag: 'accounts',
    summary: 'Take a revocation back, where the device has not wiped itself yet',
  },
  'POST /devices/wiped': {
    id: 'noteWiped',
    tag: 'desk',
    summary: 'A device says that nothing of the person is left on it',
    gives: { status: 204 },
  },
  'GET /quarantine': {
    id: 'listQuarantine',
    tag: 'accounts',
    summary: 'Events handed in by devices that may no longer work',
  },
  'POST /quarantine/decide': {
    id: 'decideQuarantine',
    tag: 'accounts',
    summary: 'Release events in quarantine, or discard them',
  },
  'GET /leads/:id/export': {
    id: 'exportLead',
    tag: 'leads',
    summary: 'Everything that is held on the person of a lead, for themselves',
  },
  'POST /leads/:id/erase': {
    id: 'eraseLead',
    tag: 'leads',
    summary: 'Remove everything that is held on the person of a lead',
  },
  'GET /erasures': { id: 'listErasures', tag: 'leads', summary: 'The record of erasures' },
}
