import { Button, Progress } from '@mantine/core'
import { HAND_OFF_CHANNELS, ROUTES } from '../../../shared/lead/route.ts'
import type { Economics, PolicySums } from '../../../shared/policy/what-if-sums.ts'
import { useT } from '../context.tsx'
import { decimal, percent } from '../format/numbers.ts'
import { count, signed } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { useSaidProgress } from '../use-said.ts'
import { FlowPicture } from './flow-picture.tsx'
import { Money } from './money.tsx'
import css from './policy.module.css'
import type { WhatIfState } from './use-what-if.ts'

interface Props {
  state: WhatIfState
  /** Version in force; and whether there is a draft that can be tried. */
  version: number
  broken: boolean
  economics: Economics
  onEconomics(economics: Economics): void
}

const payOff = ({ channels }: PolicySums) =>
  Object.values(channels).reduce((sum, c) => sum + c.payOff - c.cost, 0)

const moved = (by: number) => (by === 0 ? '' : signed(by))

/** What the draft would do with the leads on this machine, beside what is in force. */
export function WhatIfCard({ state, version, broken, economics, onEconomics }: Props) {
  const t = useT()
  const { progress, answer, problem } = state
  const result = answer?.result
  const names = {
    before: t('policy.versionN', { version }),
    after: t('policy.draft'),
  }
  const going =
    progress && t(`policy.progress.${progress.what}`, { done: count(progress.done), of: count(progress.of) })
  useSaidProgress(going)
  const gained = result ? payOff(result.after) - payOff(result.before) : 0
  const had = result ? payOff(result.before) : 0
  return (
    <section
      className={`${parts.card} ${css.card}`}
      aria-labelledby="policy-what-if"
      aria-busy={progress !== null}
    >
      <div className={css.cardHead}>
        <h2 className={parts.h2} id="policy-what-if">
          {t('policy.whatIf')}
        </h2>
        <span className={css.row}>
          <span className={parts.dim}>
            {answer &&
              t('policy.leadsIn', {
                count: answer.result.leads,
                n: count(answer.result.leads),
                seconds: decimal(answer.ms / 1000),
              })}
          </span>
          <Button
            size="compact-xs"
            data-policy="reload"
            rightSection={<Key chord="r" />}
            onClick={state.reload}
          >
            {t('policy.again')}
          </Button>
        </span>
      </div>
      {/* It has its place all the time: what a draft came to is not to move while the next one is tried. */}
      <div className={css.progress}>
        {progress && (
          <Progress.Root size={4}>
            <Progress.Section
              value={(progress.done / Math.max(1, progress.of)) * 100}
              aria-label={going ?? undefined}
            />
          </Progress.Root>
        )}
      </div>
      {going && (progress?.what === 'reading' || !answer) && <p className={parts.dim}>{going}</p>}
      {broken && <p className={css.problem}>{t('policy.broken')}</p>}
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      {result && result.leads === 0 && <p className={parts.dim}>{t('policy.noLeads')}</p>}
      {result && result.leads > 0 && <FlowPicture result={result} {...names} />}
      {/* It is there before what it tells. */}
      <p className={css.summary} role="status">
        {result && result.leads > 0 && (
          <>
            <b>{t('policy.changes', { count: result.changed, n: count(result.changed) })}</b>
            {' · '}
            {t('policy.questionsPer', {
              before: result.before.questions === null ? '–' : decimal(result.before.questions),
              after: result.after.questions === null ? '–' : decimal(result.after.questions),
            })}
            {' · '}
            {t('policy.payOff')}{' '}
            <b data-gain={gained > 0 ? 'up' : gained < 0 ? 'down' : undefined} className={css.gain}>
              {had === 0
                ? signed(Math.round(gained))
                : `${gained > 0 ? '+' : ''}${percent(gained / Math.abs(had))}`}
            </b>
          </>
        )}
      </p>
      {result && result.leads > 0 && (
        <>
          <table className={`${parts.table} ${css.tight}`}>
            <thead>
              <tr>
                <th>{t('policy.route')}</th>
                <th className={parts.num}>{names.before}</th>
                <th className={parts.num}>{names.after}</th>
                <th className={parts.num}>{t('policy.difference')}</th>
              </tr>
            </thead>
            <tbody>
              {ROUTES.map((r) => (
                <tr key={r}>
                  <td>
                    <RouteChip route={r} />
                  </td>
                  <td className={parts.num}>{count(result.before.routes[r])}</td>
                  <td className={parts.num}>{count(result.after.routes[r])}</td>
                  <td className={parts.num}>{moved(result.after.routes[r] - result.before.routes[r])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <details className={css.more}>
            <summary>{t('policy.byChannel')}</summary>
            <table className={`${parts.table} ${css.tight}`}>
              <thead>
                <tr>
                  <th>{t('policy.channelName')}</th>
                  <th className={parts.num}>{t('policy.leads')}</th>
                  <th className={parts.num}>{t('policy.costs')}</th>
                  <th className={parts.num}>{t('policy.brings')}</th>
                </tr>
              </thead>
              <tbody>
                {HAND_OFF_CHANNELS.map((c) => {
                  const [was, now] = [result.before.channels[c], result.after.channels[c]]
                  const both = (of: (sum: typeof was) => number) =>
                    `${count(Math.round(of(was)))} → ${count(Math.round(of(now)))}`
                  return (
                    <tr key={c}>
                      <td>{t(`policy.channel.${c}`)}</td>
                      <td className={parts.num}>{both((s) => s.leads)}</td>
                      <td className={parts.num}>{both((s) => s.cost)}</td>
                      <td className={parts.num}>{both((s) => s.payOff)}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
            <Money economics={economics} onChange={onEconomics} />
          </details>
          <details className={css.more}>
            <summary>{t('policy.flowTable')}</summary>
            <div className={parts.scroll} tabIndex={-1}>
              <table className={`${parts.table} ${css.tight}`}>
                <thead>
                  <tr>
                    <th>{t('policy.fromTo')}</th>
                    {ROUTES.map((r) => (
                      <th key={r} className={parts.num}>
                        {t(`route.${r}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {ROUTES.map((from) => (
                    <tr key={from}>
                      <td>{t(`route.${from}`)}</td>
                      {ROUTES.map((to) => (
                        <td key={to} className={parts.num}>
                          {count(result.flow[from][to])}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </section>
  )
}
