import { strFromU8, unzipSync } from 'fflate'
import { readFile } from 'node:fs/promises'
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

test('a shopper takes their data with them, asks for the end of the account, and keeps it after all', async () => {
  const shopper = await openScreen(browser, store.url, { as: 'ava', viewport: phone })
  const { page } = shopper
  await visit(page, '/account')
  await page.getByRole('link', { name: 'Your data' }).click()
  await page.getByRole('heading', { name: 'What you agreed to' }).waitFor()
  await expectSound(shopper, 'your data (phone)')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  const archive = unzipSync(await readFile(await file.path()))
  expect(strFromU8(archive['index.html'] ?? new Uint8Array())).toContain('Ava Moore')

  await page.getByRole('button', { name: 'Delete my account' }).click()
  const asked = page.getByRole('alertdialog')
  await asked.getByText('What stays, and why').click()
  await asked.getByText('tax law asks for it').waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectSound(shopper, 'deleting an account (phone, dark)')
  const button = asked.getByRole('button', { name: 'Delete my account' })
  expect(await button.isDisabled()).toBe(true)
  await asked.getByText('I know that').click()
  await button.click()
  await page.getByText(/^Your account is deleted on /).waitFor()
  await store.settle()
  expect((await store.mails()).some(({ to, subject }) => to.includes('ava') && /delet/i.test(subject))).toBe(true)

  const lead = await openScreen(browser, store.url, { as: 'maya' })
  await visit(lead.page, '/console/settings/privacy')
  await lead.page.getByRole('link', { name: 'Ava Moore' }).waitFor()
  await expectSound(lead, 'what is kept')
  await lead.page
    .getByRole('listitem')
    .filter({ hasText: 'Words of solved conversations' })
    .getByRole('button', { name: 'Change' })
    .click()
  await lead.page.getByLabel('Days').fill('390')
  await lead.page.getByText('Nothing would go now.').waitFor()
  await lead.page.getByRole('button', { name: 'Save' }).click()
  await lead.page.getByText('Kept 390 days.').waitFor()

  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.getByText('Your account stays.').waitFor()
  await lead.page.reload()
  await lead.page.getByText('Kept after all').waitFor()
})
