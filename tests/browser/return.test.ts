import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectSound, launch, openScreen, phone, type Screen, visit } from './browser.ts'
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

/** Reaches a button by the tab key alone and presses it. */
async function press(page: Page, name: RegExp) {
  await page.getByRole('button', { name }).first().waitFor()
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    if (name.test(await page.evaluate(() => document.activeElement?.textContent ?? ''))) break
  }
  await page.keyboard.press('Enter')
}

const card = ({ page }: Screen, number: string) => page.locator('article', { hasText: number })

test('a shirt that is too small: five taps from Your Orders to a code on the phone', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await visit(page, '/orders')
  const taps: string[] = []
  const tap = async (name: RegExp | string) => {
    await page.getByRole('button', { name }).first().tap()
    taps.push(String(name))
  }
  await card(screen, 'LK-1044').getByRole('link', { name: 'Return or exchange' }).tap()
  taps.push('Return or exchange')
  await page.getByRole('heading', { name: 'Why does it go back?' }).waitFor()
  await expectSound(screen, 'why')
  await tap('Too small')
  await page.getByText('back to').first().waitFor()
  await expectSound(screen, 'what')
  await tap(/^Money back/)
  await page.getByRole('heading', { name: 'How would you like to send it?' }).waitFor()
  await page.getByText('Pearl Corner Shop').first().waitFor()
  await expectSound(screen, 'how')
  await tap(/^Drop it off/)
  await page.getByRole('heading', { name: 'Is everything right?' }).waitFor()
  const confirm = page.getByRole('button', { name: /^Return for \$[\d.]+ back to .*Visa ending 4242/ })
  await confirm.waitFor()
  await expectSound(screen, 'check')
  await page.reload()
  await confirm.waitFor()
  await confirm.tap()
  taps.push('confirm')
  await page.waitForURL('**/returns/*')
  await page.getByRole('heading', { level: 1, name: /^Show this code at .*Pearl Corner Shop.* by / }).waitFor()
  await page.getByAltText('Square code for handing it over').waitFor()
  await page.getByText(/^[0-9A-Z]{4}( [0-9A-Z]{4}){5} [0-9A-Z]{2}$/).waitFor()
  expect(
    await page
      .getByAltText('Square code for handing it over')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    'the code is drawn',
  ).toBeGreaterThan(0)
  expect(taps.length).toBeLessThanOrEqual(5)
  await expectSound(screen, 'the return')
  await visit(page, '/returns')
  await page.getByText('Linen Shirt').waitFor()
  await expectSound(screen, 'your returns')
  await page.getByRole('link', { name: /Linen Shirt/ }).tap()
  await page.getByRole('button', { name: 'I’m keeping it after all' }).tap()
  await page.getByRole('button', { name: 'Yes, call it off' }).tap()
  await page.getByRole('heading', { level: 1, name: 'This return was called off' }).waitFor()
  await screen.close()
})

test('another size by keyboard, with the difference; each answer can be changed and going back keeps the rest', async () => {
  const screen = await openScreen(browser, store.url, { viewport: desktop, as: 'ava' })
  const { page } = screen
  await visit(page, '/orders')
  await card(screen, 'LK-1044').getByRole('link', { name: 'Return or exchange' }).focus()
  await page.keyboard.press('Enter')
  await press(page, /^Too small/)
  await press(page, /^Another size/)
  await page.getByRole('heading', { name: 'Which one instead?' }).waitFor()
  await expectSound(screen, 'which one')
  await press(page, /^XL/)
  await press(page, /^Drop it off/)
  await page.getByRole('button', { name: /^Exchange and pay \$\d/ }).waitFor()
  await expectSound(screen, 'check of an exchange')
  await page.goBack()
  await page.getByRole('heading', { name: 'How would you like to send it?' }).waitFor()
  await page.goForward()
  await page.getByRole('link', { name: 'Change What you get' }).click()
  await page.getByRole('button', { name: /^Money back/ }).click()
  await page.getByRole('button', { name: /^Return for \$/ }).waitFor()
  await page.getByRole('link', { name: 'Change How it comes back' }).click()
  await page.getByRole('link', { name: 'See all places nearby' }).click()
  await page.getByText('Pearl Corner Shop').first().waitFor()
  await expectSound(screen, 'places')
  await screen.close()
})

