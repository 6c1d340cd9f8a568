import { useCallback, useState } from 'react'
import { FaultError } from '../../db/errors.ts'
import { sayPassing } from '../../state/screen.ts'
import { useParts } from '../context.tsx'

interface State {
  busy: boolean
  /** Why it was not saved. */
  problem: string | null
  errors: FaultError['errors']
}
const CALM: State = { busy: false, problem: null, errors: [] }

/** A form that is sent to central: nothing is called done before it has answered, and what it refuses is told where it stands. */
export function useSave() {
  const { screen } = useParts()
  const [state, setState] = useState(CALM)
  const save = useCallback(
    /** `work` gives what is said once it is done. */
    async (work: () => Promise<string>) => {
      setState({ ...CALM, busy: true })
      try {
        sayPassing(screen, await work())
        setState(CALM)
      } catch (error) {
        const errors = error instanceof FaultError ? error.errors : []
        setState({ busy: false, problem: error instanceof Error ? error.message : String(error), errors })
      }
    },
    [screen],
  )
  return {
    ...state,
    save,
    /** What central says of a part of what was sent. @param pointer '/name': that part and those below it */
    at: (pointer: string): string | undefined =>
      state.errors.find((e) => e.pointer === pointer || e.pointer.startsWith(`${pointer}/`))?.detail,
  }
}
