import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import type { Policy } from '../../../../shared/policy/policy.ts'
import { fillScript } from '../../../../shared/policy/script.ts'
import type { LeadView } from '../../../db/views.ts'
import { useActions } from '../../actions/use-actions.tsx'
import { useDesk, useParts, useScreen, useT } from '../../context.tsx'
import { Key } from '../../parts/key.tsx'
import parts from '../../parts/parts.module.css'
import { Objections } from './objections.tsx'
import { pagesOf } from './pages-of.ts'
import css from './script.module.css'
import { Spoken, spokenText } from './spoken.tsx'

/** The campaign's script, filled with the lead: a line until it is wanted, below the question and never in its place. */
export const ScriptCard = memo(function ScriptCard({ view, policy }: { view: LeadView; policy: Policy }) {
  const t = useT()
  const { screen } = useParts()
  const { reader, me } = useDesk()
  const actions = useActions()
  const wanted = useScreen((s) => s.script)
  const { script } = policy
  const pages = script ? pagesOf(script) : []
  const [first] = pages
  if (!script || !first) return null
  const page = wanted && (pages.includes(wanted) ? wanted : first)
  const { lead } = view.snapshot
  const campaign = reader.campaigns().find((c) => c.id === lead.campaign)?.name ?? lead.campaign
  const fill = (text: string) => fillScript(text, policy, lead, { agent: me.name, campaign })
  const Icon = page ? IconChevronDown : IconChevronRight
  return (
    <section className={`${parts.card} ${css.script}`} aria-label={t('script.label')}>
      <div className={css.top}>
        <button
          type="button"
          className={css.fold}
          aria-expanded={page !== null}
          onClick={() => void actions.get('script')?.run()}
        >
          <Icon size={14} aria-hidden="true" /> {t('script.label')} <Key chord="," />
        </button>
        {page ? (
          <span className={css.pages}>
            {pages.map((name) => (
              <button
                key={name}
                type="button"
                className={css.page}
                aria-pressed={page === name}
                onClick={() => screen.setState({ script: name })}
              >
                {t(`script.${name}`)} {name === 'objections' && <Key chord="." />}
              </button>
            ))}
          </span>
        ) : (
          <span className={css.preview}>{spokenText(fill(script.opening))}</span>
        )}
      </div>
      {page === 'objections' && <Objections objections={script.objections} fill={fill} />}
      {(page === 'opening' || page === 'closing') && <Spoken parts={fill(script[page])} />}
    </section>
  )
})
