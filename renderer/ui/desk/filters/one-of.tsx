import { SegmentedControl } from '@mantine/core'

interface Props<V extends string> {
  label: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange(value: V): void
}

/** A choice in a row, with what is chosen. */
export const OneOf = <V extends string>({ label, options, value, onChange }: Props<V>) => (
  <>
    <span aria-hidden="true">{label}</span>
    <SegmentedControl size="xs" aria-label={label} data={[...options]} value={value} onChange={onChange} />
  </>
)
