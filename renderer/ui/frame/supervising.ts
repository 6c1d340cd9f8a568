import { type ComponentType, lazy } from 'react'
import type { ScreenName } from '../../state/screen.ts'

/** Screens of no use to an agent, whose start is not to pay for them. */
export const SUPERVISING: Partial<Record<ScreenName, ComponentType>> = {
  team: lazy(async () => ({ default: (await import('../team/team-screen.tsx')).TeamScreen })),
  escalations: lazy(async () => ({
    default: (await import('../escalations/escalations-screen.tsx')).EscalationsScreen,
  })),
  inbox: lazy(async () => ({ default: (await import('../inbox/inbox-screen.tsx')).InboxScreen })),
  policy: lazy(async () => ({ default: (await import('../policy/policy-screen.tsx')).PolicyScreen })),
  quality: lazy(async () => ({ default: (await import('../quality/quality-screen.tsx')).QualityScreen })),
  import: lazy(async () => ({ default: (await import('../import/import-screen.tsx')).ImportScreen })),
  reports: lazy(async () => ({ default: (await import('../reports/reports-screen.tsx')).ReportsScreen })),
  admin: lazy(async () => ({ default: (await import('../admin/admin-screen.tsx')).AdminScreen })),
}
