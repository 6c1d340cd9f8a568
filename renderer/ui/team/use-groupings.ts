import { useMemo } from 'react'
import { ROUTES, type RouteId } from '../../../shared/lead/route.ts'
import type { LeadRow } from '../../db/views.ts'
import { useDesk, useT } from '../context.tsx'
import { compareTexts } from '../format/order.ts'
import type { Grouping } from '../parts/row-groups.ts'
import type { OwnerName } from './use-owner-name.ts'

/** The pool: as a key of its own, which no person has. */
const POOL = ''

/** What leads are grouped by: owners by name and the pool last, routes from the hottest down, campaigns by name. */
export function useGroupings(owner: OwnerName): readonly Grouping<LeadRow>[] {
  const t = useT()
  const campaigns = useDesk().reader.campaigns()
  return useMemo(() => {
    const ownerOf = (key: string) => owner({ owner: key === POOL ? null : key })
    const names = new Map(campaigns.map((c) => [c.id, c.name]))
    const campaignOf = (key: string) => names.get(key) ?? key
    const places = new Map<string, number>(ROUTES.map((route, i) => [route, i]))
    return [
      {
        id: 'owner',
        label: t('team.group.owner'),
        keyOf: (r) => r.owner ?? POOL,
        nameOf: ownerOf,
        compare: (a, b) =>
          Number(a === POOL) - Number(b === POOL) || compareTexts(ownerOf(a), ownerOf(b)) || (a < b ? -1 : 1),
      },
      {
        id: 'route',
        label: t('team.group.route'),
        keyOf: (r) => r.route,
        nameOf: (key) => t(`route.${key as RouteId}`),
        compare: (a, b) => places.get(a)! - places.get(b)!,
      },
      {
        id: 'campaign',
        label: t('team.group.campaign'),
        keyOf: (r) => r.campaign,
        nameOf: campaignOf,
        compare: (a, b) => compareTexts(campaignOf(a), campaignOf(b)),
      },
    ]
  }, [t, owner, campaigns])
}
