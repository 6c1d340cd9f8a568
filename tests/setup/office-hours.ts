/** A Tuesday on which calls are allowed from Seattle (09:00) to Berlin (18:00). */
const BEGIN = Date.parse('2026-11-24T17:00:00Z')
const ahead = BEGIN - Date.now()

/** Epoch milliseconds. The clock of whatever a test file starts: it begins in office hours and runs on, also across restarts. */
export const officeNow = (): number => Date.now() + ahead
