import type { FieldId } from '../../../shared/lead/catalog.ts'
import { answer, decline } from '../../flow/answer.ts'
import { type Asked, askedOf, isOneOf } from '../desk/ask/asked-of.ts'
import { focusWords, takeWords } from '../desk/ask/words-field.ts'
import type { Action, ActionContext } from './action.ts'

/** The digits: the answers to the question on screen; 0 and - say that there is none now. */
export function answerActions(c: ActionContext): Action[] {
  const { t, view, desk, screen, policy } = c
  const asked = view && policy && askedOf(view, policy)
  const field = asked?.field.id as FieldId

  const save = (label: string, write: () => Promise<unknown>) =>
    c.attempt(async () => {
      if (screen.getState().answering) return
      screen.setState({ answering: true })
      try {
        await write()
        screen.setState({ answering: false, said: t('ask.saved', { answer: label }) })
      } catch (error) {
        screen.setState({ answering: false })
        throw error
      }
    })

  const onDigit = (i: number, label: string, run: Action['run']): Action => ({
    id: `answer.${i + 1}`,
    label: t('action.answer', { answer: label }),
    group: 'lead',
    keys: i < 9 ? [String(i + 1)] : [],
    enabled: true,
    run,
  })
  const answers = asked ? digits(asked) : []
  const nothingAsked = view && !asked ? t('ask.nothing') : undefined

  function digits(to: Asked): Action[] {
    if (to.field.kind === 'choices')
      return (to.field.choices ?? []).map(({ label }, i) => onDigit(i, label, () => tick(i)))
    if (!isOneOf(to)) return [onDigit(0, to.field.label, focusAnswer)]
    const choices = to.outcomes.length > 0 ? to.outcomes : (to.field.choices ?? [])
    return choices.map((choice, i) => {
      const id = 'answer' in choice ? choice.answer : choice.id
      return onDigit(i, choice.label, () =>
        save(choice.label, async () => {
          const { words, giveBack } = takeWords()
          try {
            await answer(desk, view!.row.id, field, id, words)
          } catch (error) {
            giveBack()
            throw error
          }
        }),
      )
    })
  }

  return [
    ...answers,
    {
      id: 'decline',
      label: t('ask.wouldNotSay'),
      group: 'lead',
      keys: ['0'],
      enabled: asked !== null,
      because: nothingAsked,
      run: () => save(t('ask.wouldNotSay'), () => decline(desk, view!.row.id, field)),
    },
    {
      id: 'later',
      label: t('ask.laterAction'),
      group: 'lead',
      keys: ['-'],
      enabled: asked !== null,
      because: nothingAsked,
      run: () => screen.setState({ dialog: 'later' }),
    },
    {
      id: 'words',
      label: t('ask.words'),
      group: 'lead',
      keys: ["'"],
      enabled: asked !== null && isOneOf(asked),
      run: focusWords,
    },
  ]
}

const focusAnswer = () => document.querySelector<HTMLElement>('[data-answer] :is(input, select)')?.focus()
const tick = (i: number) =>
  document.querySelectorAll<HTMLElement>('[data-ticks] input[type="checkbox"]')[i]?.click()
