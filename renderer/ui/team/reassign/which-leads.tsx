import { Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { count, moment } from '../../format/time.ts'
import { type Draft, type PlaceField, POOL, unread } from './draft.ts'
import css from './reassign.module.css'

interface Props {
  draft: Draft
  /** How many are chosen in the table. */
  chosen: number
  now: number
  onChange(change: Partial<Draft>): void
}

const ANYBODY = 'anybody'
const PLACES: readonly PlaceField[] = ['country', 'state', 'language']

/** Which leads: those chosen in the table, or all that a rule finds. */
export function WhichLeads({ draft, chosen, now, onChange }: Props) {
  const t = useT()
  const { reader } = useDesk()
  const holders = byName(reader.people().filter((p) => p.role === 'agent' || p.id === draft.owner))
  const campaigns = byName(reader.campaigns())
  const problems = unread(draft)
  return (
    <fieldset className={css.part}>
      <legend>{t('reassign.which')}</legend>
      <Radio.Group value={draft.by} onChange={(by) => onChange({ by: by === 'rule' ? 'rule' : 'chosen' })}>
        <div className={css.line}>
          <Radio
            size="xs"
            value="chosen"
            disabled={chosen === 0}
            label={t('reassign.chosen', { count: chosen, n: count(chosen) })}
          />
          <Radio size="xs" value="rule" label={t('reassign.byRule')} />
        </div>
      </Radio.Group>
      {draft.by === 'rule' && (
        <div className={css.fields}>
          <NativeSelect
            size="xs"
            label={t('reassign.of')}
            value={draft.owner === null ? ANYBODY : draft.owner}
            data={[
              { value: ANYBODY, label: t('reassign.anybody') },
              { value: POOL, label: t('team.pool') },
              ...holders.map((p) => ({ value: p.id, label: p.name })),
            ]}
            onChange={(e) => {
              const owner = e.currentTarget.value === ANYBODY ? null : e.currentTarget.value
              // Whose leads go to others does not share in them, unless that is said.
              onChange({ owner, people: draft.people.filter((id) => id !== owner) })
            }}
          />
          <NativeSelect
            size="xs"
            label={t('reassign.campaign')}
            value={draft.campaign}
            data={[
              { value: '', label: t('reassign.anyCampaign') },
              ...campaigns.map((c) => ({ value: c.id, label: c.name })),
            ]}
            onChange={(e) => onChange({ campaign: e.currentTarget.value })}
          />
          {PLACES.map((field) => (
            <TextInput
              key={field}
              size="xs"
              label={t(`reassign.${field}`)}
              placeholder={t('reassign.any')}
              value={draft[field]}
              error={problems[field]}
              onChange={(e) => onChange({ [field]: e.currentTarget.value })}
            />
          ))}
          <div className={css.checks}>
            <Checkbox
              size="xs"
              label={t('reassign.pastDue')}
              checked={draft.pastDue}
              onChange={(e) => onChange({ pastDue: e.currentTarget.checked })}
            />
            {draft.callbacksBefore !== null && (
              <Checkbox
                size="xs"
                label={t('reassign.callbacksBefore', { at: moment(draft.callbacksBefore, now) })}
                checked
                onChange={() => onChange({ callbacksBefore: null })}
              />
            )}
          </div>
        </div>
      )}
    </fieldset>
  )
}
