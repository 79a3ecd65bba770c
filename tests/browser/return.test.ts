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
  const press = async (name: RegExp) => {
    await page.getByRole('button', { name }).first().waitFor()
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab')
      if (name.test(await page.evaluate(() => document.activeElement?.textContent ?? ''))) break
    }
    await page.keyboard.press('Enter')
  }
  await press(/^Too small/)
  await press(/^Another size/)
  await page.getByRole('heading', { name: 'Which one instead?' }).waitFor()
  await expectSound(screen, 'which one')
  await press(/^XL/)
  await press(/^Drop it off/)
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
