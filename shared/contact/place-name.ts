import { stateName } from './holidays.ts'
import { memo } from './memo.ts'
import { ruledName } from './rules.ts'

const countries = new Intl.DisplayNames(['en'], { type: 'region' })

/** 'Florida', 'the United States', 'Uganda'. @param code country or country-state */
export const placeName = memo(
  1000,
  (code) =>
    ruledName(code) ?? stateName(code) ?? (code.length === 2 ? countries.of(code) : undefined) ?? code,
)
