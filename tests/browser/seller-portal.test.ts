import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockOrder, loadOrders, type OrderRecord } from '#modules/orders'
import { openReturn } from '#modules/returns'
import { findSeller } from '#modules/sellers'
import { system } from '#platform/auth/actor'
import { read, transact } from '#platform/work'
import { testServer, type TestServer } from '#testing/server'
import { desktop, expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

const said = 'One of the planters has a crack. Call me on +1 415 555 0132, or write to ava.moore@example.com.'

let store: Demonstration
let server: TestServer
let browser: Browser
let order: OrderRecord
let other: OrderRecord
let conversationId: string
let returnId: string
const pictures = process.env.PICTURES

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  server = await testServer(store.app)
  const { app } = store
  const { id: sellerId } = await findSeller(read(app, system('test')), 'ref:import:northwind')
  const { data } = await server
    .client({ kind: 'seller', sellerId, memberId: 'mem_test', role: 'member' })
    .call('GET /seller/orders', { limit: 20 })
  const delivered = data.filter((each: { state: string }) => each.state === 'delivered')
  ;[order, other] = (await loadOrders(
    read(app, system('test')),
    delivered.map((each: { id: string }) => each.id),
  )) as [OrderRecord, OrderRecord]
  const item = order.items.find((each) => each.seller_id === sellerId)
  const asked = await server
    .client({ kind: 'shopper', customerId: order.row.customer_id })
    .call('POST /conversations', { to: 'seller', about: { kind: 'item', id: item?.id }, text: said })
  conversationId = asked.conversation.id
  returnId = await transact(app, system('test'), async (work) => {
    const locked = await lockOrder(work, (other ?? order).row.id)
    const own = new Set(locked.items.filter((each) => each.seller_id === sellerId).map((each) => each.id))
    const record = await openReturn(work, {
      order: locked,
      unitIds: locked.units.filter((unit) => own.has(unit.item_id) && !unit.canceled_at).map((unit) => unit.id),
      reason: 'changed_mind',
      origin: 'problem',
      about: { kind: 'problem', id: 'prb_seller' },
      resolution: 'refund',
      refundAt: 'inspection',
      method: 'drop_off',
    })
    return record.row.id
  })
  await store.settle()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await store?.close()
})

test('a member signs in with a password, sees what waits first, and answers a message on a phone', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'milo' })
  const { page } = screen
  await visit(page, '/seller')
  await expectSound(screen, 'the first page')
  if (pictures) await page.screenshot({ path: `${pictures}/todo-phone.png`, fullPage: true })
  await page.getByText('One of the planters has a crack').click()
  await page.getByRole('log').getByText('One of the planters has a crack').waitFor()
  expect(await page.locator('main').innerText()).not.toContain('415 555')
  expect(await page.locator('main').innerText()).not.toContain('ava.moore@')
  await expectSound(screen, 'a conversation')
  if (pictures) await page.screenshot({ path: `${pictures}/conversation-phone.png`, fullPage: true })
  await page.getByLabel('Your answer').fill('We are so sorry. A new one leaves today.')
  await page.getByRole('button', { name: 'Send' }).tap()
  await page.getByRole('log').getByText('A new one leaves today').waitFor()
  const messages = await server
    .client({ kind: 'shopper', customerId: order.row.customer_id })
    .call('GET /conversations/:id/messages', { id: conversationId })
  expect(messages.data.at(-1)).toMatchObject({
    author: { kind: 'seller' },
    text: 'We are so sorry. A new one leaves today.',
  })
  await visit(page, '/seller')
  expect(await page.locator('main').innerText()).not.toContain('crack')
  await screen.close()
})

