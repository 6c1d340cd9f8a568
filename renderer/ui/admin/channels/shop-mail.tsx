import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useT } from '../../context.tsx'

interface Props {
  mail: { subject: string; text: string } | null
  at(pointer: string): string | undefined
  onChange(mail: Props['mail']): void
}

/** The mail by which a person gets the link to the shop. */
export function ShopMail({ mail, at, onChange }: Props) {
  const t = useT()
  return (
    <>
      <Checkbox
        size="xs"
        label={t('admin.channels.mailed')}
        description={t('admin.channels.mailedHint')}
        checked={mail !== null}
        onChange={(e) => onChange(e.currentTarget.checked ? { subject: '', text: '' } : null)}
      />
      {mail && (
        <>
          <TextInput
            label={t('admin.subject')}
            value={mail.subject}
            maxLength={200}
            error={at('/mail/subject')}
            onChange={(e) => onChange({ ...mail, subject: e.currentTarget.value })}
          />
          <Textarea
            label={t('admin.text')}
            rows={4}
            value={mail.text}
            maxLength={10_000}
            error={at('/mail/text')}
            onChange={(e) => onChange({ ...mail, text: e.currentTarget.value })}
          />
        </>
      )}
    </>
  )
}
