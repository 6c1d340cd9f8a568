import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useT } from './context.tsx'
import { Empty } from './parts/empty.tsx'

/** Stands in place of everything when a screen fails while it is drawn. React itself logs the error to the console. */
export class CrashBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? <CrashScreen /> : this.props.children
  }
}

function CrashScreen() {
  const t = useT()
  return (
    <Empty title={t('crash.title')}>
      <div role="alert">{t('crash.hint')}</div>
      <Button variant="filled" autoFocus onClick={() => window.location.reload()}>
        {t('crash.reload')}
      </Button>
    </Empty>
  )
}
