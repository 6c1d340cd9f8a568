import { writeEmailDomains } from './reference/email-domains.ts'
import { writeHolidays } from './reference/holidays.ts'

/** `npm run reference`: writes the tables of resources/reference/ that come from kept libraries. */
const folder = new URL('../resources/reference/', import.meta.url)
writeEmailDomains(folder)
writeHolidays(folder)
