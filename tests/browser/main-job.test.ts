import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectSound, launch, openScreen, phone, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

test('it says delivered, but it is not here: three taps from Your Orders to a new one on its way', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await visit(page, '/orders')
  const taps: string[] = []
  const tap = async (name: RegExp) => {
    const target = page.getByRole('button', { name }).or(page.getByRole('link', { name })).first()
    taps.push(await target.innerText())
    await target.tap()
  }
  await page.locator('article', { hasText: 'LK-1001' }).getByRole('link', { name: 'Problem with order' }).tap()
  taps.push('Problem with order')
  await tap(/It says delivered, but I don’t have it/)
  await page.waitForURL('**/problems/*')
  await page.getByRole('region', { name: 'How we can put it right' }).waitFor()
  await expectSound(screen, 'the remedies')
  await tap(/^Send a new one, arrives \w+, \w+ \d+$/)
  await page.getByRole('heading', { level: 1, name: /A new one is on its way\. Arrives/ }).waitFor()
  expect(taps.length).toBeLessThanOrEqual(4)
  expect(await page.evaluate(() => document.activeElement?.tagName), 'the answer takes the focus').toBe('H1')
  await expectSound(screen, 'the answer')
  await screen.close()
})

test('the same by keyboard alone, with money back', async () => {
  const screen = await openScreen(browser, store.url, { viewport: desktop, as: 'chloe' })
  const { page } = screen
  await visit(page, '/orders')
  await page.locator('article', { hasText: 'LK-1004' }).getByRole('link', { name: 'Problem with order' }).focus()
  await page.keyboard.press('Enter')
  await tabTo(screen, /It says delivered/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/problems/*')
  await tabTo(screen, /^Refund \$[\d.]+ to Visa ending/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /\$\d+\.\d\d/ }).waitFor()
  await page
    .getByText(/Visa ending/)
    .first()
    .waitFor()
  await screen.close()
})

test('a tap that is repeated after a lost answer counts once', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await visit(page, '/orders')
  const keys: (string | undefined)[] = []
  let isFirst = true
  await page.route('**/api/v1/problems', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    const answer = isFirst ? await route.fetch() : undefined
    isFirst = false
    // The server did it; the phone never hears.
    await (answer ? route.abort('connectionreset') : route.continue())
  })
  await page.locator('article', { hasText: 'LK-1002' }).getByRole('link', { name: 'Problem with order' }).tap()
  await page.getByRole('button', { name: /It says delivered/ }).tap()
  await page.getByRole('alert').getByText('Nothing is lost').waitFor()
  await page.getByRole('button', { name: 'Try again' }).tap()
  await page.waitForURL('**/problems/*')
  expect(keys).toHaveLength(2)
  expect(keys[1]).toBe(keys[0])
  await screen.close()
})

async function tabTo({ page }: Screen, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().waitFor()
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const words = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (name.test(words)) return
  }
  throw new Error(`The Tab key never reached ${name}`)
}
