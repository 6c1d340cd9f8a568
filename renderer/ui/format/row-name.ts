import type { TFunction } from 'i18next'
import type { LeadRow } from '../../db/views.ts'

/** Who a lead is, in a list or said aloud: 'Marcus Oyelaran · Bright Harbor Shipping'. */
export const rowName = ({ name, company }: LeadRow, t: TFunction): string =>
  [name || t('lead.noName'), company].filter(Boolean).join(' · ')
