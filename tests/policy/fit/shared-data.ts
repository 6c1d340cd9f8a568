import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Mapping, readMap } from '../../../scripts/evaluate/map.ts'
import { type Leads, readLeads } from '../../../scripts/evaluate/read-leads.ts'
import { chooseRows } from '../../../scripts/evaluate/rows.ts'
import { type OutcomeTable, rowsOf } from '../../../shared/policy/fit/table.ts'

const folder = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

/** The public sets are no part of the project: tests on them are skipped where they are absent. */
export const dataThere = existsSync(`${folder}README.md`)

export interface PublicSet {
  map: Mapping
  leads: Leads
  /** All rows, in the file's order; those to fit on; those to measure on. */
  all: OutcomeTable
  fit: OutcomeTable
  dev: OutcomeTable
  devIds: readonly string[]
}

export async function publicSet(name: 'xeducation' | 'bank'): Promise<PublicSet> {
  const map = await readMap(fileURLToPath(new URL(`../../vectors/map-${name}.json`, import.meta.url)))
  const leads = await readLeads(`${folder}${name}_train.csv`, map, true)
  const { train, test } = await chooseRows(`${folder}splits_dev.json`, name, leads, leads)
  const all = { ...leads.facts, won: Uint8Array.from(leads.outcome) }
  return {
    map,
    leads,
    all,
    fit: rowsOf(all, train),
    dev: rowsOf(all, test),
    devIds: Array.from(test, (i) => leads.ids[i]!),
  }
}

export interface Golden {
  features: string[]
  bin_edges: Record<string, number[]>
  odoo_nb: { won: number; lost: number; fields: Record<string, { values: Record<string, [number, number]> }> }
  woe_lr: { intercept: number; coef: Record<string, number>; weights: Record<string, Record<string, number>> }
  dev_metrics: Record<string, Record<string, number>>
  dev_scores_first200: Record<string, Record<string, number>>
}

export const golden = (name: 'xeducation' | 'bank'): Golden =>
  JSON.parse(
    readFileSync(`${folder}golden_${name === 'bank' ? 'bank_noduration' : 'xedu_noleak'}.json`, 'utf8'),
  ) as Golden
