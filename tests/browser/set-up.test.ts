import { createHmac } from 'node:crypto'
import { prepareSetUp } from '#modules/stores'
import { testApp } from '#testing/app'
import { testServer } from '#testing/server'
import { expect, test } from 'vitest'
import { expectSound, launch, openScreen, visit } from './browser.ts'

test('the first start of a real store: set up, sign in, enroll the second step, inside', async () => {
  const [app, browser] = await Promise.all([testApp({ now: new Date() }), launch()])
  const server = await testServer(app)
  const screen = await openScreen(browser, server.url)
  const { page } = screen
  await visit(page, '/console')
  await page.waitForURL('**/console/set-up')
  await expectSound(screen, 'the set-up')
  await page.getByLabel('Set-up code').fill('not the code')
  await page.getByLabel('Name of the store').fill('Harbor Goods')
  await page.getByLabel('E-mail address for shoppers').fill('help@harbor-goods.test')
  await page.getByLabel('Name', { exact: true }).fill('Ada Lind')
  await page.getByLabel('E-mail', { exact: true }).fill('ada@harbor-goods.test')
  await page.getByLabel('Password').fill('a lantern over quiet water')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByText('That is not the code that the server printed').waitFor()
  await page.getByLabel('Set-up code').fill((await prepareSetUp(app)) ?? '')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('heading', { name: 'Your store is ready' }).waitFor()

  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill('ada@harbor-goods.test')
  await page.getByLabel('Password').fill('a lantern over quiet water')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('img', { name: /authenticator/ }).waitFor()
  await expectSound(screen, 'the second step')
  const secret = (await page.locator('p.font-mono').innerText()).trim()
  await page.getByLabel('6-digit code').fill(oneTimeCode(secret, app.clock.now()))
  await page.waitForURL('**/console/desk')
  await page.getByText('Nothing here').waitFor()
  expect(await page.getByText('Harbor Goods').first().isVisible()).toBe(true)
  await browser.close()
  await server.close()
  await app.close()
})

/** The code of RFC 6238: SHA-1, 30 seconds, 6 digits. */
function oneTimeCode(secret: string, at: Date): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text.replace(/[\s=]/g, '').toUpperCase()]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
