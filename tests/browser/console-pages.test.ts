import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let orderId = ''
let customerId = ''

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  // Two matters that need a person: a camera of value, and a third parcel in two months.
  for (const [person, reference] of [
    ['ivy', 'LK-1017'],
    ['diego', 'LK-1018'],
  ] as const) {
    const { page, close } = await openScreen(browser, store.url, { as: person })
    const orders = await (await page.request.get('/api/v1/orders?limit=100')).json()
    const order = orders.data.find((one: { reference: string }) => one.reference === reference)
    orderId = order.id
    customerId = order.customer.id
    const answer = await page.request.post('/api/v1/problems', {
      data: { item: order.items[0].id, kind: 'delivered_not_received' },
      headers: { origin: store.url, 'idempotency-key': `browser-${reference}` },
    })
    if (answer.status() !== 201) throw new Error(`${reference} could not be reported: ${await answer.text()}`)
    await close()
  }
  await store.settle()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

const pages = () => [
  '/console/reviews',
  '/console/approvals',
  '/console/find',
  '/console/find?q=LK-10',
  `/console/orders/${orderId}`,
  `/console/customers/${customerId}`,
  '/console/findings',
  '/console/policy',
  '/console/people',
  '/console/imports',
  '/console/api-keys',
]

test('every page of the console is sound on a desktop, dark, and on a phone, light', async () => {
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  for (const path of pages()) await expectSoundInBoth(screen, path)
  await screen.close()
})

test('signed out, the console asks who it is', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  await visit(screen.page, '/console')
  await screen.page.waitForURL('**/console/sign-in*')
  await expectSound(screen, 'the console’s sign-in')
  await screen.close()
})

test('a lead goes through the queue with j and k, decides with a reason, and the shopper is told', async () => {
  const screen = await openScreen(browser, store.url, { as: 'priya' })
  const { page } = screen
  await visit(page, '/console/reviews')
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 2, name: /Marked delivered/ }).waitFor()
  await page.keyboard.press('j')
  await page.getByText('LK-1017').first().waitFor()
  await page.keyboard.press('k')
  await page.getByRole('radiogroup', { name: 'What do we do?' }).waitFor()
  await page.getByRole('heading', { name: 'Items and money' }).waitFor()
  await expectSound(screen, 'a review with its story')
  const decide = page.getByRole('button', { name: /^Decide: / })
  expect(await decide.isDisabled(), 'no decision without a reason').toBe(true)
  await page
    .getByRole('textbox', { name: 'Your reason' })
    .fill('Carrier confirms a driver who scans at the depot. We believe him.')
  await decide.click()
  await page
    .getByText(/Decided by/)
    .first()
    .waitFor()
  await store.settle()
  await screen.close()
})

test('the command bar finds an order from anywhere', async () => {
  const screen = await openScreen(browser, store.url, { as: 'sam' })
  const { page } = screen
  await visit(page, '/console/policy')
  await page.keyboard.press('Control+k')
  await page.locator('[role=dialog] input:focus').waitFor()
  await page.keyboard.type('LK-1001')
  await page.getByRole('menuitem', { name: /LK-1001/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/console/orders/ord_*')
  await page.getByText('LK-1001').first().waitFor()
  await screen.close()
})

test('a refund by hand shows where the money goes before it does anything', async () => {
  const screen = await openScreen(browser, store.url, { as: 'priya' })
  const { page } = screen
  await visit(page, `/console/orders/${orderId}`)
  await page.getByRole('button', { name: 'Refund by hand' }).click()
  const dialog = page.getByRole('dialog', { name: 'Refund by hand' })
  await dialog.getByRole('checkbox', { name: /Skillet/ }).click({ force: true })
  await dialog.getByLabel('Reason').fill('Scratched on arrival')
  await dialog.getByRole('button', { name: 'Show where the money goes' }).click()
  await dialog.getByRole('button', { name: /^Refund \$/ }).waitFor()
  await expectSound(screen, 'the refund')
  await dialog.getByRole('button', { name: /^Refund \$/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await screen.close()
})

test('HC-50: a lead makes two shoppers one after a look at both, and takes it back', async () => {
  const screen = await openScreen(browser, store.url, { as: 'priya' })
  const { page } = screen
  await visit(page, `/console/customers/${customerId}`)
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByLabel('Name, e-mail, phone or order').fill('chloe')
  await page.getByRole('option', { name: /Chloe Tran/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Make these two one shopper?' })
  await dialog.getByRole('region', { name: 'Chloe Tran' }).waitFor()
  await expectSound(screen, 'both shoppers before they are merged')
  await dialog.getByLabel('How do you know?').fill('Same phone, asked in the chat')
  await dialog.getByRole('button', { name: 'Merge' }).click()
  const together = page.getByRole('region', { name: 'Merged with' })
  await together.getByText('Chloe Tran').waitFor()
  await together.getByRole('button', { name: 'Undo the merge' }).click()
  await page.getByRole('dialog').getByLabel('Why?').fill('Two people after all')
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click()
  await together.waitFor({ state: 'detached' })
  await screen.close()
})
