import { Alert, Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '../context.tsx'

interface Props {
  problem: string | null
  busy: boolean
  /** What is edited was changed by somebody else meanwhile. */
  stale?: boolean
  /** What the button says; left out: there is no such button. */
  save?: string
  disabled?: boolean
  children?: ReactNode
}

/** Below a form: what went wrong, and the buttons. */
export const SaveBar = ({ problem, busy, stale, save, disabled, children }: Props) => (
  <>
    {stale && <Stale />}
    {problem && (
      <Alert color="red" role="alert">
        {problem}
      </Alert>
    )}
    <Group gap="xs" justify="flex-end">
      {children}
      {save && (
        <Button type="submit" variant="filled" loading={busy} disabled={disabled}>
          {save}
        </Button>
      )}
    </Group>
  </>
)

function Stale() {
  const t = useT()
  return (
    <Alert color="yellow" role="status">
      {t('admin.stale')}
    </Alert>
  )
}
