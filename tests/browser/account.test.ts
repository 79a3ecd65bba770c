import { hashPassword, storePassword } from '#platform/auth/passwords'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, expectSound, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

const ava = 'ava.moore@example.com'
const password = 'kettle sings at noon'
let store: Demonstration
let browser: Browser
let url: string

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  // Passkeys belong to a name, and an address in digits is none.
  url = store.url.replace('127.0.0.1', 'localhost')
  Object.assign(store.app.config, {
    publicUrl: url,
    trustedProxies: ['127.0.0.1'],
    placeHeaders: ['x-city', 'x-country'],
  })
  const { id } = await store.app.db
    .selectFrom('customer')
    .select('id')
    .where('email', '=', ava)
    .executeTakeFirstOrThrow()
  const hash = await hashPassword(password)
  await transact(store.app, system('test'), (work) => storePassword(work, 'shopper', id, hash))
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

/** Ava on a telephone elsewhere; the answer says whether she is still signed in there. */
async function elsewhere(): Promise<() => Promise<number>> {
  const headers = {
    origin: url,
    'content-type': 'application/json',
    'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1',
    'x-city': 'Portland',
    'x-country': 'US',
    'idempotency-key': `elsewhere-${Math.random()}`,
  }
  const entered = await fetch(`${url}/api/v1/demo/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ person: 'ava' }),
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return async () => (await fetch(`${url}/api/v1/me`, { headers: { cookie } })).status
}

async function newestMail(to: string, about: RegExp): Promise<string> {
  await store.settle()
  const mail = (await store.mails()).findLast(
    (each) => each.to.includes(to) && about.test(`${each.subject}\n${each.text}`),
  )
  return mail?.text ?? expect.fail(`no mail to ${to} about ${about}`)
}

/** An authenticator of the browser's own, which says yes to everything. */
async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a shopper looks after their sign-in: password, passkey, second step, devices, and what somebody else changed', async () => {
  const screen = await openScreen(browser, url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await withAuthenticator(page)
  await visit(page, '/account/security')
  expect(await page.title()).toBe('Login & security')
  await expectSound(screen, 'login and security')

  const isThere = await elsewhere()
  expect(await isThere()).toBe(200)
  await page.getByRole('link', { name: /^Password/ }).tap()
  await page.getByLabel('Password now').fill(password)
  await page.getByLabel('New password').fill('a lantern over quiet water')
  await expectSound(screen, 'the password')
  await page.getByRole('button', { name: 'Save' }).tap()
  await page.getByRole('heading', { level: 1, name: 'Login & security' }).waitFor()
  expect(await isThere()).toBe(401)
  await newestMail(ava, /^Your password was changed/)

  await page.getByRole('link', { name: /^Passkeys/ }).tap()
  await page.getByLabel('Name').fill('My phone')
  await page.getByRole('button', { name: 'Add a passkey' }).tap()
  await page.getByRole('listitem').filter({ hasText: 'My phone' }).waitFor()
  await expectSound(screen, 'passkeys')

  await visit(page, '/account/security/second-step')
  await page.getByRole('button', { name: 'Switch it on' }).tap()
  const secret = base32.decode(await page.locator('code').innerText())
  // The demonstration's clock stands still; the time of authenticator apps does not.
  const code = await createOTP(secret).hotp(Math.floor(Date.now() / 30_000))
  await expectSound(screen, 'the second step')
  await page.getByLabel('6-digit code from the app').fill(code)
  await page.getByRole('button', { name: 'Confirm' }).tap()
  const codes = page.getByRole('region', { name: 'Keep these recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  expect(new Set(await codes.allInnerTexts()).size).toBe(10)
  await expectSound(screen, 'recovery codes')
  await page.getByRole('button', { name: 'I’ve kept them' }).tap()
  await page.getByText('10 recovery codes left').waitFor()

  const isThereStill = await elsewhere()
  await visit(page, '/account/security/devices')
  const there = page.getByRole('listitem').filter({ hasText: 'Portland, US' })
  await there.getByText(/iPhone/).waitFor()
  await there.getByText(/^Last seen/).waitFor()
  await expectSound(screen, 'devices')
  await there.getByRole('button').tap()
  await there.waitFor({ state: 'detached' })
  expect(await isThereStill()).toBe(401)

  // Half an hour on, changes take a proof: with an app on, the mailbox alone is none.
  store.app.clock.advance({ minutes: 31 })
  await visit(page, '/account/security/email')
  await page.getByRole('heading', { name: 'First, is it still you?' }).waitFor()
  await expectSound(screen, 'the proof')
  await page.getByRole('button', { name: 'Use a passkey' }).tap()
  await page.getByLabel('New e-mail').fill('new.ava@example.com')
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await page.getByLabel('6-digit code').waitFor()
  const mailed = /\b\d{6}\b/.exec(await newestMail('new.ava@example.com', /\b\d{6}\b/))?.[0] ?? ''
  await page.getByLabel('6-digit code').fill(mailed)
  await expectSound(screen, 'another e-mail address')
  await page.getByRole('button', { name: 'Change my e-mail' }).tap()
  await page.getByRole('heading', { level: 1, name: 'Login & security' }).waitFor()
  await page.getByText('new.ava@example.com').first().waitFor()
  await visit(page, '/account/security/activity')
  await page.getByText('E-mail changed to n•••@example.com').waitFor()
  await expectSound(screen, 'what happened')

  // The owner of the old address was told, and takes it back in a browser that knows nothing of them.
  const link = /https?:\/\/\S*\/undo\?token=\S+/.exec(await newestMail(ava, /^Your e-mail address was changed/))?.[0]
  const owner = await openScreen(browser, url, { viewport: desktop, theme: 'dark' })
  await visit(owner.page, String(link))
  expect(owner.page.url()).toBe(`${url}/undo`)
  await expectSound(owner, 'taking it back')
  await owner.page.getByRole('button', { name: 'Put it back' }).click()
  await owner.page.getByLabel('New password').fill('two owls on one branch')
  await expectSound(owner, 'a new password')
  await owner.page.getByRole('button', { name: 'Save and sign in' }).click()
  await owner.page.waitForURL('**/orders')
  const me = await owner.page.request.get('/api/v1/me')
  expect(await me.json()).toMatchObject({ email: ava })
  // Whatever else she was told of lately is taken back with it.
  const security = await owner.page.request.get('/api/v1/me/security')
  expect(await security.json()).toMatchObject({ passkeys: [], secondFactor: { on: false } })
  expect((await page.request.get('/api/v1/me')).status()).toBe(401)
  await owner.close()
  await screen.close()
})
