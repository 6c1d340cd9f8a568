import { memo, useState } from 'react'
import { stampTime } from '../../../shared/events/stamp.ts'
import type { LeadView } from '../../db/views.ts'
import { writeNote } from '../../flow/write-note.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { wallDate } from '../format/time.ts'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import css from './desk.module.css'
import { useAutosave } from './use-autosave.ts'

/** Today's note of this person, saved as one types. Older ones stand in the history. */
export const Notes = memo(function Notes({ view }: { view: LeadView }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const [note] = useState(() => {
    const today = wallDate(desk.now(), null)
    const own = view.snapshot.lead.notes.findLast(
      (n) => n.actor === desk.me.id && wallDate(stampTime(n.stamp), null) === today,
    )
    return own ?? { id: desk.newId(), text: '' }
  })
  const [text, setText] = useState(note.text)
  const kept = view.snapshot.lead.notes.find((n) => n.id === note.id)?.text ?? ''
  const [known, setKnown] = useState(kept)
  const { state, change, settle, flush } = useAutosave(
    (next) => writeNote(desk, view.row.id, note.id, next),
    (error, unsaved) => {
      // Nothing of an erased person stays on screen either.
      if (desk.reader.erased().has(view.row.id)) return
      const problem = error instanceof Error ? error.message : String(error)
      const gone = desk.reader.row(view.row.id) === undefined
      const lead = view.row.name || t('lead.noName')
      screen.setState({ problem, ...(gone ? { unsaved: { lead, text: unsaved } } : {}) })
    },
  )
  // What was taken back, or written at another window, replaces what is shown, not what is being typed.
  if (kept !== known) {
    setKnown(kept)
    if (state !== 'typing' && state !== 'saving' && state !== 'failed' && kept !== text) {
      setText(kept)
      settle()
    }
  }
  return (
    <section className={`${parts.card} ${css.notes}`}>
      <div className={parts.cardHead}>
        <span className={`${parts.dim} ${parts.small}`}>
          <label htmlFor="notes">{t('notes.label')}</label> <Key chord="e" />
        </span>
        {/* Told is that it is saved, not each step towards it; what cannot be saved is told by itself. */}
        <span
          className={`${parts.dim} ${parts.small}`}
          role="status"
          aria-live={state === 'saved' ? 'polite' : 'off'}
        >
          {state !== 'clean' && t(`notes.${state}`)}
        </span>
      </div>
      <textarea
        id="notes"
        data-notes
        className={css.notesText}
        value={text}
        placeholder={t('notes.placeholder')}
        onChange={(e) => {
          setText(e.currentTarget.value)
          change(e.currentTarget.value)
        }}
        onBlur={() => void flush()}
      />
    </section>
  )
})
