import { act, fireEvent, screen as page, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const press = (key: string, ctrlKey = false) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ctrlKey })
const settle = (ms = 20) => act(() => new Promise((done) => setTimeout(done, ms)))
/** Whether the focus is nowhere, and stays there: a busy machine may set it later. */
const isLost = async () => {
  await settle()
  if (document.activeElement === document.body) await settle(500)
  return document.activeElement === document.body
}
const openPalette = async () => {
  press('k', true)
  await waitFor(() => expect(offered().length).toBeGreaterThan(0))
}
const offered = () => [...document.querySelectorAll<HTMLElement>('.mantine-Spotlight-action')]
const nameOf = (option: HTMLElement) =>
  option.querySelector('.mantine-Spotlight-actionLabel')?.textContent ?? ''
const modal = () => document.querySelector('[role="dialog"][aria-modal="true"]')
/** Closes what is open and goes back to the queue. */
const home = async () => {
  for (let i = 0; i < 3 && modal(); i++) {
    press('Escape')
    await settle()
  }
}

// In two halves: on a busy machine all of them would take longer than a test may.
it.each([0, 1])(
  '[UI79] [UI103] whatever is done, the focus stands somewhere: every action of the palette, half %i',
  async (half) => {
    const { store } = await renderApp(memoryDesk({ leads: 3, policy: { wrapUpSeconds: 60 } }))
    await openPalette()
    expect(page.getByRole('dialog', { name: 'Everything you can do' })).toBeInTheDocument()
    const names = offered().map(nameOf)
    expect(names.length).toBeGreaterThan(25)
    const lost: string[] = []
    for (const [n, name] of names.entries()) {
      if (n % 2 !== half || name === 'Sign out') continue
      if (!modal()) await openPalette()
      const option = offered().find((o) => nameOf(o) === name)
      if (!option) continue
      fireEvent.click(option)
      if (await isLost()) lost.push(name)
      await home()
      if (await isLost()) lost.push(`${name}, closed`)
      act(() => store.setState({ screen: 'queue' }))
      if (await isLost()) lost.push(`${name}, back`)
    }
    expect(lost).toEqual([])
    expect(page.getAllByRole('main')).toHaveLength(1)
  },
)
