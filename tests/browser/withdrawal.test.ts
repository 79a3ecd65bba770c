import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectSound, launch, openScreen, phone, visit } from './browser.ts'
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

test('without an account, in German, on a phone: statement, confirmation, receipt', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, locale: 'de-DE' })
  const { page } = screen
  await visit(page, '/sign-in')
  await page.getByRole('link', { name: 'Vertrag widerrufen' }).tap()
  await page.getByRole('heading', { level: 1, name: 'Vertrag widerrufen' }).waitFor()
  await expectSound(screen, 'the statement')
  await page.getByRole('button', { name: 'Weiter' }).tap()
  await page.getByText('Bitte nenn uns die Bestellung.').waitFor()
  await page.locator('input:focus[autocomplete="name"]').waitFor()
  await page.getByLabel('Dein Name').fill('Emma Schulz')
  await page.getByLabel('Bestellnummer').fill('lk-1027')
  await page.getByLabel('E-Mail für die Bestätigung').fill('emma.schulz@example.com')
  await page.getByRole('button', { name: 'Weiter' }).tap()
  await page.getByRole('button', { name: 'Widerruf bestätigen' }).waitFor()
  await expectSound(screen, 'the confirmation')
  await page.getByRole('button', { name: 'Widerruf bestätigen' }).tap()
  await page.getByRole('heading', { level: 1, name: /^Dein Widerruf ist da/ }).waitFor()
  await page.getByText(/MR-\w{4}-\w{3}/).waitFor()
  await expectSound(screen, 'the receipt')
  await store.settle()
  const mails = (await store.mails()).filter((mail) => JSON.stringify(mail).includes('emma.schulz@example.com'))
  const text = JSON.stringify(mails)
  expect(text).toContain('Eingangsbestätigung')
  expect(text, 'the time of the receipt, with year and zone').toMatch(/ \d{4} um \d{2}:\d{2}:\d{2} (GMT|ME)/)
  expect(text).toContain('Rechtzeitig widerrufen')
  await screen.close()
})

test('from the order, prefilled and by keyboard alone', async () => {
  const screen = await openScreen(browser, store.url, { viewport: desktop, as: 'emma', locale: 'en-US' })
  const { page } = screen
  await visit(page, '/orders')
  await page
    .getByRole('link', { name: /LK-1030|Stoneware Mug/ })
    .first()
    .click()
  await page.getByRole('main').getByRole('link', { name: 'Withdraw from contract here' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Withdraw from a contract' }).waitFor()
  expect(await page.getByLabel('Your name').inputValue()).toBe('Emma Schulz')
  expect(await page.getByLabel('Order number').inputValue()).toMatch(/^LK-/)
  await page.getByLabel('Order number').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Confirm withdrawal' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Your withdrawal is here/ }).waitFor()
  await screen.close()
})