test('what is broken is offered to be put right at once', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava', locale: 'de-DE' })
  const { page } = screen
  await visit(page, '/orders')
  await card(screen, 'LK-1044').getByRole('link', { name: 'Zurückgeben oder tauschen' }).tap()
  await page.getByRole('button', { name: 'Funktioniert nicht' }).tap()
  await page.getByText('Wir bringen es gleich in Ordnung').waitFor()
  await expectSound(screen, 'put right now')
  await page.getByRole('link', { name: 'Gleich in Ordnung bringen' }).tap()
  await page.waitForURL('**/problem**')
  await screen.close()
})

/** A page of the flow, with the answers before it in its address. */
function flow(number: string, answers: Record<string, unknown> = {}) {
  const item = ids[`${number} item`] ?? ''
  const search = Object.entries({ item, why: { [item]: 'too_small' }, ...answers }).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return `/orders/${ids[number]}/return?${new URLSearchParams(search)}`
}

test('an amount that changed meanwhile is shown as it is now, and one more tap takes it', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await page.route('**/api/v1/returns', async (route) => {
    const body = route.request().postDataJSON()
    body.quote.refund.amountMinor += 600
    await route.continue({ postData: JSON.stringify(body) })
  })
  await visit(
    page,
    flow('LK-1002', { why: { [ids['LK-1002 item'] ?? '']: 'changed_mind' }, what: 'refund', how: 'label' }),
  )
  const confirm = page.getByRole('button', { name: /^Return for \$/ })
  await confirm.tap()
  await page.getByRole('alert').getByText('The amount has just changed').waitFor()
  await expectSound(screen, 'a changed amount')
  await page.unroute('**/api/v1/returns')
  await confirm.tap()
  await page.getByText('Your label is being made').waitFor()
  await store.settle()
  await page.getByRole('link', { name: 'Open the label' }).waitFor()
  ids.return = new URL(page.url()).pathname.split('/').pop() ?? ''
  await expectSound(screen, 'a label')
  await screen.close()
})

for (const [size, viewport, theme, locale] of [
  ['phone', phone, 'dark', 'ar'],
  ['desktop', desktop, 'light', 'de-DE'],
] as const) {
  test(`every page of a return is sound on a ${size}, ${theme}, in ${locale}`, async () => {
    const screen = await openScreen(browser, store.url, { viewport, theme, locale, as: 'ava' })
    const pages: Record<string, string> = {
      items: flow('LK-1044', { step: 'items' }),
      why: flow('LK-1044', { why: {} }),
      what: flow('LK-1044'),
      'which one': flow('LK-1044', { what: 'exchange' }),
      how: flow('LK-1044', { what: 'refund' }),
      place: flow('LK-1044', { what: 'refund', step: 'point' }),
      time: flow('LK-1044', { what: 'refund', step: 'slot' }),
      check: flow('LK-1044', { what: 'refund', how: 'label' }),
      'not there yet': `/orders/${ids['LK-1011']}/return`,
      'an unknown way': flow('LK-1044', { what: 'refund', how: 'drop_off', point: 'plc_nothing' }),
      'the return': `/returns/${ids.return}`,
      'another way': `/returns/${ids.return}/way`,
      'your returns': '/returns',
      'somebody else’s return': '/returns/ret_00000000000000000000000000',
    }
    for (const [name, path] of Object.entries(pages)) {
      await visit(screen.page, path)
      await expectSound(screen, `${name} (${size}, ${theme}, ${locale})`)
    }
    await screen.close()
  })
}

test('an exchange by keyboard alone, to the end: the difference in the button, the other size on its page', async () => {
  const screen = await openScreen(browser, store.url, { viewport: desktop, as: 'ava' })
  const { page } = screen
  await visit(page, flow('LK-1044', { what: 'exchange' }))
  await press(page, /^XL/)
  await press(page, /^Drop it off/)
  await press(page, /^Exchange and pay \$4\.00$/)
  await page.getByRole('heading', { level: 1, name: /^Show this code at .*Pearl Corner Shop/ }).waitFor()
  await page.getByText(/^You get .*XL.* instead$/).waitFor()
  await page.getByText('You pay $4.00 for the difference.').waitFor()
  await expectSound(screen, 'an exchange')
  await screen.close()
})
