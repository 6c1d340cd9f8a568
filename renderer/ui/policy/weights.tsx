import { Slider } from '@mantine/core'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { ProblemAt } from './at-place.tsx'
import { Names } from './names.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

const USUAL_MAX = 50

/** How many points each dimension is worth. */
export function Weights({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const { dimensions } = edit.policy
  const max = Math.max(
    USUAL_MAX,
    ...edit.base.dimensions.map((d) => d.weight),
    ...dimensions.map((d) => d.weight),
  )
  return (
    <section className={`${parts.card} ${css.card}`} aria-labelledby="policy-weights">
      <div className={css.cardHead}>
        <h2 className={parts.h2} id="policy-weights">
          {t('policy.weights')}
        </h2>
        <span className={parts.dim}>
          {t('policy.sum', { n: count(dimensions.reduce((sum, d) => sum + d.weight, 0)) })}
        </span>
      </div>
      <div className={css.weights}>
        {dimensions.map((d, i) => {
          const was = edit.base.dimensions.find((b) => b.id === d.id)?.weight ?? 0
          return (
            <div key={d.id} className={css.weight}>
              <span>{d.label}</span>
              <Slider
                value={d.weight}
                min={0}
                max={max}
                step={1}
                label={null}
                size={4}
                thumbLabel={t('policy.weightOf', { dimension: d.label })}
                onChange={(weight) =>
                  edit.change((p) => ({
                    ...p,
                    dimensions: p.dimensions.map((other) =>
                      other.id === d.id ? { ...other, weight } : other,
                    ),
                  }))
                }
              />
              <span className={css.weightValue}>
                {was !== d.weight && <span className={parts.dim}>{count(was)} → </span>}
                {count(d.weight)}
              </span>
              <ProblemAt pointer={`/dimensions/${i}`} />
            </div>
          )
        })}
      </div>
      <ProblemAt pointer="/dimensions" deep={false} />
      <Names edit={edit} />
    </section>
  )
}
