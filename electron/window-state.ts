import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
})
export type Rectangle = z.infer<typeof rectangle>

/** Where the window was: its place when not maximised (device-independent pixels), and whether it was. */
export const windowState = z.object({ bounds: rectangle, maximized: z.boolean() })
export type WindowState = z.infer<typeof windowState>

const DEFAULT_SIZE = { width: 1440, height: 900 }
/** How much of the window's top must lie on a display for a person to get hold of it. */
const GRIP = { width: 120, height: 40 }

/** The state as stored; null when there is none or the file is damaged: a window's place is no reason not to start. */
export function readWindowState(file: string): WindowState | null {
  if (!existsSync(file)) return null
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    console.error(`${file} is damaged and ignored`)
    return null
  }
}

/** Written before it returns: the app ends right after its window has closed. */
export function keepWindowState(file: string, state: WindowState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}

/**
 * Where to open the window, given the displays' work areas, the primary one first: where it was if it can be got hold of
 * there, shrunk to its display; else the usual size in the middle of the primary display.
 */
export function placeWindow(state: WindowState | null, workAreas: readonly Rectangle[]): WindowState {
  const bounds = state?.bounds
  const home = bounds && workAreas.find((area) => isReachable(bounds, area))
  if (bounds && home) {
    const width = Math.min(bounds.width, home.width)
    const height = Math.min(bounds.height, home.height)
    return { bounds: { x: bounds.x, y: bounds.y, width, height }, maximized: state.maximized }
  }
  const primary = workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  const width = Math.min(DEFAULT_SIZE.width, primary.width)
  const height = Math.min(DEFAULT_SIZE.height, primary.height)
  const x = primary.x + Math.floor((primary.width - width) / 2)
  const y = primary.y + Math.floor((primary.height - height) / 2)
  return { bounds: { x, y, width, height }, maximized: state?.maximized ?? false }
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const topInside = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height
  return topInside && visible >= GRIP.width
}
