import type { Page } from 'playwright-core'
import { Agent } from '../../e2e/story/agent.ts'
import { answerOf } from '../../e2e/story/ledger.ts'
import { sleep, until } from '../../e2e/support/central.ts'
import type { Random } from '../support/random.ts'
import { type Book, type Deed, deed } from './book.ts'

/** One thing a person does: the keys, what they do at that lead, and when the screen calls it saved. */
interface Act {
  deed: Deed
  press(): Promise<unknown>
  isSaved(): Promise<boolean>
}

const NOTE_STATE = 'section:has(#notes) [role=status]'

/** A person at the keyboard of a desk, who writes down what the screen calls saved. */
export class Worker extends Agent {
  #notes = 0
  readonly #random: Random
  readonly #called: string

  /** @param called goes into every note, so that no two are the same */
  constructor(
    page: Page,
    readonly book: Book,
    random: Random,
    called: string,
  ) {
    super(page, new Map())
    this.#random = random
    this.#called = called
  }

  /** What the start says of what it found on the disk. */
  found(): Promise<string> {
    return this.page.evaluate(() => document.querySelector<HTMLElement>('[role=status] [title]')?.title ?? '')
  }

  /** Online, nothing waiting, nothing refused. */
  idle(): Promise<void> {
    return this.sees(/^(?!.*(waiting|sending|refused|Connecting|Offline)).*(all synced|rebuilt)/s)
  }

  /** Does one thing and waits until it is saved. */
  async work(): Promise<void> {
    const act = await this.#next()
    await act.press()
    await until(`saved: ${act.deed}`, act.isSaved)
    this.book.saved.add(act.deed)
  }

  /** Does one thing. Resolves to null when the screen calls it saved, or to what the screen says of why it is not. */
  async attempt(): Promise<string | null> {
    const act = await this.#next()
    await act.press()
    const told = await this.#told(act.deed, act.isSaved)
    if (told === null) this.book.saved.add(act.deed)
    // A note that is not saved stays where it was typed, and is tried again.
    else if (act.deed.startsWith('note')) this.book.unsure.add(act.deed)
    return told
  }

  /** A note that could not be saved is, when its field is left. Resolves as an attempt does. */
  async catchUp(): Promise<string | null> {
    const notes = this.page.locator('#notes')
    const typed = await notes.inputValue()
    if (typed === '') return null
    await notes.focus()
    await notes.press('Escape')
    // Of one that was saved before its lead was opened again nothing is said.
    return this.#told('the note', () => this.#reads(NOTE_STATE, /^(Saved)?$/))
  }

  /** Presses the keys for one thing, and is gone a moment later: whether it is saved nobody was told. */
  async begin(): Promise<void> {
    const act = await this.#next()
    this.book.unsure.add(act.deed)
    await act.press()
    await sleep(this.#random.below(40))
  }

  /** The call of a lead in which the machine died gets its outcome. */
  async answerForCalls(): Promise<void> {
    const asked = this.page.getByRole('dialog', { name: /How did this call end/ })
    for (const at of this.#openCalls()) {
      await asked.getByText(at).waitFor()
      const done = deed.outcome(at, this.#countOf('outcome', at) + 1)
      await this.page.keyboard.press('n')
      await asked.getByText(at).waitFor({ state: 'hidden' })
      await until(`the lead after ${at}`, async () => (await this.name()) !== at)
      this.book.saved.add(done)
    }
  }

  /** The desk was opened anew in the middle of calls, which go on. */
  async stillTalking(): Promise<void> {
    const asked = this.page.getByRole('dialog', { name: /How did this call end/ })
    for (const at of this.#openCalls()) {
      await asked.getByText(at).waitFor()
      await this.page.keyboard.press('t')
      await asked.getByText(at).waitFor({ state: 'hidden' })
    }
  }

  async #next(): Promise<Act> {
    const { page } = this
    await this.#leaveWhatLeft()
    const lead = await this.name()
    const question = await this.question()
    const inCall = this.#openCalls().has(lead)
    const kind = this.#random.weighted({
      note: 3,
      answer: inCall && question !== '' ? 4 : 0,
      call: inCall ? 0 : 2,
      outcome: inCall ? 3 : 0,
    })
    if (kind === 'note') {
      this.#notes += 1
      const text = `${this.#called}.${this.#notes}`
      return {
        deed: deed.note(text),
        press: async () => {
          await page.locator('#notes').fill(text)
          await page.locator('#notes').press('Escape')
        },
        isSaved: () => this.#isNoteSaved(),
      }
    }
    if (kind === 'answer') {
      const { field, value } = answerOf(question, 1)
      return {
        deed: deed.answer(lead, field, value),
        press: () => page.keyboard.press('1'),
        isSaved: async () => (await this.question()) !== question,
      }
    }
    if (kind === 'call')
      return {
        deed: deed.call(lead, this.#countOf('call', lead) + 1),
        press: () => page.keyboard.press('b'),
        isSaved: () => this.#reads('main', /On call \d/),
      }
    return {
      deed: deed.outcome(lead, this.#countOf('outcome', lead) + 1),
      press: async () => {
        await page.keyboard.press('n')
        await page.keyboard.press('Control+Enter')
      },
      isSaved: async () => (await this.name()) !== lead,
    }
  }

  /** A lead whose way is clear is handed off by central, and goes from the desk. */
  async #leaveWhatLeft(): Promise<void> {
    const notes = this.page.locator('#notes')
    const left = this.page.getByText('This lead is no longer on this machine')
    await notes.or(left).first().waitFor()
    if (await notes.isVisible()) return
    await this.page.keyboard.press('j')
    await notes.waitFor()
  }

  async #told(what: string, isSaved: () => Promise<boolean>): Promise<string | null> {
    const alert = this.page.getByRole('alert').filter({ hasText: 'Not saved' })
    const outcome = await until(`saved, or not: ${what}`, async () => {
      if (await alert.isVisible()) return 'refused'
      return (await isSaved()) && 'saved'
    })
    if (outcome === 'saved') return null
    const said = await alert.innerText()
    await alert.getByRole('button').click()
    return said
  }

  #isNoteSaved(): Promise<boolean> {
    return this.#reads(NOTE_STATE, /^Saved$/)
  }

  async #reads(selector: string, what: RegExp): Promise<boolean> {
    return what.test(await this.page.locator(selector).first().innerText())
  }

  #countOf(kind: 'call' | 'outcome', lead: string): number {
    return [...this.book.saved].filter((d) => d.startsWith(kind) && d.endsWith(` of ${lead}`)).length
  }

  /** Names of leads with a call that has no outcome. */
  #openCalls(): Set<string> {
    const named = [...this.book.saved].flatMap((d) => /^call \d+ of (.+)$/.exec(d)?.[1] ?? [])
    return new Set(named.filter((lead) => this.#countOf('call', lead) > this.#countOf('outcome', lead)))
  }
}
