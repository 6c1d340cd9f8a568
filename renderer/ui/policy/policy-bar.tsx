import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { PolicyProgress } from '../../../shared/api/policies.ts'
import { FaultError } from '../../db/errors.ts'
import { loadProgress, publishPolicy } from '../../flow/policies.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { saveText } from '../format/dial.ts'
import { count } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { DifferenceList } from './difference-list.tsx'
import { ImportButton } from './import-button.tsx'
import css from './policy.module.css'
import { ProblemList } from './problem-list.tsx'
import type { Section } from './sections.ts'
import type { PolicyEdit } from './use-policy-draft.ts'

const LINES = 12

/** Which policy this is, and what can be done with the whole of it. */
export function PolicyBar({
  campaign,
  name,
  chooser,
  edit,
  onOpen,
}: {
  campaign: string
  name: string
  chooser: ReactNode
  edit: PolicyEdit
  onOpen(section: Section): void
}) {
  const t = useT()
  const desk = useDesk()
  const { screen, session } = useParts()
  const attempt = useAttempt()
  const { base, draft, policy, problems } = edit
  const progress = useProgress(campaign, base.version)
  const save = () =>
    void attempt(() =>
      saveText(
        `policy-${campaign}-${draft ? 'draft' : base.version}.json`,
        JSON.stringify(policy, null, 2),
        'application/json',
      ),
    )
  return (
    <div className={css.policyBar}>
      {chooser || <Chip tone="outline">{name}</Chip>}
      <Chip tone={draft ? 'amber' : 'outline'}>
        {draft
          ? t('policy.draftOf', { version: base.version })
          : t('policy.versionN', { version: base.version })}
      </Chip>
      <ProblemList edit={edit} onOpen={onOpen} />
      {progress && progress.waiting > 0 && (
        <span role="status">
          {t('policy.deciding', { n: count(progress.waiting), of: count(progress.leads) })}
        </span>
      )}
      <span className={css.barEnd}>
        <ImportButton edit={edit} />
        <Button data-policy="export" rightSection={<Key chord="e" />} onClick={save}>
          {t('policy.export')}
        </Button>
        {edit.restore && (
          <Button
            {...(draft ? {} : { 'data-policy': 'discard', rightSection: <Key chord="x" /> })}
            onClick={edit.restore}
          >
            {t(draft ? 'policyForm.restoreEarlier' : 'policy.restore')}
          </Button>
        )}
        {(draft || !edit.restore) && (
          <Button
            data-policy="discard"
            rightSection={<Key chord="x" />}
            disabled={draft === null}
            onClick={edit.discard}
          >
            {t('policy.discard')}
          </Button>
        )}
        <Button
          variant="filled"
          data-policy="publish"
          rightSection={<Key chord="s" />}
          disabled={draft === null || problems.length > 0}
          onClick={() => screen.setState({ dialog: 'publishPolicy' })}
        >
          {t('policy.publish')}
        </Button>
      </span>
      <ReasonDialog
        name="publishPolicy"
        title={t('policy.publish')}
        save={t('policy.publishNow')}
        hint={
          <div>
            {t('policy.publishHint', { campaign: name })}
            <DifferenceList before={base} after={policy} most={LINES} />
          </div>
        }
        run={async (note) => {
          const published = await publishPolicy(desk, campaign, {
            policy,
            note,
            version: draft?.from ?? base.version,
          })
          edit.published()
          session.syncNow()
          sayPassing(screen, t('policy.published', { version: published.version }))
        }}
      />
    </div>
  )
}

const LOOK_EVERY_MS = 2000
const AWAY_MS = 10_000

/** How far central is with the leads after a publication; null: not known. */
function useProgress(campaign: string, version: number): PolicyProgress | null {
  const desk = useDesk()
  const [progress, setProgress] = useState<PolicyProgress | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is a reason to look again
  useEffect(() => {
    const gone = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const look = () =>
      loadProgress(desk, campaign, gone.signal).then(
        (found) => {
          if (gone.signal.aborted) return
          setProgress(found)
          if (found.waiting > 0) timer = setTimeout(look, LOOK_EVERY_MS)
        },
        (error: unknown) => {
          if (gone.signal.aborted) return
          // Nothing is said of its progress until central is reached; what it refuses it refuses the next time, too.
          setProgress(null)
          if (error instanceof FaultError && error.reaction !== 'backOff' && error.reaction !== 'signIn')
            return
          timer = setTimeout(look, AWAY_MS)
        },
      )
    void look()
    return () => {
      gone.abort()
      clearTimeout(timer)
    }
  }, [desk, campaign, version])
  return progress
}
