import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useT } from '../context.tsx'
import forms from './forms.module.css'

interface Props {
  label: string
  maxLength: number
  /** Beside the name: what else it takes. */
  children?: ReactNode
  onAdd(name: string): void
}

/** Something new begins with its name. */
export function AddByName({ label, maxLength, children, onAdd }: Props) {
  const t = useT()
  const [name, setName] = useState('')
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (name.trim() === '') return
    onAdd(name.trim())
    setName('')
  }
  return (
    <form className={forms.adder} onSubmit={onSubmit}>
      <TextInput
        label={label}
        value={name}
        maxLength={maxLength}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      {children}
      <Button type="submit" disabled={name.trim() === ''}>
        {t('policyForm.add')}
      </Button>
    </form>
  )
}
