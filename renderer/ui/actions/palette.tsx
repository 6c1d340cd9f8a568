import { Spotlight } from '@mantine/spotlight'
import { useEffect, useMemo, useRef, useState } from 'react'
import { openLead } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { useFound } from '../find/use-found.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import { ACTION_GROUPS } from './action.ts'
import { onScreen, type Pressable } from './on-screen.ts'
import { useActions } from './use-actions.tsx'

const LEADS = 6

/** Ctrl+K: everything that can be done now, by name, and the leads on this machine. */
export function Palette() {
  const t = useT()
  const { screen } = useParts()
  const actions = useActions()
  const [opened, setOpened] = useState(false)
  const [query, setQuery] = useState('')
  // All that the queue's own screen can do is an action.
  const atQueue = useScreen((s) => s.screen === 'queue')
  const [pressable, setPressable] = useState<Pressable[]>([])
  const onOpen = useRef<() => void>(() => undefined)
  useEffect(() => {
    onOpen.current = () => {
      setOpened(true)
      setPressable(atQueue ? [] : onScreen(new Set([...actions.values()].map((a) => a.label))))
    }
  })
  const { leads } = useFound(query.trim().length < 2 ? '' : query, LEADS)
  const groups = useMemo(
    () =>
      ACTION_GROUPS.map((group) => ({
        group: t(`group.${group}`),
        // Closed, it has nothing to show and need not be made anew with every answer.
        actions: (opened ? [...actions.values()] : [])
          .filter((a) => a.group === group && a.enabled && a.id !== 'palette' && (a.isOffered?.() ?? true))
          .map((a) => ({
            id: a.id,
            label: a.label,
            dimmedSections: false,
            rightSection: a.keys[0] ? <Key chord={a.keys[0]} /> : null,
            onClick: () => void a.run(),
          })),
      })).filter((g) => g.actions.length > 0),
    [opened, actions, t],
  )
  const here = {
    group: t('group.here'),
    actions: pressable.map(({ label, press }) => ({
      id: `here.${label}`,
      label,
      dimmedSections: false,
      onClick: press,
    })),
  }
  const all = here.actions.length > 0 ? [here, ...groups] : groups
  const found = {
    group: t('palette.leads'),
    actions: leads.map((row) => ({
      id: row.id,
      label: [row.name || t('lead.noName'), row.company].filter(Boolean).join(' · '),
      // Found by number or e-mail, too: the list's own filter must let it through.
      keywords: query,
      dimmedSections: false,
      rightSection: <RouteChip route={row.route} />,
      onClick: () => {
        openLead(screen, row.id)
        screen.setState({ screen: 'queue' })
      },
    })),
  }
  const spotlight = (
    <Spotlight
      actions={leads.length > 0 ? [found, ...all] : all}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => onOpen.current()}
      onSpotlightClose={() => setOpened(false)}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      // The actions are reached by arrows from the search field, not by Tab: the list itself must take the focus to be scrolled.
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      maxHeight={440}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': t('action.palette') } }}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
    />
  )
  // As a dialog: closed, it is not rendered again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it shows counts while it is open
  return useMemo(() => spotlight, [opened, query, opened ? spotlight : null])
}
