import type { Page } from 'playwright-core'
import { until } from '../support/central.ts'
import { answerOf, type Entry, type Ledger } from './ledger.ts'

const OUTCOME = { s: 'spoke', n: 'noAnswer', v: 'voicemail', c: 'callBack', i: 'notInterested' }

/** The agent at the keyboard: only keys, and only what can be read on screen. */
export class Agent {
  constructor(
    readonly page: Page,
    readonly ledger: Ledger,
  ) {}

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail').fill(email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.keyboard.press('Enter')
    await this.page.getByRole('status', { name: 'Connection' }).waitFor()
  }

  connection(): Promise<string> {
    return this.page.getByRole('status', { name: 'Connection' }).innerText()
  }

  /** Waits until the chip by which the agent knows reads like this. */
  async sees(what: RegExp, ms = 60_000): Promise<void> {
    let read = ''
    const reads = async () => {
      read = await this.connection()
      return what.test(read)
    }
    await until(`the connection chip reads ${what}`, reads, ms).catch((error: Error) => {
      throw new Error(`${error.message}; it reads: ${read}`)
    })
  }

  async waiting(): Promise<number> {
    return Number(/(\d+) changes? waiting/.exec(await this.connection())?.[1] ?? 0)
  }

  name(): Promise<string> {
    return this.page.locator('main h2').first().innerText()
  }

  /** Rings, asks what is asked (two answers at most), and leaves the lead in the call. */
  async talk(note: string, answers: number): Promise<Entry> {
    const { page } = this
    const entry: Entry = { answers: [], outcome: '', callback: false, note }
    this.ledger.set(await this.name(), entry)
    await page.keyboard.press('b')
    await page.getByText(/On call \d/).waitFor()
    for (let i = 0; i < answers; i++) {
      const question = await this.question()
      if (question === '') break
      const given = answerOf(question, 1)
      await page.keyboard.press('1')
      await until('the answer is saved', async () => (await this.question()) !== question)
      entry.answers.push(given)
    }
    if (note) {
      await page.keyboard.press('e')
      await page.keyboard.type(note)
      await page.keyboard.press('Escape')
      await page
        .locator('section', { has: page.locator('#notes') })
        .getByText('Saved', { exact: true })
        .waitFor()
    }
    return entry
  }

  /** Gives the outcome and goes on to the next lead. */
  async finish(entry: Entry, key: '' | 'n' | 'v' | 'c' | 'i'): Promise<void> {
    const { page } = this
    const before = await this.name()
    if (key === 'c') {
      await page.keyboard.press('c')
      await page.getByRole('dialog').getByRole('button', { name: 'In 1 hour' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Promise it' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      entry.callback = true
    } else if (key) await page.keyboard.press(key)
    await page.keyboard.press('Control+Enter')
    await until('the next lead', async () => (await this.name()) !== before)
    entry.outcome = OUTCOME[key || 's']
  }

  /** Finds a lead by its name and opens it. */
  async pick(name: string): Promise<void> {
    const { page } = this
    await page.keyboard.press('/')
    await page.getByRole('combobox').fill(name)
    await page.getByRole('listbox', { name: 'Leads found' }).getByText(name).first().waitFor()
    await page.keyboard.press('Enter')
    await until(`${name} is open`, async () => (await this.name()) === name)
  }

  /** At a start after a crash: waits for the question how the call ended, says it by an outcome's key; the next lead follows by itself. */
  async recover(name: string, entry: Entry, key: keyof typeof OUTCOME): Promise<void> {
    const { page } = this
    const asked = page.getByRole('dialog', { name: /How did this call end/ })
    await asked.getByText(name).waitFor()
    await page.keyboard.press(key)
    await asked.waitFor({ state: 'hidden' })
    entry.outcome = OUTCOME[key]
    await until('the next lead', async () => (await this.name()) !== name)
  }

  /** What is to be asked; '' when nothing is. */
  question(): Promise<string> {
    return this.page.evaluate(() => document.querySelector('#ask-question')?.textContent ?? '')
  }
}
