import type { ComponentType } from 'react'
import type { ScreenName } from '../../state/screen.ts'
import { late } from '../parts/late.tsx'

/** Screens of no use to an agent, whose start is not to pay for them. */
export const SUPERVISING: Partial<Record<ScreenName, ComponentType>> = {
  team: late(async () => (await import('../team/team-screen.tsx')).TeamScreen),
  escalations: late(async () => (await import('../escalations/escalations-screen.tsx')).EscalationsScreen),
  inbox: late(async () => (await import('../inbox/inbox-screen.tsx')).InboxScreen),
  policy: late(async () => (await import('../policy/policy-screen.tsx')).PolicyScreen),
  quality: late(async () => (await import('../quality/quality-screen.tsx')).QualityScreen),
  import: late(async () => (await import('../import/import-screen.tsx')).ImportScreen),
  reports: late(async () => (await import('../reports/reports-screen.tsx')).ReportsScreen),
  admin: late(async () => (await import('../admin/admin-screen.tsx')).AdminScreen),
}
