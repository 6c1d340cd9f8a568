import { spotlight } from '@mantine/spotlight'
import type { ReactNode } from 'react'
import { useScreen, useT } from '../context.tsx'
import { Key } from '../parts/key.tsx'
import { BreakButton } from './break-button.tsx'
import { ConnectionChip } from './connection-chip.tsx'
import css from './frame.module.css'

/** Title, what it counts, the way to everything, and the connection. */
export function TopBar({ campaign, counts }: { campaign: ReactNode; counts: string }) {
  const t = useT()
  const screen = useScreen((s) => s.screen)
  return (
    <header className={css.bar}>
      <h1 className={css.title}>{t(`screen.${screen}.title`)}</h1>
      {campaign}
      <span className={css.counts} title={counts}>
        {counts}
      </span>
      <span className={css.barEnd}>
        <button type="button" className={css.jump} aria-label={t('frame.jump')} onClick={spotlight.open}>
          <span className={css.jumpText}>{t('frame.jump')}</span> <Key chord="Ctrl+k" />
        </button>
        <BreakButton />
        <ConnectionChip />
      </span>
    </header>
  )
}
