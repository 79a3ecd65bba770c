import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, openScreen, phone } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

// product.md, section 4: the portal's first load, compressed script.
const budgetBytes = 150 * 1024
// Sellers work with it all day; half as much again.
const sellerBytes = 225 * 1024
const widgetBytes = { before: 30 * 1024, inAll: 90 * 1024 }

let store: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

for (const [name, path, as, app, most] of [
  ['signing in', '/sign-in', undefined, 'shopper', budgetBytes],
  ['Your Orders', '/orders', 'ava', 'shopper', budgetBytes],
  ['a seller’s sign-in', '/seller/sign-in', undefined, 'seller', sellerBytes],
  ['what a seller has to do', '/seller', 'nora', 'seller', sellerBytes],
] as const) {
  test(`the first load of ${name} stays within the budget, and nothing of it comes from anywhere else`, async () => {
    const { page, close } = await openScreen(browser, store.url, { viewport: phone, as })
    const scripts = new Set<string>()
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(store.url) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
    page.on('response', (response) => {
      const file = new URL(response.url()).pathname
      if (file.endsWith('.js')) scripts.add(file)
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const sizes = [...scripts].map((file) => ({
      file,
      bytes: gzipSync(readFileSync(join('dist', app, file.replace(/^\/seller\//, ''))), { level: 9 }).length,
    }))
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    expect(foreign).toEqual([])
    expect(scripts.size).toBeGreaterThan(0)
    expect(total, sizes.map(({ file, bytes }) => `${bytes} ${file}`).join('\n')).toBeLessThanOrEqual(most)
    await close()
  })
}

test('the widget stays within its budgets: before it is opened, and in all', async () => {
  const packed = (file: string) => gzipSync(readFileSync(join('dist/widget', file)), { level: 9 }).length
  const assets = readdirSync('dist/widget/assets').filter((file) => /\.(js|css)$/.test(file))
  // One language is loaded, the largest of them counts.
  const languages = assets.filter((file) => /^(en|de|ar)-/.test(file))
  const rest = assets.filter((file) => !languages.includes(file)).map((file) => packed(`assets/${file}`))
  const perLanguage = ['en', 'de', 'ar'].map((language) =>
    languages
      .filter((file) => file.startsWith(`${language}-`))
      .reduce((sum, file) => sum + packed(`assets/${file}`), 0),
  )
  const all =
    packed('widget.js') + packed('index.html') + Math.max(...perLanguage) + rest.reduce((sum, size) => sum + size, 0)
  expect(packed('widget.js')).toBeLessThanOrEqual(widgetBytes.before)
  expect(all).toBeLessThanOrEqual(widgetBytes.inAll)
  expect(readFileSync('dist/widget/widget.js', 'utf8')).not.toMatch(/^\s*(import|export)\b/m)
})
