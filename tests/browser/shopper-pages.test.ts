import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
const ids: Record<string, string> = {}

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const { page, close } = await openScreen(browser, store.url, { as: 'ava' })
  const answer = await page.request.get('/api/v1/orders?limit=100')
  for (const order of (await answer.json()).data) {
    ids[order.reference] = order.id
    ids[`${order.reference} item`] = order.items[0].id
  }
  await close()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

const pages = (): Record<string, string> => ({
  'Your Orders': '/orders',
  'no match': '/orders?q=zzzz',
  'an order with money back': `/orders/${ids['LK-1008']}`,
  'an order that can change': `/orders/${ids['LK-1011']}`,
  tracking: `/orders/${ids['LK-1001']}/tracking`,
  'late tracking': `/orders/${ids['LK-1008']}/tracking`,
  'report a problem': `/orders/${ids['LK-1001']}/problem?item=${ids['LK-1001 item']}`,
  cancel: `/orders/${ids['LK-1011']}/cancel`,
  address: `/orders/${ids['LK-1011']}/address`,
  variant: `/orders/${ids['LK-1013']}/variant?item=${ids['LK-1013 item']}`,
  payment: `/orders/${ids['LK-1011']}/payment`,
  account: '/account',
  'somebody else’s order': '/orders/ord_00000000000000000000000000',
})

test('every page is sound on a desktop, dark, and on a phone, light', async () => {
  const screen = await openScreen(browser, store.url, { as: 'ava' })
  for (const [name, path] of Object.entries(pages())) await expectSoundInBoth(screen, path, name)
  await screen.close()
})

test('signed out, the same two pages', async () => {
  const screen = await openScreen(browser, store.url)
  for (const path of ['/sign-in', '/find-order']) await expectSoundInBoth(screen, path)
  await screen.close()
})

test('at 200 % zoom nothing is cut off or scrolls sideways', async () => {
  const screen = await openScreen(browser, store.url, { viewport: { width: 640, height: 450 }, as: 'ava' })
  for (const path of ['/orders', `/orders/${ids['LK-1001']}/tracking`, '/account']) {
    await visit(screen.page, path)
    await expectSound(screen, `${path} at 200 %`)
  }
  await screen.close()
})

test('what can be tapped is at least 44 pixels high', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  for (const path of ['/orders', `/orders/${ids['LK-1001']}/problem?item=${ids['LK-1001 item']}`]) {
    await visit(screen.page, path)
    const small = await screen.page.locator('main button, main a, main select, main input').evaluateAll((elements) =>
      elements.flatMap((element) => {
        // A tick is tapped anywhere in its label.
        const target = element.matches('[type=checkbox], [type=radio]') ? element.closest('label') : element
        const { height, width } = (target ?? element).getBoundingClientRect()
        // A link inside a sentence is as high as its line.
        const isInText = element.matches('p a, li a')
        return width > 0 && height < 43.5 && !isInText ? [`${Math.round(height)} px: ${element.textContent}`] : []
      }),
    )
    expect(small, path).toEqual([])
  }
  await screen.close()
})

test('German and Arabic: words, direction and width', async () => {
  for (const [locale, direction, title] of [
    ['de-DE', 'ltr', 'Deine Bestellungen'],
    ['ar-EG', 'rtl', 'طلباتك'],
  ] as const) {
    const screen = await openScreen(browser, store.url, { viewport: phone, locale, as: 'ava' })
    await visit(screen.page, '/orders')
    expect(await screen.page.getAttribute('html', 'dir')).toBe(direction)
    expect(await screen.page.getByRole('heading', { level: 1 }).innerText()).toBe(title)
    await expectSound(screen, `/orders in ${locale}`)
    for (const path of [`/orders/${ids['LK-1001']}/tracking`, `/orders/${ids['LK-1011']}/cancel`, '/account']) {
      await visit(screen.page, path)
      await expectSound(screen, `${path} in ${locale}`)
    }
    await screen.close()
  }
})
