import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { ChannelSaved } from '../../../../shared/api/channels.ts'
import { saveChannel } from '../../../flow/admin/channels.ts'
import { useDesk, useT } from '../../context.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
import { draftOf, hasMapping, hasUrl, incomplete, inputOf, KINDS } from './channel-draft.ts'
import type { Place } from './channels-tab.tsx'
import { MappingLines } from './mapping-lines.tsx'
import { ShopMail } from './shop-mail.tsx'

interface Props {
  place: Place
  onSaved(channel: ChannelSaved): void
}

/** What a channel is and where: each kind with what it needs to know. */
export function ChannelForm({ place, onSaved }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const kinds = KINDS[place.channel]
  const {
    draft,
    set: setDraft,
    discard,
    stale,
  } = useDraft(
    `channels|${place.id}|channel`,
    draftOf(place.set, kinds[0] ?? 'webhook'),
    place.campaign === null
      ? t(`admin.channels.of.${place.channel}`)
      : `${t(`admin.channels.of.${place.channel}`)} (${place.campaign})`,
  )
  const lacks = incomplete(draft)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || lacks) return
    void save(async () => {
      const saved = await saveChannel(desk, place.id, inputOf(draft))
      discard()
      onSaved(saved)
      return t('admin.saved')
    })
  }
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <NativeSelect
        label={t('admin.channels.kind')}
        value={draft.kind}
        error={at('/kind')}
        data={kinds.map((value) => ({ value, label: t(`admin.channels.kinds.${value}`) }))}
        onChange={(e) =>
          setDraft({ ...draft, kind: kinds.find((k) => k === e.currentTarget.value) ?? draft.kind })
        }
      />
      <p className={css.hint}>{t(`admin.channels.kindHint.${draft.kind}`)}</p>
      {hasUrl(draft.kind) && (
        <TextInput
          label={t(draft.kind === 'link' ? 'admin.channels.shop' : 'admin.channels.url')}
          type="url"
          placeholder="https://"
          value={draft.url}
          maxLength={2000}
          required
          withAsterisk={false}
          error={at('/url')}
          onChange={(e) => setDraft({ ...draft, url: e.currentTarget.value })}
        />
      )}
      {draft.kind === 'webhook' && (
        <Checkbox
          size="xs"
          label={t('admin.channels.private')}
          checked={draft.allowPrivate}
          onChange={(e) => setDraft({ ...draft, allowPrivate: e.currentTarget.checked })}
        />
      )}
      {draft.kind === 'email' && (
        <Textarea
          label={t('admin.channels.to')}
          description={t('admin.channels.toHint')}
          rows={2}
          value={draft.to}
          error={at('/to')}
          onChange={(e) => setDraft({ ...draft, to: e.currentTarget.value })}
        />
      )}
      {draft.kind === 'link' && (
        <ShopMail mail={draft.mail} at={at} onChange={(mail) => setDraft({ ...draft, mail })} />
      )}
      {hasMapping(draft.kind) && (
        <MappingLines lines={draft.mapping} at={at} onChange={(mapping) => setDraft({ ...draft, mapping })} />
      )}
      {hasMapping(draft.kind) && (
        <Checkbox
          size="xs"
          label={t('admin.channels.enabled')}
          description={t('admin.channels.enabledHint')}
          checked={draft.enabled}
          onChange={(e) => setDraft({ ...draft, enabled: e.currentTarget.checked })}
        />
      )}
      <SaveBar stale={stale} problem={problem} busy={busy} save={t('admin.save')} disabled={lacks} />
    </form>
  )
}
