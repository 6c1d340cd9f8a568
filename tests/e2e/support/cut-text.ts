import type { Page } from 'playwright-core'

// As text: tsx gives functions a helper's name that the page does not know.
const CUT = `(() => {
  const found = new Set()
  const name = (e) => e.tagName.toLowerCase() + '.' + String(e.className).replace(/ .*/, '') + ' "' + e.textContent.trim().slice(0, 50) + '"'
  const isShortened = (e) => getComputedStyle(e).textOverflow === 'ellipsis' || getComputedStyle(e).webkitLineClamp !== 'none'
  // It stands whole somewhere else, for the pointer and for a screen reader.
  const isTold = (e) => e.closest('[title], [aria-label], [aria-hidden=true]') !== null
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const own = text.parentElement
    if (!text.data.trim() || own.closest('script, style, select, noscript') || !own.checkVisibility({ visibilityProperty: true })) continue
    range.selectNodeContents(text)
    const boxes = [...range.getClientRects()].filter((b) => b.width > 1 && b.height > 1)
    if (boxes.length === 0) continue
    const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right))
    const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom))
    let [free, up] = [false, false]
    for (let e = own; e; e = e.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(e)
      const box = e.getBoundingClientRect()
      if (e === document.documentElement) break
      // For screen readers alone.
      if (box.width <= 1 || box.height <= 1) { free = up = true; break }
      if (/auto|scroll/.test(overflowX)) free = true
      if (/auto|scroll/.test(overflowY)) up = true
      const cutX = !free && /hidden|clip/.test(overflowX) && (right > box.right + 1 || left < box.left - 1)
      const cutY = !up && /hidden|clip/.test(overflowY) && (bottom > box.bottom + 3 || top < box.top - 3)
      if (cutX && isShortened(e) && !isTold(own)) found.add('shortened, and nowhere whole: ' + name(e))
      if ((cutX || cutY) && isShortened(e)) { free = true; break }
      if (cutX || cutY) { found.add((cutX ? 'cut at its side: ' : 'cut in its height: ') + name(own) + ' by ' + e.tagName.toLowerCase() + '.' + String(e.className).replace(/ .*/, '')); break }
      if (position === 'fixed') break
    }
    if (!free && (right > innerWidth + 1 || left < -1)) found.add('beside the window: ' + name(own))
  }
  for (const e of document.querySelectorAll('main, [role=dialog], .mantine-Modal-body'))
    if (e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX)) found.add('scrolls to the side: ' + name(e).slice(0, 40))
  if (document.scrollingElement.scrollWidth > innerWidth) found.add('the page scrolls to the side')
  return [...found]
})()`

/** Texts of which a part cannot be seen, here or anywhere else, and what scrolls to the side though it is no table. */
export const cutTexts = (page: Page): Promise<string[]> => page.evaluate(CUT)
