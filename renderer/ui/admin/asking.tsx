import { Button } from '@mantine/core'
import { useT } from '../context.tsx'
import { Empty } from '../parts/empty.tsx'

/** While central is asked, and when it did not answer. */
export function Asking({ problem, reload }: { problem: string | null; reload(): void }) {
  const t = useT()
  if (problem === null) return <Empty title={t('admin.asking')} />
  return (
    <Empty title={t('admin.unreached')}>
      <span role="alert">{problem}</span>
      <Button onClick={reload}>{t('admin.again')}</Button>
    </Empty>
  )
}
