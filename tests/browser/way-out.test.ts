import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockOrder } from '#modules/orders'
import { authorizeRefund, settleMovement } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/transact'
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

test('money that the bank sent back is taken as store credit by one tap', async () => {
  const { app } = store
  const { id } = await app.db
    .selectFrom('orders')
    .select('id')
    .where('reference', '=', 'LK-1001')
    .executeTakeFirstOrThrow()
  const refund = await transact(app, system('test'), async (work) =>
    authorizeRefund(work, {
      order: await lockOrder(work, String(id)),
      amountMinor: 500,
      reason: 'late',
      about: null,
    }),
  )
  await store.settle()
  const key = refund?.movements[0]?.provider_key ?? ''
  const failed = { state: 'failed', reference: null, reason: 'account_closed' } as const
  await transact(app, system('test'), (work) => settleMovement(work, key, failed))
  await store.settle()
  expect((await store.mails()).some((mail) => mail.subject.includes('needs another way'))).toBe(true)

  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await visit(page, `/orders/${String(id)}`)
  const choice = page.getByRole('region', { name: 'Your money is safe. How would you like it?' })
  await choice.waitFor()
  await expectSound(screen, 'the ways out')
  await choice.getByRole('button', { name: '$5.00 as store credit' }).tap()
  await page.getByText('so it came another way').waitFor()
  await choice.waitFor({ state: 'detached' })
  await screen.close()
})
