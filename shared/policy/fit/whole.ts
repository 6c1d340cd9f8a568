import type { Additive } from './additive.ts'
import type { Fitted } from './fit.ts'

/** Points that a factor of e in the odds is worth: 14 double them. */
export const POINTS_PER_LOG_ODD = 20

/** The same fit in whole points: what a person can read and add up is what scores. The calibration takes points from here on. */
export function inWholePoints(fitted: Fitted): Fitted {
  const { model, calibration } = fitted
  const scale = POINTS_PER_LOG_ODD * calibration.slope
  const whole: Additive = {
    intercept: 0,
    fields: model.fields.map((f) => ({ ...f, points: f.points.map((p) => Math.round(p * scale) || 0) })),
  }
  return {
    ...fitted,
    model: whole,
    calibration: {
      ...calibration,
      slope: 1 / POINTS_PER_LOG_ODD,
      shift: calibration.slope * model.intercept + calibration.shift,
    },
  }
}
