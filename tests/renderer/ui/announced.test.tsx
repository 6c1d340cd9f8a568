import { act, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { sayPassing } from '../../../renderer/state/screen.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

const LIVE = ':is([role="status"], [role="alert"], [aria-live="polite"]):not([aria-live="off"])'

/** What a screen reader is given to say, in order: what is added to a live region, or changes in it. */
function listening() {
  const heard: string[] = []
  const note = (changes: MutationRecord[]) => {
    for (const { type, target, addedNodes } of changes) {
      const at = target instanceof Element ? target : target.parentElement
      const words =
        type === 'characterData' ? [target.textContent] : [...addedNodes].map((n) => n.textContent)
      const said = words.join('').trim()
      const isLive = at?.closest(LIVE) || [...addedNodes].some((n) => n instanceof Element && n.matches(LIVE))
      if (said && isLive) heard.push(said)
    }
  }
  const observer = new MutationObserver(note)
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  stop = () => observer.disconnect()
  return async () => {
    await act(() => new Promise((done) => setTimeout(done, 30)))
    note(observer.takeRecords())
    return heard.splice(0)
  }
}
let stop = (): void => undefined
afterEach(() => {
  stop()
  vi.useRealTimers()
})

describe('[UI111] what changes by itself is announced once', () => {
  it('central out of reach and back, and what was refused; not what ticks with every round', async () => {
    const { store } = await renderApp(memoryDesk({ leads: 3 }))
    const heard = listening()
    const sync = (part: object) => act(() => store.setState((s) => ({ sync: { ...s.sync, ...part } })))
    sync({ waiting: 2 })
    sync({ waiting: 0, lastSyncedAt: '2026-11-22T10:42:19.000Z' })
    expect(await heard()).toEqual([])
    sync({ connection: 'offline', since: '2026-11-22T10:43:00.000Z', waiting: 1 })
    expect(await heard()).toEqual([expect.stringMatching(/^Offline since .*, nothing lost$/)])
    sync({ waiting: 4 })
    expect(await heard()).toEqual([])
    sync(ONLINE)
    expect(await heard()).toEqual(['Online'])
    sync({ parked: 1 })
    expect(await heard()).toEqual(['1 change refused'])
  })

  it('what others did, what was done, what went wrong; the same once more is told once more', async () => {
    const { store } = await renderApp(memoryDesk({ leads: 3 }))
    const heard = listening()
    act(() => store.setState({ news: ['3 new leads in your queue.'] }))
    expect(await heard()).toEqual(['3 new leads in your queue.'])
    act(() => sayPassing(store, 'They stay two leads.'))
    expect(await heard()).toEqual(['They stay two leads.'])
    act(() => sayPassing(store, 'They stay two leads.'))
    expect(await heard()).toEqual(['They stay two leads.'])
    act(() => store.setState({ problem: 'The disk is full.' }))
    expect(await heard()).toEqual(['The disk is full.'])
    act(() => store.setState({ problem: null, passing: null, told: null, said: 'Saved: Yes' }))
    expect(await heard()).toEqual(['Saved: Yes'])
    await act(() => new Promise((done) => setTimeout(done, 1100)))
    expect(await heard()).toEqual([])
    act(() => store.setState({ said: 'Saved: Yes' }))
    expect(await heard()).toEqual(['Saved: Yes'])
  })

  it('a report that has come, the first time and for other days', async () => {
    const desk = memoryDesk({ leads: 1, me: 'judith', api: storyApi() })
    const { user } = await renderApp(desk, ONLINE, 'reports')
    await screen.findByText(/^As central had it at/, {}, { timeout: 10_000 })
    const heard = listening()
    await user.click(screen.getByRole('button', { name: '7 days' }))
    await screen.findByText(/^As central had it at/, {}, { timeout: 10_000 })
    expect(await heard()).toEqual(['Asking central…', expect.stringMatching(/^As central had it at/)])
  })

  it('how far an import is, now and then while it takes long, and its end', async () => {
    const central = storyApi(3)
    let rows = 0
    let finish = (): void => undefined
    const finished = new Promise<void>((done) => {
      finish = done
    })
    const api: Api = {
      ...central,
      async request<T>(call: ApiCall<T>): Promise<T> {
        const how = call.method === 'GET' && call.path.startsWith('imports/')
        if (how) return { ...(await central.request({ ...call, method: 'PUT' })), state: 'running', rows }
        if (call.method === 'PUT') await finished
        return central.request(call)
      },
    }
    const { user } = await renderApp(memoryDesk({ leads: 1, me: 'sam', api }), ONLINE, 'import')
    const file = new File(['Full Name\nKofi Mensah\n'], 'leads.csv', { type: 'text/csv' })
    await user.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file)
    const begin = await screen.findByRole('button', { name: 'Check for duplicates' })
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const heard = listening()
    await user.click(begin)
    await screen.findByRole('region', { name: 'What the file would do' })
    expect(await heard()).toEqual(['Looking for duplicates', expect.stringMatching(/rows were looked at/)])
    await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'Import' }))
    expect(await heard()).toEqual(['Importing leads.csv'])
    rows = 1200
    await act(() => vi.advanceTimersByTimeAsync(4000))
    expect(await heard(), 'not with every batch').toEqual([])
    await act(() => vi.advanceTimersByTimeAsync(2000))
    expect(await heard()).toEqual(['1,200 rows so far'])
    await act(async () => finish())
    await screen.findByRole('region', { name: 'Result of the import' })
    expect(await heard()).toEqual([expect.stringMatching(/rows read$/)])
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(await heard()).toEqual([])
  })
})

describe('[UI113] a message stands where it was told', () => {
  it('goes with its screen, unless it was told with the change; what went wrong stays', async () => {
    const { store } = await renderApp(memoryDesk({ leads: 3 }))
    const shown = () => {
      const { told, passing } = store.getState()
      return [told, passing?.text]
    }
    act(() => {
      sayPassing(store, 'Taken back.')
      store.setState({ told: 'A new lead.', problem: 'Not saved.' })
    })
    act(() => store.setState({ screen: 'me' }))
    expect(shown()).toEqual([null, undefined])
    expect(store.getState().problem).toBe('Not saved.')
    act(() => {
      store.setState({ screen: 'queue' })
      sayPassing(store, 'Shown again.')
    })
    expect(shown()).toEqual([null, 'Shown again.'])
  })
})
