import './db/jitless.ts'
import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/spotlight/styles.css'
import './ui/ui.css'
import { createRoot } from 'react-dom/client'
import type { Glance } from './db/views.ts'
import { createTexts } from './i18n/index.ts'
import { registerServiceWorker } from './service-worker/register.ts'
import { createSession } from './session/create-session.ts'
import type { MovedLead } from './session/session.ts'
import { createScreenStore } from './state/screen.ts'
import { App } from './ui/app.tsx'
import { demoHint } from './ui/demo-hint.ts'

/** Whoever listens is told; `add` returns the way out. */
function telling<A extends unknown[]>() {
  const listeners = new Set<(...args: A) => void>()
  return {
    add(listener: (...args: A) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell(...args: A) {
      for (const listener of listeners) listener(...args)
    },
  }
}

const screen = createScreenStore()
const moved = telling<[MovedLead[]]>()
const glance = telling<[Glance | null]>()
const takenOver = telling<[]>()
const wiped = telling<[string | null]>()
const session = createSession(window.leadwright ?? null, {
  status: (sync) => screen.setState({ sync }),
  moved: moved.tell,
  glance: glance.tell,
  takenOver: takenOver.tell,
  wiped: wiped.tell,
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <App
    session={session}
    screen={screen}
    texts={createTexts()}
    demo={demoHint}
    onTakenOver={takenOver.add}
    onMoved={moved.add}
    onGlance={glance.add}
    onWiped={wiped.add}
  />,
)

registerServiceWorker().catch((error: unknown) => {
  screen.setState({ problem: `This browser will not start the desk offline: ${String(error)}` })
})
