import type { Additive } from './additive.ts'
import { calibrated } from './calibration.ts'
import type { Fitted } from './fit.ts'

/** Points that a factor of e in the odds is worth: 14 double them. */
export const POINTS_PER_LOG_ODD = 20

/** The same fit in whole points: what a person can read and add up is what scores. The calibration takes points from here on. */
export function inWholePoints(fitted: Fitted): Fitted {
  const { model, calibration } = fitted
  const slope = calibration.kind === 'platt' ? calibration.curve.slope : 1
  const scale = POINTS_PER_LOG_ODD * slope
  const whole: Additive = {
    intercept: 0,
    fields: model.fields.map((f) => ({ ...f, points: f.points.map((p) => Math.round(p * scale) || 0) })),
  }
  return { ...fitted, model: whole, calibration: inPoints(fitted, scale) }
}

function inPoints({ model, calibration }: Fitted, scale: number): Fitted['calibration'] {
  if (calibration.kind === 'isotonic')
    return {
      kind: 'isotonic',
      steps: calibration.steps.map((s) => ({ ...s, from: (s.from - model.intercept) * scale })),
    }
  const { slope } = calibration.curve
  const start = calibrated(calibration, model.intercept)
  return {
    kind: 'platt',
    curve: { slope: slope === 0 ? 0 : slope / scale, shift: Math.log(start / (1 - start)) },
  }
}
