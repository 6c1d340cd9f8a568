import { useEffect, useState } from 'react'
import type { PolicyVersion } from '../../../shared/api/policies.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { loadVersion, loadVersions } from '../../flow/policies.ts'
import { useDesk } from '../context.tsx'

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** A campaign's versions; asked anew when another comes into force. null: not known yet. */
export function useVersions(campaign: string, inForce: number) {
  const desk = useDesk()
  const [list, setList] = useState<readonly PolicyVersion[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version in force is a reason to ask again
  useEffect(() => {
    const gone = new AbortController()
    loadVersions(desk, campaign, gone.signal).then(
      (found) => {
        if (gone.signal.aborted) return
        setProblem(null)
        setList(found)
      },
      (error: unknown) => gone.signal.aborted || setProblem(textOf(error)),
    )
    return () => gone.abort()
  }, [desk, campaign, inForce])
  return { list, problem }
}

/** The policy of a version; null while it is not there. */
export function useVersion(version: number | null) {
  const desk = useDesk()
  const [found, setFound] = useState<Policy | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    setProblem(null)
    if (version === null) return
    const gone = new AbortController()
    loadVersion(desk, version, gone.signal).then(
      (policy) => gone.signal.aborted || setFound(policy),
      (error: unknown) => gone.signal.aborted || setProblem(textOf(error)),
    )
    return () => gone.abort()
  }, [desk, version])
  return { policy: found?.version === version ? found : null, problem }
}
