import { Spotlight } from '@mantine/spotlight'
import { useMemo } from 'react'
import { useT } from '../context.tsx'
import { Key } from '../parts/key.tsx'
import { ACTION_GROUPS } from './action.ts'
import { useActions } from './use-actions.tsx'

/** Ctrl+K: everything that can be done now, by name. */
export function Palette() {
  const t = useT()
  const actions = useActions()
  const groups = useMemo(
    () =>
      ACTION_GROUPS.map((group) => ({
        group: t(`group.${group}`),
        actions: [...actions.values()]
          .filter((a) => a.group === group && a.enabled && a.id !== 'palette')
          .map((a) => ({
            id: a.id,
            label: a.label,
            rightSection: a.keys[0] ? <Key chord={a.keys[0]} /> : null,
            onClick: () => void a.run(),
          })),
      })).filter((g) => g.actions.length > 0),
    [actions, t],
  )
  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={440}
      transitionProps={{ duration: 0 }}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
    />
  )
}
