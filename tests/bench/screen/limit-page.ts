/** The least that shows the same rows: thirty recycled lines over an array, sorted by comparing, no framework. */
export const limitPage = `<!doctype html><meta charset="utf-8"><title>limit</title>
<style>#list { height: 600px; overflow-y: auto; position: relative } .row { position: absolute; height: 34px; left: 0; right: 0; font: 13px sans-serif }
.row span { display: inline-block; width: 14% }</style>
<button id="sort">name</button> <input id="filter"><div id="list" tabindex="0"><div id="inner"></div></div><script>
const HEIGHT = 34
const list = document.querySelector('#list')
const inner = document.querySelector('#inner')
let all = []
let shown = []
const lines = Array.from({ length: 30 }, () => {
  const line = inner.appendChild(document.createElement('div'))
  line.className = 'row'
  for (let i = 0; i < 7; i++) line.appendChild(document.createElement('span'))
  return line
})
const draw = () => {
  inner.style.height = shown.length * HEIGHT + 'px'
  const first = Math.floor(list.scrollTop / HEIGHT)
  for (let i = first; i < first + 30; i++) {
    const line = lines[i % 30]
    const row = shown[i]
    line.style.transform = 'translateY(' + i * HEIGHT + 'px)'
    line.hidden = !row
    if (row) for (let c = 0; c < 7; c++) if (line.children[c].textContent !== row[c]) line.children[c].textContent = row[c]
  }
}
list.onscroll = draw
document.querySelector('#sort').onclick = () => { shown = [...shown].sort((a, b) => (a[7] < b[7] ? -1 : a[7] > b[7] ? 1 : 0)); draw() }
document.querySelector('#filter').oninput = (e) => {
  const text = e.target.value
  shown = all.filter((row) => row[7].includes(text))
  draw()
}
window.ready = fetch('/rows.json').then((r) => r.json()).then((rows) => { all = rows; shown = rows; draw() })
</script>`
