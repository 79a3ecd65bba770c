import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, launch, openScreen, phone, visit } from './browser.ts'
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

test('a gift goes back by its slip, for a balance; whoever gave it sees nothing of it', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, '/find-order')
  await page.getByRole('link', { name: 'Send back a gift' }).tap()
  await page.getByLabel('Order number on the slip').fill('lk-1019')
  await page.getByLabel('Gift code').fill('wrong')
  await page.getByRole('button', { name: 'Find the gift' }).tap()
  await page.getByText('These two don’t go together').waitFor()
  await expectSound(screen, 'the slip')
  await page.getByLabel('Gift code').fill('gift 7q2m')
  await page.getByRole('button', { name: 'Find the gift' }).tap()
  // One way needs no address, so that nothing is asked about it.
  await page.getByRole('heading', { name: 'Who gets the balance?' }).waitFor()
  await page.getByLabel('Your name').fill('Hana Sato')
  await page.getByLabel('Your e-mail').fill('hana.sato@example.com')
  await expectSound(screen, 'the recipient')
  await page.getByRole('button', { name: /^Send it back for \$[\d.]+ store credit$/ }).tap()
  await page.waitForURL('**/gift-return?id=*')
  await page.getByText(/MR-\w{4}-\w{3}/).waitFor()
  await expectSound(screen, 'the return of a gift')
  expect(await page.locator('main').innerText()).not.toMatch(/Visa|Grace/)
  await screen.close()

  await store.settle()
  const giver = await openScreen(browser, store.url, { viewport: phone, as: 'grace' })
  await visit(giver.page, '/returns')
  await giver.page.getByRole('heading', { name: 'Nothing on its way back' }).waitFor()
  await giver.close()
  expect(JSON.stringify((await store.mails()).filter((mail) => JSON.stringify(mail).includes('grace')))).not.toMatch(
    /return|store credit/i,
  )
})
