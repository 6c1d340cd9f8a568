import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { ROUTES, type RouteId } from '../../../../shared/lead/route.ts'
import { ANY, CALLBACK, DUE, type QueueFilter, THERE } from '../../../flow/queue-filter.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { ROUTE_TONE } from '../../parts/chip.tsx'
import parts from '../../parts/parts.module.css'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import css from './filters.module.css'
import { OneOf } from './one-of.tsx'

interface Props {
  filter: QueueFilter
  /** How many leads it lets through, in words. */
  fitting: string
  /** No more can be kept: each has a digit. */
  full: boolean
  onChange(filter: QueueFilter): void
  onShow(): void
  onSave(name: string): void
}

/** Route, due, callback, the lead's own time of day, campaign: a lead must be all that is chosen. */
export function FilterForm({ filter, fitting, full, onChange, onShow, onSave }: Props) {
  const t = useT()
  const id = useId()
  const campaigns = byName(useDesk().reader.campaigns())
  const [name, setName] = useState('')
  const any = JSON.stringify(filter) === JSON.stringify(ANY)
  const toggle = (route: RouteId) =>
    onChange({
      ...filter,
      routes: ROUTES.filter((r) => filter.routes.includes(r) !== (r === route)),
    })
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (any) return
    if (name.trim() === '') onShow()
    else if (!full) onSave(name.trim())
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <div className={css.form}>
        <span id={`${id}r`}>{t('filters.route')}</span>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a cell of the grid */}
        <div className={css.chips} role="group" aria-labelledby={`${id}r`}>
          {ROUTES.map((route) => (
            <button
              key={route}
              type="button"
              className={parts.chip}
              data-tone={filter.routes.includes(route) ? ROUTE_TONE[route] : 'outline'}
              aria-pressed={filter.routes.includes(route)}
              onClick={() => toggle(route)}
            >
              {t(`routeShort.${route}`)}
            </button>
          ))}
        </div>
        <OneOf
          label={t('filters.due.label')}
          options={DUE.map((value) => ({ value, label: t(`filters.due.${value}`) }))}
          value={filter.due}
          onChange={(due) => onChange({ ...filter, due })}
        />
        <OneOf
          label={t('filters.callback.label')}
          options={CALLBACK.map((value) => ({ value, label: t(`filters.callback.${value}`) }))}
          value={filter.callback}
          onChange={(callback) => onChange({ ...filter, callback })}
        />
        <OneOf
          label={t('filters.there.label')}
          options={THERE.map((value) => ({ value, label: t(`filters.there.${value}`) }))}
          value={filter.there}
          onChange={(there) => onChange({ ...filter, there })}
        />
        {campaigns.length > 1 && (
          <>
            <label htmlFor={`${id}c`}>{t('filters.campaign')}</label>
            <NativeSelect
              id={`${id}c`}
              value={filter.campaign ?? ''}
              data={[
                { value: '', label: t('filters.anyCampaign') },
                ...campaigns.map((c) => ({ value: c.id, label: c.name })),
              ]}
              onChange={(e) => onChange({ ...filter, campaign: e.currentTarget.value || null })}
            />
          </>
        )}
      </div>
      <div className={css.foot}>
        <TextInput
          label={t('filters.name')}
          description={
            <span role="status" className={css.fitting}>
              {full ? t('filters.full') : any ? t('filters.nothingChosen') : fitting}
            </span>
          }
          value={name}
          maxLength={40}
          disabled={full}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <Button disabled={any} onClick={onShow}>
          {t('filters.show')}
        </Button>
        <Button variant="filled" type="submit" disabled={any || full || name.trim() === ''}>
          {t('filters.save')}
        </Button>
      </div>
    </form>
  )
}
