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

/** @param short where there is little room: the whole name is under the pointer */
export function RouteChip({ route, short = false }: { route: RouteId; short?: boolean }) {
  const t = useT()
  const name = t(`route.${route}`)
  return (
    <Chip tone={ROUTE_TONE[route]} title={short ? name : undefined}>
      {short ? t(`policy.short.${route}`) : name}
    </Chip>
  )
}
