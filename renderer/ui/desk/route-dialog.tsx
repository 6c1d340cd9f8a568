import { ROUTES } from '../../../shared/lead/route.ts'
import type { LeadView } from '../../db/views.ts'
import { setRoute } from '../../flow/set-route.ts'
import { sayPassing } from '../../state/screen.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

const CHOICES = ROUTES.filter((r) => r !== 'needInfo')

/** A route set by hand, with the reason that goes with it. */
export function RouteDialog({ view }: { view: LeadView }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  return (
    <ReasonDialog
      name="route"
      title={t('action.route')}
      save={t('routeDialog.save')}
      choice={{
        label: t('routeDialog.route'),
        initial: 'hot',
        options: CHOICES.map((r) => ({ value: r, label: t(`route.${r}`) })),
      }}
      run={async (reason, route) => {
        if (route === null) return
        await setRoute(desk, view.row.id, route, reason)
        sayPassing(screen, t('route.set', { route: t(`route.${route}`) }))
      }}
    />
  )
}
