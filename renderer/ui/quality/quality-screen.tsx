import { useT } from '../context.tsx'
import { Empty } from '../parts/empty.tsx'

/** Leads that need a supervisor's eye: who may be one person, who cannot be reached, who is not to be called. */
export function QualityScreen() {
  const t = useT()
  return <Empty title={t('screen.quality.title')} />
}
