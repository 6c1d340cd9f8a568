import { Alert, Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { USUAL_ECONOMICS } from '../../flow/what-if/economics.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Tabs } from '../parts/tabs.tsx'
import { Answers } from './answers.tsx'
import { ProblemsProvider } from './at-place.tsx'
import { Calls } from './calls.tsx'
import { CampaignHours } from './campaign-hours.tsx'
import { Changes } from './changes.tsx'
import { Channels } from './channels.tsx'
import { ContactRules } from './contact-rules.tsx'
import { FitCard } from './fit-card.tsx'
import { Outcomes } from './outcomes.tsx'
import { OwnFields } from './own-fields.tsx'
import { Places } from './places.tsx'
import css from './policy.module.css'
import { PolicyBar } from './policy-bar.tsx'
import { Rules } from './rules.tsx'
import { Script } from './script.tsx'
import { ScriptPreview } from './script-preview.tsx'
import { SECTIONS, type Section, sectionOf } from './sections.ts'
import { type PolicyEdit, usePolicyDraft } from './use-policy-draft.ts'
import { useWhatIf } from './use-what-if.ts'
import { Versions } from './versions.tsx'
import { Weights } from './weights.tsx'
import { WhatIfCard } from './what-if-card.tsx'

type Tab = Section | 'versions'
const TABS: readonly Tab[] = [...SECTIONS, 'versions']

interface Props {
  campaign: string
  /** Of the campaign. */
  name: string
  chooser: ReactNode
}

/** A campaign's policy: the draft, what it would change, its versions. */
export function PolicyEditor(props: Props) {
  const t = useT()
  const edit = usePolicyDraft(props.campaign)
  const [tab, setTab] = useState<Tab>('score')
  const labelOf = (name: Tab) => {
    const label = t(`policyForm.tab.${name}`)
    const wrong = edit.problems.filter((p) => sectionOf(p) === name).length
    return wrong === 0 ? label : t('policyForm.tabWrong', { label, n: count(wrong) })
  }
  return (
    <ProblemsProvider value={edit.problems}>
      <div className={css.policy}>
        <PolicyBar {...props} edit={edit} onOpen={setTab} />
        <Tabs<Tab>
          id="policy"
          label={t('screen.policy.title')}
          tabs={TABS.map((name) => ({ name, label: labelOf(name) }))}
          open={tab}
          onOpen={setTab}
        >
          {tab === 'versions' ? (
            <Versions campaign={props.campaign} edit={edit} onEdit={() => setTab('score')} />
          ) : (
            <Edit {...props} edit={edit} section={tab} />
          )}
        </Tabs>
      </div>
    </ProblemsProvider>
  )
}

function Edit({ campaign, name, edit, section }: Props & { edit: PolicyEdit; section: Section }) {
  const t = useT()
  const [economics, setEconomics] = useState(USUAL_ECONOMICS)
  const broken = edit.problems.length > 0
  const state = useWhatIf(campaign, edit.base, broken ? null : edit.policy, economics)
  return (
    <div className={css.columns}>
      <div className={css.column} key={`${section} ${edit.turn}`}>
        {edit.draft && edit.draft.from !== edit.base.version && (
          <Alert color="yellow" role="status">
            {t('policy.overtaken', { from: edit.draft.from, now: edit.base.version })}{' '}
            <Button size="compact-xs" onClick={edit.rebase}>
              {t('policy.rebase', { now: edit.base.version })}
            </Button>
          </Alert>
        )}
        <Forms edit={edit} section={section} />
      </div>
      <div className={css.column}>
        {section === 'words' && <ScriptPreview campaign={campaign} name={name} policy={edit.policy} />}
        <WhatIfCard
          state={state}
          version={edit.base.version}
          broken={broken}
          economics={economics}
          onEconomics={setEconomics}
        />
        <FitCard campaign={campaign} onDraft={edit.replace} />
        {state.answer && state.answer.result.changed > 0 && (
          <Changes result={state.answer.result} policy={edit.policy} />
        )}
      </div>
    </div>
  )
}

function Forms({ edit, section }: { edit: PolicyEdit; section: Section }) {
  switch (section) {
    case 'score':
      return (
        <>
          <Weights edit={edit} />
          <Rules edit={edit} />
          <Answers edit={edit} />
        </>
      )
    case 'own':
      return <OwnFields edit={edit} />
    case 'channels':
      return (
        <>
          <Channels edit={edit} />
          <Places edit={edit} />
          <CampaignHours edit={edit} />
        </>
      )
    case 'calls':
      return (
        <>
          <Outcomes edit={edit} />
          <ContactRules edit={edit} />
          <Calls edit={edit} />
        </>
      )
    case 'words':
      return <Script edit={edit} />
  }
}
