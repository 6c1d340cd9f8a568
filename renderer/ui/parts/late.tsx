import { type ComponentType, useEffect, useState } from 'react'

type Load<P> = () => Promise<ComponentType<P>>

/**
 * A part of the screen whose code comes when it is wanted; null until then. Not by React's `lazy`: what stands in for it that shows for 300 ms at
 * least, also where the code is here in ten.
 * @param load keep it stable
 */
export function useLate<P>(
  load: Load<P>,
  isWanted: boolean,
): { Part: ComponentType<P> | null; error: unknown } {
  const [Part, setPart] = useState<ComponentType<P> | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (!isWanted) return
    let isOver = false
    load().then(
      (loaded) => isOver || setPart(() => loaded),
      (problem: unknown) => isOver || setError(problem),
    )
    return () => {
      isOver = true
    }
  }, [isWanted, load])
  return { Part, error }
}

/** A component whose code comes when it is first shown; nothing stands in for it. */
export function late(load: Load<object>): ComponentType {
  let here: ComponentType | null = null
  const loadOnce = async () => {
    here = await load()
    return here
  }
  return function Late() {
    const { Part, error } = useLate(loadOnce, here === null)
    // For the screen of what failed.
    if (error !== null) throw error
    const Shown = here ?? Part
    return Shown && <Shown />
  }
}
