import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
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

test('a supervisor says by keyboard who can do what, and the focus comes back', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'maya' })
  const { page } = screen
  await visit(page, '/console/settings/skills')
  const row = page.getByRole('listitem').filter({ hasText: 'Sam Okafor' })
  await row.getByText('No skill yet').waitFor()
  const change = row.getByRole('button', { name: 'Change' })
  await change.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'What Sam Okafor can do' })
  await dialog.getByRole('checkbox', { name: 'German (lang:de)' }).focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('textbox', { name: 'More skills' }).fill('Lampen!')
  await page.keyboard.press('Enter')
  await dialog.locator('[aria-invalid=true]').waitFor()
  await dialog.getByRole('textbox', { name: 'More skills' }).fill('lamps')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await row.getByText('German (lang:de)').waitFor()
  await row.getByText('lamps').waitFor()
  await change.and(page.locator(':focus')).waitFor()
  await expectSound(screen, 'skills')
  await screen.close()
})
