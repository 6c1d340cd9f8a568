import type { TFunction } from 'i18next'
import type { Scope } from '../../../../shared/api/accounts.ts'

/** What a scope lets a program do, in words. */
export const scopeText = (t: TFunction, scope: Scope): string => t(`admin.keys.scope.${KEYS[scope]}`)

/** In the keys of texts a colon would name a file of texts. */
const KEYS = {
  'leads:read': 'leadsRead',
  'leads:write': 'leadsWrite',
  'handOffs:read': 'handOffsRead',
  'handOffs:write': 'handOffsWrite',
  'suppressions:write': 'suppressionsWrite',
  'reports:read': 'reportsRead',
  'channels:write': 'channelsWrite',
  'people:write': 'peopleWrite',
  'policies:write': 'policiesWrite',
  'metrics:read': 'metricsRead',
} as const satisfies Record<Scope, string>
