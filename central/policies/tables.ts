/** When which version came into force in a campaign, by whom and why. */
export interface PolicyTables {
  policy_publications: {
    campaign: string
    version: number
    note: string
    by: string
    at: string
    from_version: number | null
    restores: number | null
  }
}
