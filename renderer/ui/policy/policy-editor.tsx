import { Alert, Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { USUAL_ECONOMICS } from '../../flow/what-if/economics.ts'
import { useT } from '../context.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Answers } from './answers.tsx'
import { ProblemsProvider } from './at-place.tsx'
import { Changes } from './changes.tsx'
import { FitCard } from './fit-card.tsx'
import { Limits } from './limits.tsx'
import css from './policy.module.css'
import { PolicyBar } from './policy-bar.tsx'
import { Rules } from './rules.tsx'
import { type PolicyEdit, usePolicyDraft } from './use-policy-draft.ts'
import { useWhatIf } from './use-what-if.ts'
import { Versions } from './versions.tsx'
import { Weights } from './weights.tsx'
import { WhatIfCard } from './what-if-card.tsx'

const TABS = ['edit', 'versions'] as const
type Tab = (typeof TABS)[number]

/** A campaign's policy: the draft, what it would change, its versions. */
export function PolicyEditor(props: { campaign: string; name: string; chooser: ReactNode }) {
  const t = useT()
  const edit = usePolicyDraft(props.campaign)
  const [tab, setTab] = useState<Tab>('edit')
  return (
    <ProblemsProvider value={edit.problems}>
      <div className={css.policy}>
        <PolicyBar {...props} edit={edit} />
        <Tabs<Tab>
          id="policy"
          label={t('screen.policy.title')}
          tabs={TABS.map((name) => ({ name, label: t(`policy.tab.${name}`) }))}
          open={tab}
          onOpen={setTab}
        >
          {tab === 'edit' ? (
            <Edit campaign={props.campaign} edit={edit} />
          ) : (
            <Versions campaign={props.campaign} edit={edit} onEdit={() => setTab('edit')} />
          )}
        </Tabs>
      </div>
    </ProblemsProvider>
  )
}

function Edit({ campaign, edit }: { campaign: string; edit: PolicyEdit }) {
  const t = useT()
  const [economics, setEconomics] = useState(USUAL_ECONOMICS)
  const broken = edit.problems.length > 0
  const state = useWhatIf(campaign, edit.base, broken ? null : edit.policy, economics)
  return (
    <div className={css.columns}>
      <div className={css.column}>
        {edit.draft && edit.draft.from !== edit.base.version && (
          <Alert color="yellow" role="status">
            {t('policy.overtaken', { from: edit.draft.from, now: edit.base.version })}{' '}
            <Button size="compact-xs" onClick={edit.rebase}>
              {t('policy.rebase', { now: edit.base.version })}
            </Button>
          </Alert>
        )}
        <Weights edit={edit} />
        <Rules edit={edit} />
        <Answers edit={edit} />
        <Limits edit={edit} />
      </div>
      <div className={css.column}>
        <WhatIfCard
          state={state}
          version={edit.base.version}
          broken={broken}
          economics={economics}
          onEconomics={setEconomics}
        />
        {state.answer && state.answer.result.changed > 0 && (
          <Changes result={state.answer.result} policy={edit.policy} />
        )}
        <FitCard campaign={campaign} onDraft={edit.replace} />
      </div>
    </div>
  )
}