test('a return is counted and looked at, by keyboard', async () => {
  const screen = await openScreen(browser, store.url, { viewport: desktop, as: 'milo' })
  const { page } = screen
  await visit(page, `/seller/returns/${returnId}`)
  await expectSound(screen, 'a return')
  await page.getByRole('button', { name: 'It’s here' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /What state is it in/ }).waitFor()
  await expectSound(screen, 'a return to look at')
  if (pictures) await page.screenshot({ path: `${pictures}/return-desktop.png`, fullPage: true })
  await page.getByRole('button', { name: 'Save what I found' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).getByText('Done').waitFor()
  await store.settle()
  await screen.close()
})

test('orders are found, and one says nothing of who the shopper is beyond what sending needs', async () => {
  const screen = await openScreen(browser, store.url, { as: 'nora' })
  const { page } = screen
  await visit(page, '/seller/orders')
  await expectSound(screen, 'orders')
  if (pictures) await page.screenshot({ path: `${pictures}/orders-desktop.png` })
  await page.getByRole('searchbox').fill(order.row.reference)
  await page.waitForURL(/q=/)
  await page.getByRole('link', { name: new RegExp(order.row.reference) }).click()
  await page.getByRole('heading', { level: 1, name: new RegExp(order.row.reference) }).waitFor()
  await expectSound(screen, 'an order')
  if (pictures) await page.screenshot({ path: `${pictures}/order-desktop.png`, fullPage: true })
  const shown = await page.locator('main').innerText()
  expect(shown).not.toContain(order.row.ship_to.line1)
  expect(shown).not.toContain('Visa')
  await screen.close()
})

test('an owner invites somebody, who chooses a password and is inside', async () => {
  const owner = await openScreen(browser, store.url, { as: 'nora' })
  await visit(owner.page, '/seller/members')
  await owner.page.getByRole('button', { name: 'Invite somebody' }).click()
  await owner.page.getByLabel('Name').fill('Ruth Vale')
  await owner.page.getByLabel('E-mail').fill('ruth@northwind.test')
  await expectSound(owner, 'the invitation')
  await owner.page.getByRole('button', { name: 'Send the invitation' }).click()
  await owner.page.getByText('Ruth Vale').waitFor()
  await owner.close()
  await store.settle()
  const invitation = (await store.mails()).findLast((mail) => mail.to.includes('ruth@northwind.test'))
  const { pathname, search } = new URL(String(/https?:\/\/\S+/.exec(invitation?.text ?? '')?.[0]))
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, pathname + search)
  await expectSound(screen, 'the password')
  await page.getByLabel('New password').fill('a lantern over quiet water')
  await page.getByRole('button', { name: 'Save' }).tap()
  await page.getByRole('link', { name: 'Sign in' }).tap()
  await page.getByLabel('E-mail').fill('ruth@northwind.test')
  await page.getByLabel('Password').fill('a lantern over quiet water')
  await expectSound(screen, 'signing in')
  await page.getByRole('button', { name: 'Sign in' }).tap()
  await page.getByRole('heading', { level: 1, name: 'To do' }).waitFor()
  await screen.close()
})

test('a key is made, shown once and revoked', async () => {
  const screen = await openScreen(browser, store.url, { as: 'nora' })
  const { page } = screen
  await visit(page, '/seller/keys')
  await page.getByRole('button', { name: 'Create a key' }).first().click()
  await page.getByLabel('Name').fill('Shop system')
  await expectSound(screen, 'a new key')
  await page.getByRole('dialog').getByRole('button', { name: 'Create a key' }).click()
  await page.getByText(/mr_/).first().waitFor()
  await page.getByRole('button', { name: 'I kept it' }).click()
  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: 'Revoke for good' }).click()
  await page.getByText('Revoked').waitFor()
  await screen.close()
})

const pages: Record<string, readonly string[]> = {
  nora: [
    '/seller',
    '/seller/messages',
    '/seller/returns',
    '/seller/claims',
    '/seller/statement',
    '/seller/standing',
    '/seller/members',
    '/seller/keys',
    '/seller/sign-in-safety',
  ],
  june: ['/seller/returns?list=all'],
  nobody: ['/seller/sign-in'],
}
test.each(Object.keys(pages))('what %s can open is sound on desktop and phone, dark and light', async (as) => {
  const screen = await openScreen(browser, store.url, as === 'nobody' ? {} : { as })
  for (const path of pages[as] ?? []) {
    await expectSoundInBoth(screen, path)
    if (pictures)
      await screen.page.screenshot({ path: `${pictures}/${path.replaceAll(/\W+/g, '-')}.png`, fullPage: true })
  }
  await screen.close()
})

for (const locale of ['de-DE', 'ar-AE']) {
  test(`in ${locale} nothing is missing and nothing overflows`, async () => {
    const screen = await openScreen(browser, store.url, { viewport: phone, as: 'nora', locale })
    for (const path of [
      '/seller',
      '/seller/orders',
      `/seller/orders/${order.row.id}`,
      `/seller/returns/${returnId}`,
      '/seller/members',
      '/seller/keys',
      '/seller/sign-in-safety',
      `/seller/messages/${conversationId}`,
    ]) {
      await visit(screen.page, path)
      await expectSound(screen, `${path} in ${locale}`)
      if (pictures)
        await screen.page.screenshot({
          path: `${pictures}/${locale}${path.replaceAll(/\W+/g, '-').slice(0, 20)}.png`,
          fullPage: true,
        })
    }
    await screen.close()
  })
}
