import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useT } from '../context.tsx'

/** A password, which can be looked at: by keys, too. */
export function Password(props: PasswordInputProps) {
  const t = useT()
  return (
    <PasswordInput
      {...props}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
    />
  )
}
