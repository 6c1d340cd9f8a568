import { Checkbox, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { EnricherShown } from '../../../../shared/api/enrichers.ts'
import { saveEnricher } from '../../../flow/admin/enrichers.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import { idFrom } from '../../../flow/policy-edits.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
import {
  draftOf,
  type EnricherDraft,
  fieldsToTell,
  headersOf,
  incomplete,
  inputOf,
  type Keys,
} from './enricher-draft.ts'
import { HeaderLines } from './header-lines.tsx'
import { ToldLines } from './told-lines.tsx'

/** Where one that is added is open: no saved one may be called so. */
const NEW = 'new'

interface Props {
  /** null: a new one. */
  enricher: EnricherShown | null
  taken: readonly string[]
  onSaved(enricher: EnricherShown): void
}

/** Whom to ask, what of its answer is which field, and of whose leads. */
export function EnricherForm({ enricher, taken, onSaved }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const { draft, set, discard, stale } = useDraft(
    `enrichers|${enricher?.id ?? NEW}|enricher`,
    draftOf(enricher),
    enricher?.name ?? t('admin.enrichers.new'),
  )
  // Keys stay in this form: a draft holds no secrets.
  const [keys, setKeys] = useState<Keys>(enricher === null ? { text: '' } : 'kept')
  const headers = headersOf(keys)
  const lacks = incomplete(draft) || headers === null
  const put = (part: Partial<EnricherDraft>) => set({ ...draft, ...part })
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || incomplete(draft) || headers === null) return
    void save(async () => {
      const id = enricher?.id ?? idFrom(draft.name, [NEW, ...taken])
      const saved = await saveEnricher(desk, id, inputOf(draft, headers))
      discard()
      setKeys('kept')
      onSaved(saved)
      return t('admin.saved')
    })
  }
  const check = (field: 'enabled' | 'allowPrivate') => (
    <Checkbox
      size="xs"
      label={t(`admin.enrichers.${field}`)}
      description={field === 'enabled' ? t('admin.enrichers.enabledHint') : undefined}
      checked={draft[field]}
      onChange={(e) => put({ [field]: e.currentTarget.checked })}
    />
  )
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <TextInput
        label={t('admin.enrichers.name')}
        description={t('admin.enrichers.nameHint')}
        value={draft.name}
        maxLength={80}
        autoFocus={enricher === null}
        error={at('/name')}
        onChange={(e) => put({ name: e.currentTarget.value })}
      />
      <TextInput
        label={t('admin.enrichers.url')}
        description={t('admin.enrichers.urlHint')}
        placeholder="https://register.example.com/v1/companies?domain={domain}"
        value={draft.url}
        maxLength={2000}
        error={at('/url')}
        onChange={(e) => put({ url: e.currentTarget.value })}
      />
      <HeaderLines
        names={enricher?.headers ?? []}
        keys={keys}
        onChange={setKeys}
        problem={headers === null ? t('admin.enrichers.headersWrong') : at('/headers')}
      />
      <ToldLines
        lines={draft.told}
        fields={fieldsToTell(declaredIn(desk.reader, draft.campaigns))}
        at={at}
        onChange={(told) => put({ told })}
      />
      <Checkbox
        size="xs"
        label={t('admin.enrichers.all')}
        checked={draft.campaigns === null}
        onChange={(e) => put({ campaigns: e.currentTarget.checked ? null : [] })}
      />
      {draft.campaigns !== null && (
        <MultiSelect
          size="xs"
          label={t('admin.enrichers.campaigns')}
          value={draft.campaigns}
          data={byName(desk.reader.campaigns()).map((c) => ({ value: c.id, label: c.name }))}
          error={at('/campaigns')}
          onChange={(campaigns) => put({ campaigns })}
        />
      )}
      <NumberInput
        size="xs"
        label={t('admin.enrichers.seconds')}
        value={draft.seconds}
        min={0.1}
        max={30}
        step={1}
        error={at('/timeoutMs')}
        onChange={(seconds) => put({ seconds })}
      />
      {check('allowPrivate')}
      {check('enabled')}
      <SaveBar stale={stale} problem={problem} busy={busy} save={t('admin.save')} disabled={lacks} />
    </form>
  )
}
