import { Button, NativeSelect } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { PolicyVersion } from '../../../shared/api/policies.ts'
import { rollBackPolicy } from '../../flow/policies.ts'
import { sayPassing } from '../../state/screen.ts'
import { useDesk, useNow, useParts, useT } from '../context.tsx'
import { saveText } from '../format/dial.ts'
import { count, moment } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { type RowColumn, RowTable } from '../parts/row-table.tsx'
import { DifferenceTable } from './difference-table.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'
import { useVersion, useVersions } from './use-versions.ts'

type Row = PolicyVersion & { id: string }
const DRAFT = 'draft'

/** What was in force when, by whom and why; two side by side; back to an earlier one. */
export function Versions({ campaign, edit, onEdit }: { campaign: string; edit: PolicyEdit; onEdit(): void }) {
  const t = useT()
  const desk = useDesk()
  const { screen, session } = useParts()
  const now = useNow(60_000)
  const inForce = edit.base.version
  const { list, problem } = useVersions(campaign, inForce)
  const [picked, setPicked] = useState<string | null>(null)
  const [against, setAgainst] = useState<string | null>(null)
  const rows = useMemo(() => list?.map((v): Row => ({ ...v, id: String(v.version) })) ?? [], [list])
  const columns = useColumns(inForce, now)
  const nameOf = useNameOf()
  const at = rows.find((r) => r.id === picked) ?? rows[0]
  // Beside what is in force; that one beside the one before it, or the draft.
  const other =
    against ?? (at?.version !== inForce ? String(inForce) : edit.draft ? DRAFT : String(at?.from ?? inForce))
  const one = useVersion(at?.version ?? null)
  const two = useVersion(other === DRAFT ? null : Number(other))
  const second = other === DRAFT ? edit.policy : two.policy
  const theirs = other === DRAFT ? t('policyDiff.draft') : t('policy.versionN', { version: other })
  const mine = t('policy.versionN', { version: at?.version })
  const forward = other === DRAFT || Number(other) >= (at?.version ?? 0)
  const others = [
    ...(edit.draft ? [{ value: DRAFT, label: t('policy.theDraft') }] : []),
    ...rows
      .filter((r) => r.id !== at?.id)
      .map((r) => ({ value: r.id, label: t('policy.versionN', { version: r.version }) })),
  ]
  if (list === null)
    return <Empty title={problem === null ? t('policy.asking') : t('inbox.unreached')}>{problem}</Empty>
  return (
    <div className={css.versions}>
      <section className={`${parts.card} ${css.versionList}`} aria-label={t('policyForm.tab.versions')}>
        <RowTable
          rows={rows}
          columns={columns}
          title={t('policy.versionCount', { count: rows.length, n: count(rows.length) })}
          label={t('policyForm.tab.versions')}
          filterLabel={t('policy.filterVersions')}
          empty={t('policy.noVersions')}
          searchOf={(r) => `${r.version}\n${r.name}\n${r.note}`.toLowerCase()}
          picked={new Set(at ? [at.id] : [])}
          onPick={(ids) => setPicked(ids.findLast((id) => id !== at?.id) ?? at?.id ?? null)}
        />
        {problem && <div className={parts.dim}>{t('team.stale', { problem })}</div>}
      </section>
      {at && (
        <section className={`${parts.card} ${css.card} ${css.compare}`} aria-labelledby="policy-compare">
          <div className={css.cardHead}>
            <h2 className={parts.h2} id="policy-compare">
              {t('policy.versionN', { version: at.version })}
            </h2>
            <span className={css.row}>
              <Button
                data-policy="rollBack"
                disabled={at.version === inForce}
                onClick={() => screen.setState({ dialog: 'rollBackPolicy' })}
              >
                {t('policy.rollBack')}
              </Button>
              <Button
                disabled={one.policy === null}
                onClick={() => {
                  if (!one.policy) return
                  edit.replace(one.policy)
                  onEdit()
                }}
              >
                {t('policy.editVersion')}
              </Button>
              <Button
                disabled={one.policy === null}
                onClick={() =>
                  one.policy &&
                  void saveText(
                    `policy-${at.version}.json`,
                    JSON.stringify(one.policy, null, 2),
                    'application/json',
                  )
                }
              >
                {t('policy.export')}
              </Button>
            </span>
          </div>
          {at.note !== '' && <p className={css.note}>“{at.note}”</p>}
          <p className={parts.dim}>
            {[
              nameOf(at.by),
              moment(at.at, now),
              at.restores === null ? '' : t('policy.restores', { version: at.restores }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {others.length === 0 ? (
            <p className={parts.dim}>{t('policy.onlyVersion')}</p>
          ) : (
            <>
              <NativeSelect
                label={t('policy.compareWith')}
                className={css.narrow}
                value={other}
                data={others}
                onChange={(e) => setAgainst(e.currentTarget.value)}
              />
              <h3 className={parts.h2}>
                {forward
                  ? t('policy.differs', {
                      before: at.version,
                      after: other === DRAFT ? t('policy.theDraft') : other,
                    })
                  : t('policy.differs', { before: other, after: at.version })}
              </h3>
              {(one.problem ?? two.problem) && <p className={css.problem}>{one.problem ?? two.problem}</p>}
              {one.policy && second && (
                <DifferenceTable
                  before={forward ? { name: mine, policy: one.policy } : { name: theirs, policy: second }}
                  after={forward ? { name: theirs, policy: second } : { name: mine, policy: one.policy }}
                />
              )}
            </>
          )}
        </section>
      )}
      {at && (
        <ReasonDialog
          name="rollBackPolicy"
          title={t('policy.rollBackTo', { version: at.version })}
          save={t('policy.rollBack')}
          hint={t('policy.rollBackHint')}
          run={async (note) => {
            const back = await rollBackPolicy(desk, campaign, { to: at.version, note, version: inForce })
            session.syncNow()
            sayPassing(screen, t('policy.published', { version: back.version }))
          }}
        />
      )}
    </div>
  )
}

function useNameOf(): (id: string) => string {
  const t = useT()
  const { reader } = useDesk()
  return useCallback(
    (id) =>
      reader.people().find((p) => p.id === id)?.name ??
      t(id.startsWith('system:') ? 'policy.central' : 'history.someone'),
    [reader, t],
  )
}

function useColumns(inForce: number, now: number): RowColumn<Row>[] {
  const t = useT()
  const nameOf = useNameOf()
  return useMemo(
    () => [
      {
        id: 'version',
        label: t('policy.version'),
        width: '76px',
        numeric: true,
        value: (r) => r.version,
        cell: (r) => r.version,
      },
      {
        id: 'note',
        label: t('policy.note'),
        width: 'minmax(0, 2fr)',
        value: (r) => r.note,
        cell: (r) => <span title={r.note}>{r.note || r.name}</span>,
      },
      {
        id: 'by',
        label: t('escalations.column.by'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.by,
        cell: (r) => nameOf(r.by),
      },
      {
        id: 'at',
        label: t('policy.since'),
        width: '120px',
        value: (r) => r.at,
        cell: (r) => moment(r.at, now),
      },
      {
        id: 'state',
        label: t('policy.state'),
        width: '90px',
        value: (r) => (r.version === inForce ? 0 : 1),
        cell: (r) => r.version === inForce && <Chip tone="green">{t('policy.inForce')}</Chip>,
      },
    ],
    [t, nameOf, inForce, now],
  )
}
