// biome-ignore lint/suspicious/noEmptyInterface: filled by the migration
export interface MailTables {}
