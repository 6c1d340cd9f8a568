import { type KeyboardEvent, useState } from 'react'
import { unaccented } from '../../../../shared/lead/intake/text.ts'
import type { Script } from '../../../../shared/policy/policy.ts'
import type { ScriptPart } from '../../../../shared/policy/script.ts'
import { useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import css from './script.module.css'
import { Spoken } from './spoken.tsx'

interface Props {
  objections: Script['objections']
  fill(text: string): readonly ScriptPart[]
}

/** What people say against it, and what to answer: a few letters of either are enough, arrows choose. */
export function Objections({ objections, fill }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const words = unaccented(text).split(/\s+/)
  const found = objections.filter((o) => words.every((w) => unaccented(`${o.says} ${o.answer}`).includes(w)))
  // What they say counts before what is answered.
  const rank = (says: string) => (words.every((w) => unaccented(says).includes(w)) ? 0 : 1)
  const list = found.toSorted((a, b) => rank(a.says) - rank(b.says))
  const chosen = list[Math.min(at, list.length - 1)]
  const onKeyDown = (e: KeyboardEvent) => {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    e.preventDefault()
    setAt(Math.max(0, Math.min(list.length - 1, at + step)))
  }
  return (
    <div className={css.objections}>
      <input
        type="text"
        role="combobox"
        className={css.search}
        aria-label={t('script.find')}
        aria-expanded
        aria-controls="objections"
        aria-activedescendant={chosen ? `objection-${objections.indexOf(chosen)}` : undefined}
        placeholder={t('script.find')}
        value={text}
        data-objections
        onChange={(e) => {
          setText(e.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={css.two}>
        <div id="objections" className={css.says} role="listbox" aria-label={t('script.objections')}>
          {list.map((o, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
            <div
              key={o.says}
              id={`objection-${objections.indexOf(o)}`}
              role="option"
              tabIndex={-1}
              aria-selected={o === chosen}
              onClick={() => setAt(i)}
            >
              “{o.says}”
            </div>
          ))}
        </div>
        <div aria-live="polite">
          {chosen ? (
            <Spoken parts={fill(chosen.answer)} />
          ) : (
            <div className={parts.dim}>{t('script.none')}</div>
          )}
        </div>
      </div>
    </div>
  )
}
