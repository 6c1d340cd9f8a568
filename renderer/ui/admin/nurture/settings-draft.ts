import type { NurtureCampaign, NurtureCampaignInput } from '../../../../shared/api/nurture.ts'
import type { RouteId } from '../../../../shared/lead/route.ts'

/** Everything of a nurture campaign but its mails, as the form holds it. */
export interface SettingsDraft {
  name: string
  /** null: all calling campaigns. */
  campaigns: string[] | null
  routes: RouteId[]
  language: string
  fromName: string
  fromAddress: string
  postal: string
  /** '09:00'. */
  opens: string
  closes: string
  weekdaysOnly: boolean
  zone: string
  mails: number
  days: number
  /** A line each: 'guide https://example.com/guide'. */
  links: string
}

export const newSettings = (zone: string): SettingsDraft => ({
  name: '',
  campaigns: null,
  routes: ['nurture'],
  language: 'en',
  fromName: '',
  fromAddress: '',
  postal: '',
  opens: '09:00',
  closes: '17:00',
  weekdaysOnly: true,
  zone,
  mails: 2,
  days: 7,
  links: '',
})

export const settingsOf = (c: NurtureCampaign): SettingsDraft => ({
  name: c.name,
  campaigns: c.campaigns,
  routes: c.routes,
  language: c.language,
  fromName: c.from.name,
  fromAddress: c.from.address,
  postal: c.postalAddress,
  opens: minuteText(c.hours.from),
  closes: minuteText(c.hours.to),
  weekdaysOnly: c.hours.weekdaysOnly,
  zone: c.hours.zone,
  mails: c.cap.mails,
  days: c.cap.days,
  links: Object.entries(c.links)
    .map(([name, url]) => `${name} ${url}`)
    .join('\n'),
})

export const inputOf = (d: SettingsDraft): Omit<NurtureCampaignInput, 'enabled' | 'steps'> => ({
  name: d.name.trim(),
  campaigns: d.campaigns,
  routes: d.routes,
  language: d.language.trim(),
  from: { name: d.fromName.trim(), address: d.fromAddress.trim() },
  postalAddress: d.postal.trim(),
  links: Object.fromEntries(
    d.links
      .split('\n')
      .map((line) => line.trim().split(/\s+/u))
      .filter(([name]) => name !== '')
      .map(([name = '', url = '']) => [name, url]),
  ),
  hours: {
    from: minuteOf(d.opens),
    to: minuteOf(d.closes),
    weekdaysOnly: d.weekdaysOnly,
    zone: d.zone.trim(),
  },
  cap: { mails: d.mails, days: d.days },
})

export const lacks = (d: SettingsDraft): boolean =>
  [d.name, d.language, d.fromName, d.fromAddress, d.postal, d.zone, d.opens, d.closes].some(
    (text) => text.trim() === '',
  ) || d.campaigns?.length === 0

/** 540 -> '09:00'. */
export const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}
