import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.ts'
import { openBrowser } from '../../tests/setup/chromium.ts'

/** Draws resources/icons/icon.svg in the sizes that the systems want, under the names that electron-builder looks for. */
const SIZES = [16, 32, 48, 64, 128, 256, 512, 1024]

const folder = join(projectRoot, 'resources/icons')
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8')
const profile = mkdtempSync(join(tmpdir(), 'leadwright-icons-'))
const browser = await openBrowser(profile)
const page = await browser.newPage()
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  )
  await page.screenshot({ path: join(folder, `${size}x${size}.png`), omitBackground: true })
}
await browser.close()
rmSync(profile, { recursive: true, force: true })
