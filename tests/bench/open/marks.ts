/** What one cold start of the desk took, all in ms since its navigation began unless said otherwise. */
export interface Marks {
  /** The password field is on screen and can be typed into. */
  form: number
  enter: number
  /** How long the key derivations took together: slow on purpose, so that a stolen disk is of little use. */
  derivation: number
  /** The frame was painted that shows the fiftieth row of the queue as it was left, to look at. */
  glance: number
  /** The same of the queue as it is, to work. */
  rows: number
}

declare global {
  interface Window {
    benchMarks: Promise<Marks>
  }
}

/** Runs in the page before any script of its own. @param wanted rows to wait for */
export function installMarks(wanted: number): void {
  const marks: Partial<Marks> = { derivation: 0 }
  const painted = () =>
    new Promise<number>((done) =>
      requestAnimationFrame(() => {
        // A task after the frame's callbacks runs when the frame is done.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done(performance.now())
        port2.postMessage(null)
      }),
    )
  const derive = crypto.subtle.deriveKey.bind(crypto.subtle)
  crypto.subtle.deriveKey = async (...args: Parameters<typeof derive>) => {
    const start = performance.now()
    const key = await derive(...args)
    marks.derivation = marks.derivation! + performance.now() - start
    return key
  }
  window.addEventListener(
    'keydown',
    (e) => {
      if (e.key === 'Enter') marks.enter ??= e.timeStamp
    },
    true,
  )
  window.benchMarks = new Promise((done) => {
    let form = false
    const observer = new MutationObserver(() => {
      if (!form && document.querySelector('input[name=password]:not(:disabled)')) {
        form = true
        void painted().then((at) => {
          marks.form = at
        })
      }
      if (marks.glance === undefined && document.querySelectorAll('[aria-busy=true] li').length >= wanted) {
        marks.glance = Number.NaN
        void painted().then((at) => {
          marks.glance = at
        })
      }
      if (document.querySelectorAll('[role=option]').length < wanted) return
      observer.disconnect()
      void painted().then((at) => done({ ...marks, rows: at } as Marks))
    })
    observer.observe(document, { childList: true, subtree: true })
  })
}
