import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useState } from 'react'

interface Props extends Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue'> {
  value: number | null
  /** What nothing entered means; without it the number that was there stays. */
  onClear?(): void
  onValue(value: number): void
}

/** A number that is always one: an empty box is none, or goes back to what it was. */
export function NumberBox({ value, onClear, onValue, ...rest }: Props) {
  const [typed, setTyped] = useState<string | number | null>(null)
  return (
    <NumberInput
      size="xs"
      hideControls
      {...rest}
      value={typed ?? value ?? ''}
      onChange={(next) => {
        setTyped(next)
        if (typeof next === 'number') onValue(next)
        else if (next === '') onClear?.()
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
