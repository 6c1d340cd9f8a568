import { describe, expect, it } from 'vitest'
import { type Evaluation, evaluate } from '../../../scripts/evaluate/run.ts'
import { fitPoints, predict } from '../../../shared/policy/fit/fit.ts'
import { measure } from '../../../shared/policy/fit/measure.ts'
import { indexesOf, rowsOf } from '../../../shared/policy/fit/table.ts'
import { inWholePoints } from '../../../shared/policy/fit/whole.ts'
import { dataThere, publicSet } from './shared-data.ts'

/** The printed figures have 1,000: as many are needed for their second digit. */
const RESAMPLES = 200

const GOALS = {
  xeducation: { to80: 1.1, to90: 1.9 },
  bank: { to80: 2.8, to90: 4.2 },
}

describe.skipIf(!dataThere).each(['xeducation', 'bank'] as const)('points fitted to %s', (name) => {
  let done: Promise<NonNullable<Evaluation['results']>> | undefined
  const results = () => {
    done ??= publicSet(name).then(({ map, fit, dev }) => {
      const ask = map.fields.filter((f) => f.ask).map((f) => f.column)
      const questions = map.questions ?? map.fields.map((f) => f.column)
      const rows = Int32Array.from({ length: dev.count }, (_, i) => i)
      return evaluate(fit, dev, { rows, won: dev.won }, { ask, questions }, RESAMPLES).results!
    })
    return done
  }

  it('[FT10] are better than both reference models in AUC, lift at 20% and Brier', async () => {
    const { measured } = await results()
    for (const { against } of measured.slice(1)) {
      expect(against!.auc.better).toBeGreaterThanOrEqual(0.975)
      expect(against!.brier.better).toBeGreaterThanOrEqual(0.9)
      expect(against!.lift20.value).toBeGreaterThan(0)
    }
  }, 60_000)

  it('[QU2] few questions reach most of what all of them tell', async () => {
    const { curves } = (await results()).questions
    const [random, fixed, ours] = ['random', 'fixed', 'ours'].map((id) => curves.find((c) => c.id === id)!)
    expect(ours!.to80).toBeLessThanOrEqual(GOALS[name].to80)
    expect(ours!.to90).toBeLessThanOrEqual(GOALS[name].to90)
    expect(ours!.to80).toBeLessThan(fixed!.to80)
    expect(ours!.to90).toBeLessThan(fixed!.to90)
    expect(fixed!.to80).toBeLessThan(random!.to80)
  }, 60_000)

  it('[QU3] choosing whom to ask beats asking everybody as much', async () => {
    const { whom } = (await results()).questions
    expect(whom.chosen).toBeGreaterThan(whom.evenly)
  }, 60_000)

  if (name === 'xeducation')
    it('[FT11] what is not known stays neutral', async () => {
      const { neutrality } = await results()
      expect(Math.abs(neutrality!.shown - neutrality!.hidden)).toBeLessThanOrEqual(0.05)
      expect(neutrality!.aucHidden).toBeGreaterThanOrEqual(0.8)
    }, 60_000)

  if (name === 'bank')
    it('[FT10] last: fitted on the older 80%, they hold for the newest', async () => {
      const { all } = await publicSet('bank')
      const older = rowsOf(
        all,
        indexesOf(all.count, (i) => i < 0.8 * all.count),
      )
      const newest = rowsOf(
        all,
        indexesOf(all.count, (i) => i >= 0.8 * all.count),
      )
      // Parts to calibrate on do not change the order.
      const result = fitPoints(older, { folds: 2 })
      if (!result.ok) throw new Error(result.unless)
      expect(measure(predict(inWholePoints(result.fitted), newest), newest.won).auc).toBeGreaterThanOrEqual(
        0.71,
      )
    }, 60_000)
})
