import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, openScreen, phone } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

// product.md, section 4: the portal's first load, compressed script.
const budgetBytes = 150 * 1024

let store: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

for (const [name, path, as] of [
  ['signing in', '/sign-in', undefined],
  ['Your Orders', '/orders', 'ava'],
] as const) {
  test(`the first load of ${name} stays within the budget`, async () => {
    const { page, close } = await openScreen(browser, store.url, { viewport: phone, as })
    const scripts = new Set<string>()
    page.on('response', (response) => {
      const file = new URL(response.url()).pathname
      if (file.endsWith('.js')) scripts.add(file)
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const sizes = [...scripts].map((file) => ({
      file,
      bytes: gzipSync(readFileSync(join('dist/shopper', file)), { level: 9 }).length,
    }))
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    expect(scripts.size).toBeGreaterThan(0)
    expect(total, sizes.map(({ file, bytes }) => `${bytes} ${file}`).join('\n')).toBeLessThanOrEqual(budgetBytes)
    await close()
  })
}

test('nothing on the page comes from anywhere else', async () => {
  const { page, close } = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(store.url) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  await page.goto('/orders', { waitUntil: 'networkidle' })
  expect(foreign).toEqual([])
  await close()
})
