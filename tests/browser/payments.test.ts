import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockOrder } from '#modules/orders'
import { authorizeRefund, creditStoreBalance } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/transact'
import { desktop, expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let orderId: string

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const { id } = await store.app.db
    .selectFrom('orders')
    .select('id')
    .where('reference', '=', 'LK-1001')
    .executeTakeFirstOrThrow()
  orderId = String(id)
  await transact(store.app, system('test'), async (work) => {
    const order = await lockOrder(work, orderId)
    await authorizeRefund(work, { order, amountMinor: 599, reason: 'late', about: null })
    await creditStoreBalance(work, { order, amountMinor: 250, reason: 'goodwill', about: null })
  })
  await store.settle()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

test('a shopper finds what a charge is, sees where their money is, prints the invoice, and asks about what they do not know', async () => {
  const screen = await openScreen(browser, store.url, { as: 'ava' })
  const { page } = screen
  await expectSoundInBoth(screen, `/account/payments/${orderId}`, 'the payments of an order')
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^You paid \$[\d.]+ in all$/)
  await page.getByText('With the bank').first().waitFor()

  const charged = await page.getByRole('definition').first().innerText()
  await page.getByRole('link', { name: 'Payments', exact: true }).first().click()
  await page.getByLabel('Amount').fill(charged)
  await page.getByRole('button', { name: 'Look it up' }).click()
  await page.getByText(/We charged .* for order LK-1001/).waitFor()
  // Another order came to the same: the later one stands first, and it alone is likely.
  const judged = await page.getByText(/^(Most likely|Very likely|Possible)$/).allInnerTexts()
  expect([judged[0], new Set(judged.slice(1))]).toEqual(['Most likely', new Set(['Possible'])])
  await expectSound(screen, 'what a charge is (phone)')
  await page.getByLabel('Amount').fill('77,777.77')
  await page.getByRole('button', { name: 'Look it up' }).click()
  await page.getByText('None of your charges here is 77,777.77').waitFor()
  await page.setViewportSize(desktop)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectSound(screen, 'a charge that is not ours (desktop, dark)')

  await page.goto(`/documents/invoices/${orderId}`)
  await page.getByRole('heading', { name: /^Invoice INV-\d{4}-\d{6}$/ }).waitFor()
  await expectSound(screen, 'an invoice (desktop, dark)')
  await page.setViewportSize(phone)
  await expectSound(screen, 'an invoice (phone)')
  expect(await page.locator('script').count()).toBe(0)
  expect((await page.goto('/documents/invoices/ord_00000000000000000000000000'))?.status()).toBe(404)

  await visit(page, `/account/payments/${orderId}`)
  const [note] = await page.getByRole('link', { name: /^Credit note/ }).all()
  await page.getByRole('button', { name: 'I don’t recognize this' }).first().click()
  await page.getByRole('button', { name: 'Send to a person' }).click()
  await page.waitForURL(/\/conversations\/cnv_/)
  await page.getByText('I don’t recognize this charge.').first().waitFor()
  expect(note).toBeDefined()
  await screen.close()
})

test('in Arabic, from right to left', async () => {
  const screen = await openScreen(browser, store.url, { as: 'ava', locale: 'ar', viewport: phone })
  await visit(screen.page, '/account/payments')
  await expectSound(screen, 'payments in Arabic')
  await screen.close()
})
