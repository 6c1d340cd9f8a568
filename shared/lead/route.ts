/** The six routes, in the order in which people list them. */
export const ROUTES = ['hot', 'high', 'needInfo', 'low', 'partner', 'nurture'] as const
export type RouteId = (typeof ROUTES)[number]

export const ROUTE_LABELS: Record<RouteId, string> = {
  hot: 'Hot',
  high: 'High potential',
  needInfo: 'Need information',
  low: 'Low potential',
  partner: 'Partner opportunity',
  nurture: 'Need nurturing',
}

/** Where a routed lead goes. The call center is the one channel whose leads stay in the agents' queues. */
export const HAND_OFF_CHANNELS = ['sales', 'callCenter', 'web', 'partner', 'nurture'] as const
export type HandOffChannel = (typeof HAND_OFF_CHANNELS)[number]
