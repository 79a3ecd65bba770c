import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockOrder } from '#modules/orders'
import { openReturn, type OpenReturnInput } from '#modules/returns'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { desktop, expectSound, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
const pictures = process.env.PICTURES

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

/** A return of everything in an order of the demonstration, and the code that brings it back. */
async function openOne(
  reference: string,
  more: Partial<OpenReturnInput> = {},
): Promise<{ id: string; code: string; reference: string }> {
  const { id } = await store.app.db
    .selectFrom('orders')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow()
  const record = await transact(store.app, system('test'), async (work) => {
    const order = await lockOrder(work, String(id))
    return await openReturn(work, {
      order,
      unitIds: order.units
        .filter((unit) => unit.settled_by === null && unit.canceled_at === null)
        .map((unit) => unit.id),
      reason: 'changed_mind',
      origin: 'problem',
      about: { kind: 'problem', id: `prb_${reference}` },
      resolution: 'refund',
      refundAt: 'inspection',
      method: 'drop_off',
      ...more,
    })
  })
  await store.settle()
  return { id: record.row.id, code: record.parcels[0]?.code ?? '', reference: record.row.reference }
}

/** Types as a handheld scanner does: all at once, with Enter at the end, wherever the focus is. */
async function scan(page: Page, code: string): Promise<void> {
  await Promise.all([...[...code].map((key) => page.keyboard.press(key)), page.keyboard.press('Enter')])
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

test('the warehouse scans, counts, grades with one hand, and the money goes', async () => {
  const one = await openOne('LK-1001')
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'sam' })
  const { page } = screen
  await visit(page, '/console/warehouse')
  await expectSound(screen, 'the warehouse, waiting')
  await picture(page, 'warehouse-waiting-phone')
  await scan(page, one.code)
  await page.getByRole('heading', { name: one.reference }).waitFor()
  await expectSound(screen, 'the warehouse, counting')
  await picture(page, 'warehouse-counting-phone')
  const next = page.getByRole('button', { name: /^Count is right/ })
  const box = await next.boundingBox()
  expect(box?.height, 'a target for a thumb').toBeGreaterThanOrEqual(48)
  await next.click()
  await page.getByRole('radio', { name: 'Good' }).first().waitFor({ state: 'attached' })
  for (const grade of await page.getByRole('radio', { name: 'Good' }).all()) await grade.check({ force: true })
  await expectSound(screen, 'the warehouse, grading')
  await picture(page, 'warehouse-grading-phone')
  await page.getByRole('button', { name: /^Receive/ }).click()
  await page.getByText(`${one.reference}: `).waitFor()
  await picture(page, 'warehouse-done-phone')
  await store.settle()
  const units = await store.app.db
    .selectFrom('return_unit')
    .select(['inspection', 'money'])
    .where('return_id', '=', one.id)
    .execute()
  expect(new Set(units.map((unit) => `${unit.inspection} ${unit.money}`))).toEqual(new Set(['as_described succeeded']))
  await screen.close()
})

test('a scan is read wherever the focus is, also while somebody writes, and never presses a button', async () => {
  const one = await openOne('LK-1002')
  const screen = await openScreen(browser, store.url, { as: 'sam' })
  const { page } = screen
  await visit(page, '/console/warehouse')
  const field = page.getByRole('textbox', { name: 'Or type it' })
  await field.focus()
  await scan(page, one.code)
  await page.getByRole('heading', { name: one.reference }).waitFor()
  await page.getByRole('radio', { name: 'Empty' }).check({ force: true })
  await page.getByRole('button', { name: 'Cancel' }).focus()
  await scan(page, 'LK/1003')
  await page.getByText('LK/1003 waits: finish this one first').waitFor()
  const note = page.getByRole('textbox', { name: 'What was in it' })
  await note.fill('Only paper')
  await scan(page, one.code)
  expect(await note.inputValue(), 'the scan is no part of the note').toBe('Only paper')
  await page.getByRole('heading', { name: one.reference }).waitFor()
  await picture(page, 'warehouse-empty-desktop')
  await page.getByRole('button', { name: 'Leave it to a person' }).click()
  await page.getByText(`${one.reference}: `).waitFor()
  const units = await store.app.db
    .selectFrom('return_unit')
    .select('inspection')
    .where('return_id', '=', one.id)
    .execute()
  expect(new Set(units.map((unit) => unit.inspection))).toEqual(new Set(['missing']))
  await screen.close()
})

