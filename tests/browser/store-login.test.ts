import { SignJWT } from 'jose'
import type { Browser, Page } from 'playwright-core'
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

/** The store's own sign-in page, which signs a link for Ava with the secret that it was told. */
async function shopStands(page: Page, secret: string): Promise<string[]> {
  const asked: string[] = []
  await page.route('https://shop.test/**', async (route) => {
    const url = new URL(route.request().url())
    asked.push(url.pathname + url.search)
    const now = Math.floor(store.app.clock.now().getTime() / 1000)
    const claims = { email: 'ava.moore@example.com', email_verified: true, name: 'Ava Moore' }
    const token = await new SignJWT({ ...claims, jti: `link-${asked.length}` })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('https://shop.test')
      .setAudience(store.app.config.publicUrl)
      .setSubject('shop-1001')
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(new TextEncoder().encode(secret))
    const query = new URLSearchParams({ token, return_to: url.searchParams.get('return_to') ?? '/' })
    await route.fulfill({ status: 302, headers: { location: `${store.url}/sign-in/store?${query}` } })
  })
  return asked
}

test('an administrator lets shoppers sign in at the store; they do with one tap, and come to where they wanted', async () => {
  const admin = await openScreen(browser, store.url, { as: 'maya' })
  await visit(admin.page, '/console/settings/logins')
  await admin.page.getByText('With a link that your store signs').click()
  await admin.page.getByLabel('Issuer').first().fill('https://shop.test')
  await admin.page.getByLabel('Sign-in page of your store').fill('https://shop.test/sign-in')
  await admin.page.getByLabel('Account page of your store').fill('https://shop.test/account')
  await admin.page.getByRole('button', { name: 'Make a new secret' }).click()
  const told = admin.page.getByRole('alertdialog')
  const secret = (await told.locator('bdi').first().innerText()).trim()
  expect(secret).toMatch(/^[\w-]{43}$/)
  await told.getByRole('button', { name: 'I have kept it' }).click()
  await expectSound(admin, 'how people sign in')
  await admin.page.getByRole('button', { name: 'Save' }).first().click()
  await admin.page.getByText('Saved. It holds at once.').waitFor()
  await admin.page.setViewportSize(phone)
  await admin.page.emulateMedia({ colorScheme: 'dark' })
  await expectSound(admin, 'how people sign in (phone, dark)')
  await admin.page.setViewportSize(desktop)
  await admin.page.emulateMedia({ colorScheme: 'light' })

  const { page, ...screen } = await openScreen(browser, store.url, { viewport: phone })
  const asked = await shopStands(page, secret)
  await visit(page, '/account')
  await expectSound({ page, ...screen }, 'sign-in at the store')
  await page.getByRole('button', { name: /^Sign in at / }).tap()
  await page.waitForURL('**/account')
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor()
  expect(asked).toEqual(['/sign-in?return_to=%2Faccount'])
  await page.getByRole('link', { name: /^Your account at / }).waitFor()
  expect(await page.evaluate(() => performance.getEntriesByType('navigation').length)).toBe(1)
  // The link is used up, and what opened the session stands in no history.
  await page.goto('/sign-in/store?token=a.b.c')
  await page.getByRole('heading', { name: 'Not signed in yet' }).waitFor()
  expect(page.url()).toBe(`${store.url}/sign-in/store`)
  await expectSound({ page, ...screen }, 'a link that opens nothing')
  await screen.close()

  await visit(admin.page, '/console/people')
  await admin.page.getByRole('button', { name: 'Import people' }).click()
  const csv = 'email,name,role\nlena@larkspur.test,Lena Ott,senior\nmaya,Nobody,lead\n'
  await admin.page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await admin.page.getByText('1 person would change:').waitFor()
  await admin.page.getByText('This is no e-mail address.').waitFor()
  await expectSound(admin, 'people from a CSV')
  await admin.page.getByRole('button', { name: 'Bring 1 person in' }).click()
  await admin.page.getByText('lena@larkspur.test').waitFor()
  await admin.close()
})
