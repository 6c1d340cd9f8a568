import { Dropzone } from '@mantine/dropzone'
import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<typeof Dropzone>, 'onDrop' | 'aria-label'> & {
  label: string
  onFile(file: File): void
}

/** Where one file is dropped, or chosen by mouse and keys: a button to a screen reader, too, with no other inside. */
export function FileDrop({ label, onFile, ...props }: Props) {
  return (
    <Dropzone
      {...props}
      role="button"
      aria-label={label}
      multiple={false}
      inputProps={{ style: { display: 'none' } }}
      onDrop={([file]) => file && onFile(file)}
    />
  )
}
