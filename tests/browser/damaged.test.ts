import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
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

const photo = async (background = '#b04a30', name = 'broken.jpg') => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer(),
})

async function report(page: Page, reference: string, what: RegExp): Promise<void> {
  await visit(page, '/orders')
  await page.locator('article', { hasText: reference }).getByRole('link', { name: 'Problem with order' }).tap()
  await page.getByRole('button', { name: what }).tap()
  await page.waitForURL('**/problems/*')
}

test('a broken blender, one photo: at most five taps to a new one on its way', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  let taps = 2
  await report(page, 'LK-1041', /It arrived damaged/)
  await page.getByRole('heading', { name: 'A photo of it' }).waitFor()
  await expectSound(screen, 'asking for a photo')
  const picking = page.waitForEvent('filechooser')
  await page.getByText('Take or pick a photo').tap()
  // One tap opens it, one picks the photo.
  taps += 2
  const chooser = await picking
  expect(chooser.isMultiple()).toBe(true)
  await chooser.setFiles([await photo()])
  await page.getByRole('button', { name: /^Send a new one, arrives/ }).waitFor()
  await expectSound(screen, 'the remedies')
  await page.getByRole('button', { name: /^Send a new one, arrives/ }).tap()
  taps += 1
  await page.getByRole('heading', { level: 1, name: /A new one is on its way/ }).waitFor()
  expect(taps).toBeLessThanOrEqual(5)
  await page.getByText(/old one back is free/).waitFor()
  await page.getByRole('region', { name: 'Your photos' }).getByRole('img').waitFor()
  await expectSound(screen, 'the answer')
  await screen.close()
})

test('another size, with what it costs more in the button', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ben' })
  const { page } = screen
  await report(page, 'LK-1042', /It’s not as described/)
  const picking = page.waitForEvent('filechooser')
  await page.getByText('Take or pick a photo').tap()
  await (await picking).setFiles([await photo('#306090')])
  await page.getByRole('radio', { name: /2 L/ }).waitFor({ state: 'attached' })
  await page.getByText('2 L', { exact: true }).tap()
  await expectSound(screen, 'the exchange')
  await page.getByRole('button', { name: /Send .?2 L.? instead, pay \$20.00/ }).tap()
  await page.getByRole('heading', { level: 1, name: /payment/ }).waitFor()
  await store.settle()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /on its way/ }).waitFor()
  await expectSound(screen, 'the exchange on its way')
  await screen.close()
})

test('a photo whose connection breaks off is tried again, and is there once; what is too large says so', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'chloe' })
  const { page } = screen
  await report(page, 'LK-1043', /It doesn’t work/)
  let isFirst = true
  await page.route('**/api/v1/files', async (route) => {
    const answer = isFirst ? await route.fetch() : undefined
    isFirst = false
    await (answer ? route.abort('connectionreset') : route.continue())
  })
  const input = page.locator('input[type=file]')
  await input.setInputFiles([
    await photo('#707070'),
    { name: 'long.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(26_000_000) },
  ])
  await page.getByText(/larger than 25 MB/).waitFor()
  await page.getByRole('button', { name: 'Try again' }).tap()
  await page.getByRole('button', { name: /^Send a new one/ }).waitFor()
  await expect
    .poll(async () => (await store.app.db.selectFrom('problem_file').selectAll().execute()).length)
    .toBeGreaterThan(0)
  const files = await store.app.db
    .selectFrom('problem_file')
    .innerJoin('problem', 'problem.id', 'problem_file.problem_id')
    .select('file_id')
    .where('problem.kind', '=', 'defective')
    .execute()
  expect(files).toHaveLength(1)
  await screen.close()
})
