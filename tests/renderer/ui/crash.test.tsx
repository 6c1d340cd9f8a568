import { act, screen as page } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

describe('[UI99] an error while a screen is drawn', () => {
  afterEach(() => vi.restoreAllMocks())

  it('[UI99] is told, with the way on, and logged', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const desk = memoryDesk({ leads: 3 })
    const { store } = await renderApp(desk)
    const broken = new Error('no such disk')
    desk.reader.lead = () => Promise.reject(broken)
    const [, , other] = desk.reader.rows()
    act(() => store.setState({ leadId: other!.id }))
    expect(await page.findByRole('alert')).toHaveTextContent('Your saved work is safe')
    expect(page.getByRole('button', { name: 'Reload' })).toHaveFocus()
    expect(logged.mock.calls.flat()).toContain(broken)
  })

  it('[UI99] a lead that turns out damaged is told as one that is not here; the desk stays', async () => {
    const desk = memoryDesk({ leads: 3 })
    const { store } = await renderApp(desk)
    const [, , other] = desk.reader.rows()
    desk.reader.lead = async () => null
    act(() => store.setState({ leadId: other!.id }))
    expect(await page.findByText('This lead is no longer on this machine')).toBeVisible()
    expect(page.getByRole('listbox', { name: 'Queue' })).toBeVisible()
  })
})
