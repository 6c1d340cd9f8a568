import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SCRIPT = join(import.meta.dirname, '../node_modules/ag-grid-community/dist/ag-grid-community.min.js')

/** AG Grid Community over the same rows; null where it is not installed. */
export function gridScript(): string | null {
  return existsSync(SCRIPT) ? readFileSync(SCRIPT, 'utf8') : null
}

/** As fast as its settings make it: no animation, and the filter's texts kept. */
export const gridPage = `<!doctype html><meta charset="utf-8"><title>grid</title>
<style>#grid { height: 600px }</style>
<button id="sort">name</button> <button id="all">all</button> <button id="none">none</button> <input id="filter">
<div id="grid"></div><script src="/grid.js"></script><script>
const columns = ['name', 'company', 'route', 'score', 'attempts', 'owner', 'due']
window.ready = fetch('/rows.json').then((r) => r.json()).then((rows) => {
  const api = agGrid.createGrid(document.querySelector('#grid'), {
    columnDefs: columns.map((field) => ({ field })),
    rowData: rows.map((row) => Object.fromEntries(columns.map((field, i) => [field, row[i]]))),
    rowSelection: { mode: 'multiRow' },
    animateRows: false,
    cacheQuickFilter: true,
  })
  let sort = null
  document.querySelector('#sort').onclick = () => {
    sort = sort === 'asc' ? 'desc' : 'asc'
    api.applyColumnState({ state: [{ colId: 'name', sort }] })
  }
  document.querySelector('#all').onclick = () => api.selectAll()
  document.querySelector('#none').onclick = () => api.deselectAll()
  document.querySelector('#filter').oninput = (e) => api.setGridOption('quickFilterText', e.target.value)
})
</script>`
