import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DialogName } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'

interface Props {
  name: DialogName
  title: string
  size: number
  onClose?(): void
  children: ReactNode
}

/** The dialog of that name: open while the screen's state says so. Closed, focus goes back to where it came from. */
export function Dialog({ name, title, size, onClose, children }: Props) {
  const t = useT()
  const { screen } = useParts()
  const opened = useScreen((s) => s.dialog === name)
  return (
    <Modal
      opened={opened}
      onClose={onClose ?? (() => screen.setState({ dialog: null }))}
      title={title.replace(/…$/, '')}
      size={size}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {children}
    </Modal>
  )
}
