import { Alert, Button, Group, Progress } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImportPreview } from '../../../shared/api/api.ts'
import { ownFieldsOf } from '../../../shared/policy/own-fields.ts'
import { previewImport } from '../../flow/import-leads.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { byName } from '../format/order.ts'
import { count } from '../format/time.ts'
import { Empty } from '../parts/empty.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import parts from '../parts/parts.module.css'
import { useSaid, useSaidProgress } from '../use-said.ts'
import { CampaignChoice } from './campaign-choice.tsx'
import { CheckResult } from './check-result.tsx'
import { Columns } from './columns.tsx'
import css from './import.module.css'
import { ImportResult } from './import-result.tsx'
import { ImportsList } from './imports-list.tsx'
import { useCheck } from './use-check.ts'
import { useImport } from './use-import.ts'

/** A file of leads: what central makes of it, corrected by hand, brought in, and what could not be. */
export function ImportScreen() {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const campaigns = byName(desk.reader.campaigns().filter((c) => !c.archived))
  const [chosen, setCampaign] = useState<string | null>(null)
  // With no campaign yet central makes one, named after the file; one that is named and not there it makes, too.
  const campaign = chosen ?? campaigns[0]?.id ?? ''
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [mapping, setMapping] = useState<Record<string, string>>({})
  const [reading, setReading] = useState(false)
  const run = useImport()
  const check = useCheck()
  const [isNew, setNew] = useState(false)
  const known = !isNew && campaigns.some((c) => c.id === campaign)

  const choose = async (chosen: File, to: string) => {
    setReading(true)
    setPreview(null)
    setMapping({})
    check.reset()
    setFile(chosen)
    await attempt(async () => setPreview(await previewImport(desk, chosen, to)))
    setReading(false)
  }
  const again = () => {
    run.reset()
    check.reset()
    setNew(false)
    setCampaign(null)
    setFile(null)
    setPreview(null)
  }

  const progress = run.progress
  const rows = t('import.rows', { n: count(progress?.rows ?? 0) })
  const importing = t('import.running', { file: file?.name ?? '' })
  useSaid(run.running ? importing : check.checking ? t('import.checking') : null)
  useSaidProgress(run.running ? rows : null)
  const unnamed = campaigns.length > 0 && campaign.trim() === ''
  return (
    <div className={parts.page}>
      <div className={css.column}>
        {!run.running && !progress && (
          <FileDrop
            label={t('import.choose')}
            onFile={(file) => void choose(file, isNew ? '' : campaign)}
            loading={reading}
            className={css.drop}
            p={0}
            mih={file ? 96 : 170}
          >
            <Empty title={file ? file.name : t('import.choose')}>
              {!file && <IconFileImport size={26} stroke={1.5} aria-hidden="true" />}
              <div>{t('import.hint')}</div>
            </Empty>
          </FileDrop>
        )}
        {file && preview && !run.running && !progress && (
          <section className={parts.card}>
            <div className={css.bar}>
              <div>
                <h2 className={parts.h2}>{t('import.columns')}</h2>
                <div className={parts.dim}>
                  {t('import.about', {
                    encoding: preview.encoding,
                    delimiter: nameOf(preview.delimiter),
                    n: count(preview.rows),
                  })}
                </div>
              </div>
              <Group gap="xs" align="flex-end">
                <CampaignChoice
                  campaigns={campaigns}
                  value={campaign}
                  isNew={isNew}
                  onChoose={(to, made) => {
                    setNew(made)
                    setCampaign(to)
                    // Another campaign has other fields of its own.
                    void choose(file, to)
                  }}
                  onName={(name) => {
                    setCampaign(name)
                    check.reset()
                  }}
                />
                <Button
                  variant={check.found ? 'default' : 'filled'}
                  loading={check.checking}
                  disabled={unnamed}
                  onClick={() => void attempt(() => check.start(file, { campaign, mapping }))}
                >
                  {t('import.check')}
                </Button>
                <Button
                  variant={check.found ? 'filled' : 'default'}
                  disabled={unnamed || check.checking}
                  onClick={() => void attempt(() => run.start(file, { campaign, mapping }))}
                >
                  {t('import.start')}
                </Button>
              </Group>
            </div>
            <Columns
              columns={preview.columns}
              mapping={mapping}
              own={known ? ownFieldsOf(desk.reader.policy(campaign)) : []}
              onChange={(header, target) => {
                setMapping((m) => ({ ...m, [header]: target }))
                check.reset()
              }}
            />
          </section>
        )}
        {check.found && !run.running && !progress && <CheckResult found={check.found} />}
        {run.running && (
          <section className={`${parts.card} ${parts.pad}`}>
            <div className={parts.cardHead}>
              <h2 className={parts.h2}>{importing}</h2>
              <Button onClick={() => void attempt(run.cancel)}>{t('dialog.cancel')}</Button>
            </div>
            <Progress
              mt="sm"
              animated
              value={file && progress ? Math.min(100, (progress.bytes / Math.max(1, file.size)) * 100) : 2}
              aria-label={t('import.progress')}
            />
            <div className={parts.dim} style={{ marginTop: 8 }}>
              {rows}
            </div>
          </section>
        )}
        {run.problem && (
          <Alert color="red" role="alert">
            {run.problem}
          </Alert>
        )}
        {!run.running && progress && <ImportResult progress={progress} onAgain={again} />}
        {!run.running && (progress || !preview) && <ImportsList key={progress?.id ?? ''} />}
      </div>
    </div>
  )
}

const nameOf = (delimiter: string): string =>
  ({ '\t': 'tab', ',': 'comma', ';': 'semicolon' })[delimiter] ?? delimiter
