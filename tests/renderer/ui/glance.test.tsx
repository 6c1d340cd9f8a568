import { act, screen as page, render, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Glance } from '../../../renderer/db/views.ts'
import { createTexts } from '../../../renderer/i18n/index.ts'
import type { OpenDesk, SessionControl } from '../../../renderer/session/session.ts'
import { createScreenStore } from '../../../renderer/state/screen.ts'
import { App } from '../../../renderer/ui/app.tsx'
import { ONLINE } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

/** The application while a desk opens; what the session does next is up to the test. */
function start(session: Partial<SessionControl>) {
  const desk = memoryDesk({ leads: 3 })
  const open: OpenDesk = {
    person: desk.me,
    desk,
    status: () => ONLINE,
    keepGlance: () => undefined,
    setDeviceState: () => undefined,
    syncNow: () => undefined,
    signInAgain: async () => undefined,
  }
  let tell: (glance: Glance | null) => void = () => undefined
  let takeOver: () => void = () => undefined
  render(
    <App
      session={{
        known: () => [],
        asks: () => false,
        resume: async () => null,
        signIn: async () => open,
        signOut: async () => undefined,
        ...session,
      }}
      screen={createScreenStore({ sync: ONLINE })}
      texts={createTexts()}
      demo={async () => null}
      onTakenOver={(listener) => {
        takeOver = listener
        return () => undefined
      }}
      onWiped={() => () => undefined}
      onGlance={(listener) => {
        tell = listener
        return () => undefined
      }}
      onMoved={() => () => undefined}
    />,
  )
  const lines = desk.reader.rows().map((row) => ({ ...row, name: `${row.name} as left` }))
  const glance: Glance = { at: '2026-11-22T10:00:00.000Z', count: 3, lines }
  return { open, glance: () => act(() => tell(glance)), takeOver: () => act(() => takeOver()) }
}
const shown = () => page.queryByRole('main', { busy: true })

describe('[RD26] while the desk opens', () => {
  it('[RD26] the queue stands there as it was left, with nothing to press; the desk takes its place and leaves none of it', async () => {
    let done: (open: OpenDesk) => void = () => undefined
    const { open, glance, takeOver } = start({
      resume: () =>
        new Promise((resolve) => {
          done = resolve
        }),
    })
    await glance()
    expect(within(shown()!).getAllByRole('listitem')).toHaveLength(3)
    expect(within(shown()!).getByRole('status')).toHaveTextContent('as you left it')
    expect(within(shown()!).queryAllByRole('button')).toEqual([])
    await act(async () => done(open))
    expect(await page.findByRole('listbox', { name: 'Queue' })).toBeVisible()
    expect(shown()).toBeNull()
    await takeOver()
    expect(await page.findByLabelText('Password')).toBeVisible()
    expect(page.queryByText(/as left/)).toBeNull()
  })

  it('[RD26] who has worked here is asked for the password before it is known what a start has to finish', async () => {
    start({ asks: () => true, resume: () => new Promise(() => undefined) })
    await userEvent.setup().type(page.getByLabelText('Password'), 'a password')
    expect(page.getByLabelText('Password')).toHaveValue('a password')
  })

  it('[RD26] where it does not open after all, the reason stands at the sign-in', async () => {
    let fail: (error: Error) => void = () => undefined
    const { glance } = start({
      signIn: () =>
        new Promise((_, reject) => {
          fail = reject
        }),
    })
    const user = userEvent.setup()
    await user.type(await page.findByLabelText('E-mail'), 'ana@example.com')
    await user.type(page.getByLabelText('Password'), 'secret{Enter}')
    await glance()
    expect(page.getByLabelText('Password')).not.toBeVisible()
    await act(async () => fail(new Error('The disk is gone.')))
    expect(await page.findByText('The disk is gone.')).toBeVisible()
    expect(shown()).toBeNull()
  })
})
