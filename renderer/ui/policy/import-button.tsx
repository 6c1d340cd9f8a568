import { Button, FileButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { readPolicy } from '../../../shared/policy/parse-policy.ts'
import { PolicyError, type PolicyProblem } from '../../../shared/policy/policy-error.ts'
import { sayPassing } from '../../state/screen.ts'
import { useParts, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Key } from '../parts/key.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

interface Refused {
  file: string
  problems: readonly PolicyProblem[]
}

/** Takes a policy from a JSON file as the draft. What has not the shape of one is refused with every place; what else is wrong with it is put right as any draft. */
export function ImportButton({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const { screen } = useParts()
  const reset = useRef<() => void>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const read = async (file: File | null) => {
    if (!file) return
    // The same file can be chosen again once it was put right.
    reset.current?.()
    const text = await file.text()
    try {
      edit.replace(readPolicy(JSON.parse(text)))
      sayPassing(screen, t('policy.imported', { file: file.name }))
    } catch (error) {
      if (error instanceof PolicyError) setRefused({ file: file.name, problems: error.errors })
      else if (error instanceof SyntaxError)
        setRefused({ file: file.name, problems: [{ pointer: '', detail: error.message }] })
      else throw error
      screen.setState({ dialog: 'policyRefused' })
    }
  }
  return (
    <>
      <FileButton accept="application/json,.json" resetRef={reset} onChange={(file) => void read(file)}>
        {(props) => (
          <Button {...props} data-policy="import" rightSection={<Key chord="i" />}>
            {t('policy.import')}
          </Button>
        )}
      </FileButton>
      {refused && (
        <Dialog name="policyRefused" title={t('policyForm.refused', { file: refused.file })} size={560}>
          <p>
            {t('policyForm.refusedHint', {
              count: refused.problems.length,
              n: count(refused.problems.length),
            })}
          </p>
          <ul className={css.differences}>
            {refused.problems.map(({ pointer, detail }) => (
              <li key={`${pointer} ${detail}`}>
                <code>{pointer || '/'}</code> {detail}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  )
}