test('a number that nobody knows leads to what was not announced', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone, theme: 'dark', as: 'sam' })
  const { page } = screen
  await visit(page, '/console/warehouse')
  await scan(page, '4711-0815')
  await page.getByRole('heading', { name: 'We don’t know this number' }).waitFor()
  await expectSound(screen, 'the warehouse, unknown')
  await picture(page, 'warehouse-unknown-phone-dark')
  await page.getByRole('radio', { name: 'No label' }).check({ force: true })
  await page.getByRole('textbox', { name: 'Any other number on it' }).fill('LK-1004')
  await page.getByRole('button', { name: 'Receive it' }).click()
  await page.getByText(/^MR-/).first().waitFor()
  await screen.close()
})

test('a partner sees what to take and takes it once', async () => {
  const one = await openOne('LK-1005')
  const screen = await openScreen(browser, store.url, { viewport: phone, as: 'sam' })
  const { page } = screen
  await visit(page, '/console/drop-off')
  await expectSound(screen, 'drop-off, waiting')
  await scan(page, one.code.toLowerCase())
  await page.getByRole('heading', { name: 'Take this' }).waitFor()
  await expectSound(screen, 'drop-off, open')
  await picture(page, 'drop-off-phone')
  await page.getByRole('button', { name: 'I have it' }).click()
  await page.getByText(`That’s return ${one.reference}.`).waitFor()
  await scan(page, one.code)
  await page.getByRole('heading', { name: 'Handed over already' }).waitFor()
  await scan(page, 'NOSUCHCODE')
  await page.getByRole('alert').first().waitFor()
  await screen.close()
})

test('returns that need somebody are gone through with j and k, and inspected beside the story', async () => {
  const one = await openOne('LK-1006')
  const other = await openOne('LK-1007')
  const warehouse = await openScreen(browser, store.url, { as: 'priya' })
  for (const { id } of [one, other]) {
    const answer = await warehouse.page.request.post(`/api/v1/returns/${id}/receipt`, {
      data: {},
      headers: { origin: store.url, 'idempotency-key': `receipt-${id}`, 'makeright-realm': 'staff' },
    })
    expect(answer.status()).toBe(201)
  }
  const { page } = warehouse
  await visit(page, '/console/returns')
  await expectSound(warehouse, 'returns, nothing to decide')
  await page.getByRole('button', { name: 'To inspect' }).click()
  await page.getByText(one.reference).waitFor()
  const inHand = (row: number) => page.locator(`main ul > li:nth-child(${row}) > button[aria-current=true]`)
  await page.keyboard.press('j')
  await inHand(1).waitFor()
  await page.keyboard.press('j')
  await inHand(2).waitFor()
  await page.keyboard.press('k')
  await inHand(1).waitFor()
  await page.getByRole('heading', { name: 'Items and money' }).waitFor()
  await expectSound(warehouse, 'a return with its story')
  await picture(page, 'returns-desktop')
  const inspect = page.getByRole('region', { name: 'Look at it' })
  for (const grade of await inspect.getByRole('radio', { name: 'Used' }).all()) await grade.check({ force: true })
  await inspect.getByRole('radio', { name: '10 %' }).first().check({ force: true })
  for (const note of await inspect.getByRole('textbox', { name: 'What you see' }).all())
    await note.fill('Stains on the front')
  await picture(page, 'returns-inspect-desktop')
  await inspect.getByRole('button', { name: 'Save what I saw' }).click()
  await page.getByText('Saved. The money follows by itself.').waitFor()
  await warehouse.close()
})

for (const [size, viewport, theme, locale] of [
  ['phone', phone, 'dark', 'ar'],
  ['desktop', desktop, 'dark', 'de-DE'],
] as const) {
  test(`every page of returns is sound on a ${size}, ${theme}, ${locale}`, async () => {
    const screen = await openScreen(browser, store.url, { viewport, theme, locale, as: 'priya' })
    for (const path of ['/console/returns?queue=all', '/console/warehouse', '/console/drop-off']) {
      await visit(screen.page, path)
      await expectSound(screen, `${path} (${size}, ${theme}, ${locale})`)
      await picture(screen.page, `${path.replaceAll(/\W+/g, '-')}-${size}-${locale}`)
    }
    await screen.close()
  })
}
