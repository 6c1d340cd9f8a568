import { Checkbox, MultiSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { ROUTES, type RouteId } from '../../../../shared/lead/route.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import css from '../admin.module.css'
import type { SettingsDraft } from './settings-draft.ts'

interface Props {
  draft: SettingsDraft
  onChange(draft: SettingsDraft): void
  /** What central says of a part. */
  at(pointer: string): string | undefined
  autoFocus?: boolean
}

/** Whom the campaign takes, who writes, when, and how often. */
export function SettingsFields({ draft: d, onChange, at, autoFocus }: Props) {
  const t = useT()
  const { reader } = useDesk()
  const put = (part: Partial<SettingsDraft>) => onChange({ ...d, ...part })
  const text = (
    field: 'name' | 'language' | 'fromName' | 'fromAddress' | 'zone' | 'opens' | 'closes',
    pointer: string,
    type = 'text',
  ) => (
    <TextInput
      label={t(`admin.nurture.field.${field}`)}
      type={type}
      value={d[field]}
      maxLength={254}
      autoFocus={autoFocus && field === 'name'}
      error={at(pointer)}
      onChange={(e) => put({ [field]: e.currentTarget.value })}
    />
  )
  const number = (field: 'mails' | 'days') => (
    <NumberInput
      size="xs"
      label={t(`admin.nurture.field.${field}`)}
      value={d[field]}
      min={1}
      max={field === 'mails' ? 1000 : 366}
      allowDecimal={false}
      error={at(`/cap/${field}`)}
      onChange={(n) => typeof n === 'number' && put({ [field]: n })}
    />
  )
  return (
    <>
      {text('name', '/name')}
      <MultiSelect
        size="xs"
        label={t('admin.nurture.field.routes')}
        value={d.routes}
        data={ROUTES.map((value) => ({ value, label: t(`route.${value}`) }))}
        error={at('/routes')}
        onChange={(routes) => put({ routes: routes as RouteId[] })}
      />
      <Checkbox
        size="xs"
        label={t('admin.nurture.field.all')}
        checked={d.campaigns === null}
        onChange={(e) => put({ campaigns: e.currentTarget.checked ? null : [] })}
      />
      {d.campaigns !== null && (
        <MultiSelect
          size="xs"
          label={t('admin.nurture.field.campaigns')}
          value={d.campaigns}
          data={byName(reader.campaigns()).map((c) => ({ value: c.id, label: c.name }))}
          error={at('/campaigns')}
          onChange={(campaigns) => put({ campaigns })}
        />
      )}
      <div className={css.two}>
        {text('fromName', '/from/name')}
        {text('fromAddress', '/from/address', 'email')}
      </div>
      <Textarea
        label={t('admin.nurture.field.postal')}
        description={t('admin.nurture.field.postalHint')}
        rows={2}
        maxLength={500}
        value={d.postal}
        error={at('/postalAddress')}
        onChange={(e) => put({ postal: e.currentTarget.value })}
      />
      <div className={css.two}>
        {text('opens', '/hours/from', 'time')}
        {text('closes', '/hours/to', 'time')}
        {text('zone', '/hours/zone')}
        {text('language', '/language')}
        {number('mails')}
        {number('days')}
      </div>
      <Checkbox
        size="xs"
        label={t('admin.nurture.field.weekdays')}
        checked={d.weekdaysOnly}
        onChange={(e) => put({ weekdaysOnly: e.currentTarget.checked })}
      />
      <Textarea
        label={t('admin.nurture.field.links')}
        description={t('admin.nurture.field.linksHint')}
        rows={2}
        value={d.links}
        error={at('/links')}
        onChange={(e) => put({ links: e.currentTarget.value })}
      />
    </>
  )
}
