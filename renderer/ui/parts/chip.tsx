import type { ReactNode } from 'react'
import type { RouteId } from '../../../shared/lead/route.ts'
import { useT } from '../context.tsx'
import css from './parts.module.css'

export type Tone = 'grey' | 'amber' | 'blue' | 'green' | 'orange' | 'purple' | 'red' | 'outline'

/** A small pill. The text says it all; the colour only helps the eye. */
export const Chip = ({
  tone = 'grey',
  title,
  children,
}: {
  tone?: Tone
  title?: string
  children: ReactNode
}) => (
  <span className={css.chip} data-tone={tone} title={title}>
    {children}
  </span>
)

export const ROUTE_TONE: Record<RouteId, Tone> = {
  hot: 'orange',
  high: 'blue',
  needInfo: 'amber',
  low: 'grey',
  partner: 'purple',
  nurture: 'green',
}

export function RouteChip({ route }: { route: RouteId }) {
  const t = useT()
  return <Chip tone={ROUTE_TONE[route]}>{t(`route.${route}`)}</Chip>
}
