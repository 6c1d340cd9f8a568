import { Modal } from '@mantine/core'
import { type ReactNode, useLayoutEffect, useState } from 'react'
import type { DialogName } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'

interface Props {
  name: DialogName
  title: string
  size: number
  onClose?(): void
  children: ReactNode
}

/**
 * The dialog of that name: open while the screen's state says so. Closed, focus goes back to where it came from. Until it is opened there
 * is nothing of it: there are a dozen on a screen, which every answer would render again.
 */
export function Dialog({ name, title, size, onClose, children }: Props) {
  const t = useT()
  const { screen } = useParts()
  const opened = useScreen((s) => s.dialog === name)
  const [wasOpened, setWasOpened] = useState(false)
  useLayoutEffect(() => {
    if (opened) setWasOpened(true)
  }, [opened])
  if (!opened && !wasOpened) return null
  return (
    <Modal
      // Closed for a moment first: only one that opens notes where the focus is to go back to.
      opened={opened && wasOpened}
      onClose={onClose ?? (() => screen.setState({ dialog: null }))}
      title={title.replace(/…$/, '')}
      size={size}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {children}
    </Modal>
  )
}
