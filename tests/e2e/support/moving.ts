import type { Page } from 'playwright-core'

// As text: tsx gives functions a helper's name that the page does not know.
const MOVING = `(() => {
  const found = new Set()
  const lasts = (times) => times.split(',').some((t) => parseFloat(t) > 0)
  for (const e of document.querySelectorAll('*'))
    for (const part of [null, '::before', '::after']) {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(e, part)
      const why =
        animationName !== 'none' && lasts(animationDuration) ? 'animation ' + animationName
        : lasts(transitionDuration) ? 'transition' : scrollBehavior === 'smooth' ? 'scrolls smoothly' : null
      if (why) found.add(why + ': ' + e.tagName.toLowerCase() + '.' + String(e.getAttribute('class') ?? '').slice(0, 60) + (part ?? ''))
    }
  return [...found]
})()`

/** What would move, or scroll smoothly, on the screen as it is now. */
export const moving = (page: Page): Promise<string[]> => page.evaluate(MOVING)
