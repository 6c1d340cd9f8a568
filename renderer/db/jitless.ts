import { config } from 'zod'

/** zod would try `new Function`, which the content security policy refuses and reports: this module is imported before any schema is made. */
config({ jitless: true })
