import type { TFunction } from 'i18next'
import type { Desk } from '../flow/desk.ts'
import type { MovedLead } from '../session/session.ts'

/** What is said of open leads that somebody gave to someone else; null when there is nothing to say. */
export function movedText(t: TFunction, leads: readonly MovedLead[], { reader, me }: Desk): string | null {
  const given = leads.filter((l) => l.stage === 'open' && l.row.owner === me.id)
  const only = given[0]
  if (only === undefined) return null
  if (given.length > 1) return t('moved.many', { count: given.length })
  const name = reader.people().find((p) => p.id === only.to)?.name
  const lead = only.row.name || t('lead.noName')
  const text =
    only.to === null
      ? t('moved.pool', { lead })
      : name
        ? t('moved.person', { lead, name })
        : t('moved.away', { lead })
  return only.worked ? t('moved.worked', { text }) : text
}
