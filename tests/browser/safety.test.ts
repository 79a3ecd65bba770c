import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
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

const recalled = 'Alder Desk Lamp'

const pictures = process.env.MAKERIGHT_PICTURES
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

test('it hurt someone: first what to do, then a person and by when, and the same thing is not offered again', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  await visit(page, '/orders')
  await page.locator('article', { hasText: 'LK-1041' }).getByRole('link', { name: 'Problem with order' }).tap()
  await page.getByText('It hurt someone, or could').tap()
  await page.getByText(/Call your local emergency number/).waitFor()
  await page.getByText('A person', { exact: true }).tap()
  await page.getByLabel('What happened?').fill('The blade came off and cut my hand.')
  await expectSound(screen, 'saying that it hurt someone')
  await picture(page, 'shopper-harm')
  await page.getByRole('button', { name: /It arrived damaged/ }).tap()
  await page.waitForURL('**/problems/*')
  await page.getByRole('heading', { name: 'We’re so sorry. A person is on their way to you.' }).waitFor()
  await page.getByText(/writes to you by/).waitFor()
  expect(await page.getByRole('button', { name: /^Send a new one/ }).count()).toBe(0)
  await store.settle()
  await page.reload()
  await page.getByRole('link', { name: 'Talk to a person now' }).waitFor()
  await expectSound(screen, 'a person is coming')
  await picture(page, 'shopper-safety')
  await screen.close()
})

test('said later about something else, in one place of the page', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ben' })
  const { page } = screen
  await visit(page, '/orders')
  await page.locator('article', { hasText: 'LK-1042' }).getByRole('link', { name: 'Problem with order' }).tap()
  await page.getByRole('button', { name: /It’s not as described/ }).tap()
  await page.waitForURL('**/problems/*')
  await page.getByRole('button', { name: 'It hurt someone' }).tap()
  await page.getByLabel('What happened?').fill('It got so hot that it burned the table.')
  await expectSound(screen, 'telling it later')
  await page.getByRole('button', { name: 'Send to our safety team' }).tap()
  await page.getByRole('heading', { name: 'We’re so sorry. A person is on their way to you.' }).waitFor()
  await store.settle()
  await screen.close()
})

test('told of an order of which nothing can be reported', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  const { page } = screen
  const { data } = await (await page.request.get('/api/v1/orders?limit=100')).json()
  const order = data.find((one: { reference: string }) => one.reference === 'LK-0103')
  await visit(page, `/orders/${order.id}/problem`)
  await page.getByRole('button', { name: 'It hurt someone' }).tap()
  await page.getByText(/Call your local emergency number/).waitFor()
  await page.getByLabel('What happened?').fill('The shade fell on the cat.')
  await page.getByRole('button', { name: 'Send to our safety team' }).tap()
  await page.getByRole('heading', { name: 'We’re so sorry. A person is on their way to you.' }).waitFor()
  await expectSound(screen, 'told of an order')
  await picture(page, 'shopper-order-harm')
  await screen.close()
  await store.settle()
})

test('the console has the clock first, stops the product, and says what it was', async () => {
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  const { page } = screen
  await visit(page, '/console/safety')
  await page.getByText('A person was hurt').first().waitFor()
  await page.getByText('A person was hurt').first().click()
  await page.getByText('The blade came off and cut my hand.').waitFor()
  await picture(page, 'console-report')
  await page.getByRole('button', { name: 'Stop it' }).click()
  await page.getByLabel('Why?').fill('The blade comes off')
  await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click()
  await page.getByText('Stopped', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'I’m looking at it' }).click()
  await page.getByText(/is with it/).waitFor()
  await expectSoundInBoth(screen, '/console/safety')
  await screen.close()
})

test('a recall: counted, told, and answered by one tap on a phone', async () => {
  const desk = await openScreen(browser, store.url, { as: 'maya' })
  await visit(desk.page, '/console/recalls')
  await desk.page.getByText('Stopped now').waitFor()
  await desk.page.getByRole('button', { name: 'Recall a product' }).click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByRole('searchbox', { name: 'Which product?' }).fill(recalled)
  await dialog
    .getByRole('button', { name: new RegExp(recalled) })
    .first()
    .click()
  await dialog.getByRole('button', { name: 'Count them first' }).click()
  await dialog.getByText(/orders? of/).waitFor()
  await dialog.getByText('Store credit').click()
  await dialog.getByLabel('What shoppers read').fill('The handle can come off. Please stop using it.')
  await dialog.getByLabel(/What is wrong with it/).fill('Handle glue fails')
  await picture(desk.page, 'console-open-recall')
  await dialog.getByRole('button', { name: 'Tell everybody who has it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await store.settle()
  const notice = await store.app.db
    .selectFrom('recall_notice')
    .innerJoin('orders', 'orders.id', 'recall_notice.order_id')
    .select('recall_notice.order_id')
    .where('orders.reference', '=', 'LK-1001')
    .executeTakeFirstOrThrow()
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'ava' })
  await visit(screen.page, '/orders')
  await screen.page.getByText('Choose for each:').waitFor()
  await expectSound(screen, 'the orders with a recall')
  await picture(screen.page, 'shopper-orders-recall')
  await visit(screen.page, `/orders/${String(notice.order_id)}`)
  await screen.page.getByRole('link', { name: 'Choose what you want for it' }).tap()
  await screen.page.getByRole('heading', { level: 1, name: /is recalled/ }).waitFor()
  await expectSound(screen, 'the recall')
  await picture(screen.page, 'shopper-recall')
  await screen.page.getByRole('button', { name: /^Refund \$/ }).tap()
  await screen.page.getByRole('heading', { level: 1, name: /being put right/ }).waitFor()
  await expectSound(screen, 'after the choice')
  await picture(screen.page, 'shopper-recall-chosen')
  await screen.close()
  await store.settle()
  await visit(desk.page, '/console/recalls')
  await desk.page.getByRole('button', { name: 'Show the orders' }).first().click()
  await desk.page.getByText('Refund', { exact: true }).first().waitFor()
  await picture(desk.page, 'console-recalls')
  await expectSoundInBoth(desk, '/console/recalls')
  await desk.close()
})
