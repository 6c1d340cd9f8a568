import { Alert, Button, Group, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { choicesValue, chosen, type Field, type FieldId } from '../../../shared/lead/catalog.ts'
import { fieldsOf } from '../../../shared/policy/own-fields.ts'
import { addLead, type Known } from '../../flow/add-lead.ts'
import { openLead } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { DECIMAL_MARK } from '../format/numbers.ts'
import { byName } from '../format/order.ts'
import { inSentence } from '../identity/in-short.ts'
import { ValueFacts } from '../identity/value-facts.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'
import css from './add.module.css'

/** Without any of these nobody can be reached. */
const REACH: readonly string[] = ['email', 'phone', 'mobile'] satisfies FieldId[]

const GROUPS = ['person', 'company', 'qualification', 'own'] as const

/** A lead by hand: what is wrong is told at its field, and who is already here is offered. */
export function AddScreen() {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const campaigns = byName(desk.reader.campaigns().filter((c) => !c.archived))
  const [campaign, setCampaign] = useState(campaigns[0]?.id ?? '')
  const [values, setValues] = useState<Partial<Record<FieldId, string>>>({})
  const [problems, setProblems] = useState<Partial<Record<FieldId, string>>>({})
  const [tooLittle, setTooLittle] = useState(false)
  const [duplicates, setDuplicates] = useState<Known[]>([])
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  const fields = fieldsOf(desk.reader.policy(campaign))
  const groups = GROUPS.filter((g) => fields.some((f) => f.group === g))

  const open = (id: string) => {
    openLead(screen, id)
    screen.setState({ screen: 'queue' })
  }
  const save = async (evenIfDuplicate: boolean) => {
    setBusy(true)
    await attempt(async () => {
      const result = await addLead(desk, { campaign, fields: values, decimal: DECIMAL_MARK, evenIfDuplicate })
      setProblems('problems' in result ? result.problems : {})
      setTooLittle('tooLittle' in result)
      setDuplicates('duplicates' in result ? result.duplicates : [])
      if ('added' in result) return open(result.added)
      if ('duplicates' in result) return screen.setState({ said: t('add.duplicates') })
      if ('problems' in result) screen.setState({ said: t('add.problems') })
      await new Promise((rendered) => setTimeout(rendered))
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-reach]')?.focus()
    })
    setBusy(false)
  }
  useEffect(() => {
    if (duplicates.length > 0) form.current?.lastElementChild?.scrollIntoView?.({ block: 'nearest' })
  }, [duplicates])
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    void save(false)
  }

  return (
    <div className={`${parts.page} ${css.page}`}>
      <form ref={form} className={parts.narrow} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter} noValidate>
        {campaigns.length === 0 && <Alert color="yellow">{t('add.noCampaign')}</Alert>}
        {groups.map((group, i) => (
          <section key={group} className={`${parts.card} ${parts.pad}`}>
            <h2 className={parts.h2}>{t(`add.group.${group}`)}</h2>
            {group === 'person' && tooLittle && (
              <div role="alert" className={css.tooLittle}>
                {t('add.tooLittle')}
              </div>
            )}
            <div className={css.grid}>
              {group === 'person' && campaigns.length > 1 && (
                <NativeSelect
                  label={t('add.campaign')}
                  value={campaign}
                  data={campaigns.map((c) => ({ value: c.id, label: c.name }))}
                  onChange={(e) => setCampaign(e.currentTarget.value)}
                />
              )}
              {fields
                .filter((f) => f.group === group && !f.derived)
                .map((f, j) => (
                  <Input
                    key={f.id}
                    field={f}
                    oneOf={t('add.oneOf')}
                    autoFocus={i === 0 && j === 0}
                    value={values[f.id as FieldId] ?? ''}
                    problem={problems[f.id as FieldId]}
                    onChange={(text) => {
                      setValues((v) => ({ ...v, [f.id]: text }))
                      setProblems((p) => ({ ...p, [f.id]: undefined }))
                      setTooLittle(false)
                    }}
                  />
                ))}
            </div>
          </section>
        ))}
        {duplicates.length > 0 && (
          <section className={css.known} role="alert">
            <h2 className={parts.h2}>{t('add.duplicates')}</h2>
            {duplicates.map(({ row, because }, i) => (
              <div key={row.id} className={css.duplicate}>
                <span>
                  <b>{row.name || t('lead.noName')}</b> {row.company && `· ${row.company}`}{' '}
                  {row.phone && `· ${readable(row.phone)}`}{' '}
                  <span className={parts.dim}>
                    {because.length > 0 ? t('add.likely', { reasons: inSentence(because) }) : t('add.exact')}
                  </span>
                </span>
                <Button size="compact-xs" autoFocus={i === 0} onClick={() => open(row.id)}>
                  {t('add.openInstead')}
                </Button>
              </div>
            ))}
            <Button size="compact-xs" mt="xs" onClick={() => void save(true)}>
              {t('add.anyway')}
            </Button>
          </section>
        )}
        <Group justify="flex-end" gap="xs" className={css.foot}>
          <Button onClick={() => screen.setState({ screen: 'queue' })}>{t('dialog.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            rightSection={<Key chord="Ctrl+Enter" />}
            loading={busy}
            disabled={campaign === ''}
          >
            {t('add.save')}
          </Button>
        </Group>
      </form>
    </div>
  )
}

interface InputProps {
  field: Field
  /** Said beforehand, at the fields that tell how to reach them. */
  oneOf: string
  value: string
  problem: string | undefined
  autoFocus: boolean
  onChange(text: string): void
}

const Input = ({ field, oneOf, value, problem, autoFocus, onChange }: InputProps) =>
  field.kind === 'choices' ? (
    <MultiSelect
      size="xs"
      label={field.label}
      value={chosen(value)}
      error={problem}
      data={(field.choices ?? []).map((c) => ({ value: c.id, label: c.label }))}
      searchable
      onChange={(ids) => onChange(choicesValue(field, ids) ?? '')}
    />
  ) : field.choices ? (
    <NativeSelect
      label={field.label}
      value={value}
      error={problem}
      data={[{ value: '', label: '' }, ...field.choices.map((c) => ({ value: c.id, label: c.label }))]}
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  ) : (
    <div className={css.field}>
      <TextInput
        label={field.label}
        description={REACH.includes(field.id) && oneOf}
        type={field.kind === 'date' ? 'date' : 'text'}
        value={value}
        error={problem}
        autoFocus={autoFocus}
        autoComplete="off"
        data-reach={field.id === 'phone' || undefined}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
      {field.kind === 'email' && value.includes('@') && (
        <ValueFacts field={field} value={value.trim()} onTake={onChange} />
      )}
    </div>
  )
