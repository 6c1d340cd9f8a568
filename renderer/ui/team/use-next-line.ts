import { type RefObject, useEffect, useRef } from 'react'

/** After what was done about a line took it off the list, the focus stands on the line in its place, unless it was taken elsewhere. */
export function useNextLine(list: readonly { id: string }[] | null, body: RefObject<HTMLElement | null>) {
  const before = useRef<{ id: string; place: number } | null>(null)
  useEffect(() => {
    if (before.current === null || list === null) return
    const { id, place } = before.current
    if (list.some((line) => line.id === id)) return
    before.current = null
    const isFree = document.activeElement?.matches('body, [data-focus-root]') ?? true
    const lines = body.current?.querySelectorAll<HTMLElement>('tbody tr')
    const next = lines?.[Math.min(place, lines.length - 1)]
    if (isFree) (next?.querySelector('button') ?? body.current)?.focus()
  }, [list, body])
  return (id: string) => {
    before.current = { id, place: list?.findIndex((line) => line.id === id) ?? 0 }
  }
}
