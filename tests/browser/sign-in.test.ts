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

test('a shopper signs in with the code from the mail, and comes to where they wanted to go', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, '/account')
  expect(await page.title()).toBe('Sign in')
  await page.getByLabel('E-mail').fill('ava.moore@example.com')
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  await expectSound(screen, 'the code')
  await page.getByLabel('6-digit code').fill('000000')
  await page.getByText('That code is not right').or(page.getByText(/code/i).nth(2)).first().waitFor()
  await page.getByLabel('6-digit code').fill(await codeMailedTo('ava.moore@example.com'))
  await page.waitForURL('**/account')
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor()
  await screen.close()
})

test('a guest opens one order with its number and the code', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, '/find-order')
  await page.getByLabel('Order number').fill('LK-1004')
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await page.getByLabel('6-digit code').waitFor()
  await page.getByLabel('6-digit code').fill(await codeMailedTo('chloe'))
  await page.waitForURL('**/orders/ord_*')
  await page.getByText('LK-1004').first().waitFor()
  await expectSound(screen, 'a guest’s order')
  await screen.close()
})

test('an administrator invites a colleague, who chooses a password and is inside', async () => {
  const admin = await openScreen(browser, store.url, { as: 'maya' })
  await visit(admin.page, '/console/people')
  await admin.page.getByRole('button', { name: 'Add a person' }).click()
  await admin.page.getByLabel('Name').fill('Noor Haddad')
  await admin.page.getByLabel('E-mail').fill('noor@larkspur.test')
  await expectSound(admin, 'the invitation')
  await admin.page.getByRole('button', { name: 'Send the invitation' }).click()
  await admin.page.getByText('noor@larkspur.test').first().waitFor()
  await admin.close()
  await store.settle()

  const invitation = (await store.mails()).findLast((mail) => mail.to.includes('noor@larkspur.test'))
  const link = /https?:\/\/\S+/.exec(invitation?.text ?? '')?.[0]
  expect(link, invitation?.text).toBeDefined()
  const screen = await openScreen(browser, store.url)
  const { page } = screen
  const { pathname, search, hash } = new URL(String(link))
  await visit(page, pathname + search + hash)
  await expectSound(screen, 'the password')
  await page.getByLabel('New password').fill('a lantern over quiet water')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill('noor@larkspur.test')
  await page.getByLabel('Password').fill('a lantern over quiet water')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/console/desk')
  await screen.close()
})

async function codeMailedTo(address: string): Promise<string> {
  await store.settle()
  const mail = (await store.mails()).findLast(({ to, text }) => to.includes(address) && /\b\d{6}\b/.test(text))
  return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? `no code in ${JSON.stringify(mail)}`
}
