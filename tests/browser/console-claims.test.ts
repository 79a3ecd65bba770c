import { addHours } from '#platform/time'
import { orderInput } from '#testing/order-input'
import { placeOrder, scan, sendParcel } from '#testing/parcels'
import { emailOf } from '#testing/world'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, expectSoundInBoth, launch, openScreen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

type Json = Record<string, unknown> & { id: string }

let store: Demonstration
let browser: Browser
/** Ava Moore, who bought, and Nora Lind of Northwind Ceramics, who sold. */
let ava: Page
let nora: Page
let close: () => Promise<void>
let claimId = ''
let reference = ''
let conversationId = ''

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const [shopper, seller] = [
    await openScreen(browser, store.url, { as: 'ava' }),
    await openScreen(browser, store.url, { as: 'nora' }),
  ]
  ;[ava, nora] = [shopper.page, seller.page]
  close = async () => void (await Promise.all([shopper.close(), seller.close()]))
  ;({ id: claimId, reference } = await contested('CL-1', 20_000))
  const begun = await post(ava, '/conversations', {
    about: { kind: 'order', id: 'ref:import:CL-1' },
    text: 'When do I hear about my planter?',
    channel: 'web',
  })
  conversationId = (begun.conversation as Json).id
  await store.settle()
})
afterAll(async () => {
  await close?.()
  await browser?.close()
  await store?.close()
})

async function send(page: Page, path: string, data?: object): Promise<Json> {
  const headers = { origin: store.url, 'idempotency-key': crypto.randomUUID() }
  const answer = data
    ? await page.request.post(`/api/v1${path}`, { data, headers })
    : await page.request.get(`/api/v1${path}`)
  const body = await answer.json()
  if (!answer.ok()) throw new Error(`${path}: ${JSON.stringify(body)}`)
  return body
}

const post = (page: Page, path: string, data: object) => send(page, path, data)

/** A planter of Northwind Ceramics, delivered to Ava a week ago with a photo's worth of proof. */
async function delivered(number: string, price: number) {
  const placed = addHours(store.app.clock.now(), -11 * 24)
  const at = (hours: number) => addHours(placed, hours).toISOString()
  const order = await placeOrder(
    store.app,
    orderInput({
      reference: number,
      placedAt: placed.toISOString(),
      customer: { reference: 'ava', email: emailOf('ava'), name: 'Ava Moore' },
      shippingAddress: {
        name: 'Ava Moore',
        line1: '12 Main Street',
        city: 'Portland',
        region: 'OR',
        postalCode: '97201',
        country: 'US',
        geo: { lat: 45.5, lng: -122.6, tier: 'rooftop' },
      },
      items: [
        {
          reference: '1',
          sku: 'PLANTER',
          title: 'Stoneware planter, blue',
          quantity: 1,
          unitPrice: price,
          seller: { reference: 'northwind' },
          commission: { amount: Math.round(price / 10) },
        },
      ],
      shipping: { price: 500 },
      tenders: [
        {
          reference: `pay-${number}`,
          kind: 'card',
          label: 'Visa 4242',
          captured: price + 500,
          capturedAt: placed.toISOString(),
        },
      ],
      promised: { shipBy: at(48), deliverBy: at(24 * 7), kind: 'estimated' },
    }),
  )
  const parcel = await sendParcel(store.app, order, { shippedAt: at(20) })
  await scan(store.app, parcel, [
    [at(20), 'accepted'],
    [at(60), 'out_for_delivery'],
    [
      at(66),
      'delivered',
      {
        proof: { signedBy: 'A. Moore', leftAt: 'front door', gps: { lat: 45.5001, lng: -122.6001, accuracyMeters: 8 } },
      },
    ],
  ])
  await store.settle()
  return order
}

async function photo(page: Page, background: string): Promise<string> {
  const buffer = await sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .png()
    .toBuffer()
  const answer = await page.request.post('/api/v1/files', {
    multipart: { file: { name: 'photo.png', mimeType: 'image/png', buffer } },
    headers: { origin: store.url, 'idempotency-key': crypto.randomUUID() },
  })
  return (await answer.json()).id
}

/** Not as described, says Ava; Nora says no, and then shows why: a person decides. */
async function contested(number: string, price: number): Promise<{ id: string; reference: string }> {
  const order = await delivered(number, price)
  const claim = await post(ava, '/claims', {
    order: order.row.id,
    ground: 'not_as_described',
    note: 'It is gray, not blue, and smaller than the picture.',
    files: [await photo(ava, '#808890')],
  })
  await post(nora, `/claims/${claim.id}/answer`, { answer: 'contest', words: 'It is blue in daylight.' })
  const answered = await post(nora, `/claims/${claim.id}/answer`, {
    answer: 'contest',
    words: 'Here it is in daylight, beside the picture of the page.',
    evidence: [
      { kind: 'photos', files: [await photo(nora, '#3050a0')] },
      { kind: 'messages', quote: 'Thank you, it looks lovely!' },
    ],
  })
  expect(answered.state).toBe('review')
  await store.settle()
  return { id: claim.id, reference: String(claim.reference) }
}

const pictures = process.env.MAKERIGHT_PICTURES
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

test('a lead decides a contested claim by keyboard, with both sides beside the carrier’s word', async () => {
  const screen = await openScreen(browser, store.url, { as: 'priya' })
  const { page } = screen
  await visit(page, '/console/claims?tab=seller_due')
  // Nobody proposes anything yet: what each answer comes to is said instead.
  await page
    .getByText(/^Agrees: .* Doesn’t count$/)
    .first()
    .waitFor()
  await page
    .getByText(/^Stays silent: .* Counts as a defect$/)
    .first()
    .waitFor()
  await page.getByText('In review', { exact: true }).first().click()
  await page.waitForURL((url) => !url.search.includes('seller_due'))
  await page.locator('h1').first().click()
  // The soonest deadline stands first; further down until it is the one of this test.
  for (let step = 0; step < 10 && !page.url().includes(claimId); step++) {
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 2 }).first().waitFor()
  }
  await page.getByText('It is gray, not blue, and smaller than the picture.').first().waitFor()
  await picture(page, 'queue')
  await expectSound(screen, 'the queue with a claim in hand')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/console/claims/${claimId}`)
  await page.getByRole('region', { name: 'Northwind Ceramics says' }).waitFor()
  await page.getByText('A. Moore').first().waitFor()
  await picture(page, 'claim')
  await expectSoundInBoth(screen, `/console/claims/${claimId}`)
  await page.setViewportSize({ width: 1280, height: 900 })
  // A question with a deadline first.
  await page.keyboard.press('q')
  const dialog = page.getByRole('dialog', { name: 'Ask a side' })
  await dialog.getByLabel('Your question').fill('Which glaze did you send?')
  await expectSound(screen, 'asking the seller')
  await picture(page, 'ask')
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Which glaze did you send?').first().waitFor()
  await post(nora, `/claims/${claimId}/question-answer`, { words: 'Glaze 7, the blue one.' })
  await store.settle()
  await page.getByText('Glaze 7, the blue one.').first().waitFor()
  // Part of it: the amount is asked for, and what is wrong with it is said beside it.
  await page.keyboard.press('3')
  await page.getByLabel('How much, in USD').fill('900')
  await page.getByLabel('Note for both sides').fill('A part of it.')
  await page.getByRole('button', { name: 'Give $900.00' }).click()
  await page.getByText('That is more than there is, or nothing at all.').last().waitFor()
  await expect
    .poll(() => page.getByLabel('How much, in USD').getAttribute('aria-invalid'), { timeout: 10_000 })
    .toBe('true')
  await picture(page, 'too-much')
  await page.locator('h1').first().click()
  await page.keyboard.press('2')
  await page.keyboard.press('n')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('The photos agree with the page: it is the blue glaze.')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/For the seller · .*Priya Raman/).waitFor()
  await store.settle()
  expect(await send(ava, `/claims/${claimId}`)).toMatchObject({
    state: 'for_seller',
    decision: { words: 'The photos agree with the page: it is the blue glaze.' },
  })
  // Who of the store it was stays in the store.
  for (const side of [ava, nora]) expect(JSON.stringify(await send(side, `/claims/${claimId}`))).not.toContain('Priya')
  await screen.close()
})

test('an appeal shows who decided what before, and another person decides it', async () => {
  await post(ava, `/claims/${claimId}/appeal`, {
    words: 'Here it is beside the color card.',
    evidence: [{ kind: 'photos', files: [await photo(ava, '#909090')] }],
  })
  await store.settle()
  const before = await openScreen(browser, store.url, { as: 'priya' })
  await visit(before.page, `/console/claims?tab=appealed&claim=${claimId}`)
  await before.page.getByText('You decided this before.', { exact: false }).waitFor()
  await before.page.getByText(/Maya Lindqvist \(Administrator\)/).waitFor()
  await picture(before.page, 'same-person')
  await expectSound(before, 'an appeal against one’s own decision')
  await before.close()
  const screen = await openScreen(browser, store.url, { as: 'tom' })
  const { page } = screen
  await visit(page, `/console/claims/${claimId}`)
  await page.getByText(/Decided before · .*Priya Raman/).waitFor()
  await page.getByText('Here it is beside the color card.').first().waitFor()
  await page.keyboard.press('1')
  await page.getByRole('group', { name: 'Who pays?' }).waitFor()
  const blame = page.getByRole('group', { name: 'Does it count against the seller?' })
  const counts = blame.getByRole('button', { name: 'Counts as a defect' })
  if ((await counts.getAttribute('aria-pressed')) === 'true') await page.keyboard.press('b')
  expect(await counts.getAttribute('aria-pressed')).toBe('false')
  await page.keyboard.press('n')
  await page.keyboard.type('It is gray beside the card. Nobody is to blame for the light.')
  await picture(page, 'appeal')
  await expectSound(screen, 'an appeal')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/For the shopper · .*Tom Albrecht/).waitFor()
  await page.getByText(/Priya Raman.? decided/).waitFor()
  await picture(page, 'decided')
  await store.settle()
  expect(await send(nora, `/claims/${claimId}`)).toMatchObject({
    state: 'for_shopper',
    decision: { counts: false },
    appeals: [{ side: 'shopper', outcome: 'changed' }],
  })
  await screen.close()
})

test('what the rules do not have us pay counts against one’s own limit, and the screen says who can', async () => {
  const { id } = await contested('CL-2', 90_000)
  const screen = await openScreen(browser, store.url, { as: 'priya' })
  const { page } = screen
  await visit(page, `/console/claims/${id}`)
  await page.getByRole('group', { name: 'Who pays?' }).waitFor()
  await page.keyboard.press('p')
  await page.getByText(/It counts against your limit of \$500\.00/).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('We bear it.')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/above your own limit/).waitFor()
  await page.getByText(/Tom Albrecht \(Supervisor\)/).waitFor()
  await picture(page, 'above-limit')
  // What stands at the top of the screen stays there, and covers what is scrolled beneath it.
  await page.evaluate(() => scrollTo(0, 0))
  await expectSound(screen, 'above the limit')
  await screen.close()
})

test('a debit is asked back, and a lead gives some of it', async () => {
  const order = await delivered('CL-3', 5_000)
  const tom = await openScreen(browser, store.url, { as: 'tom' })
  await post(tom.page, '/refunds', {
    order: order.row.id,
    items: [{ item: order.items[0]?.id, quantity: 1 }],
    reason: 'damaged',
  })
  await store.settle()
  await tom.close()
  const { data } = (await send(nora, '/seller/statement')) as unknown as { data: { kind: string; debitId: string }[] }
  const recourse = await post(nora, '/recourses', {
    debit: data.find(({ kind }) => kind === 'debit')?.debitId,
    ground: 'abuse',
    words: 'The photo is from our own page.',
  })
  await store.settle()
  const screen = await openScreen(browser, store.url, { as: 'priya' })
  const { page } = screen
  await visit(page, '/console/claims?tab=recourses')
  await page.keyboard.press('j')
  await page.getByRole('heading', { level: 2, name: /bad faith/ }).waitFor()
  await picture(page, 'recourse')
  await expectSound(screen, 'a debit that is asked back')
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog', { name: 'Decide' })
  await dialog.getByText('Give some of it back').click()
  await dialog.getByLabel('How much, in USD').fill('20')
  await dialog.getByLabel('Note for the seller').fill('Half of it was ours.')
  await expectSound(screen, 'deciding about a debit')
  await picture(page, 'recourse-decide')
  await dialog.getByRole('button', { name: 'Give $20.00 back' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('$20.00 was given back').waitFor()
  expect(await send(nora, `/recourses/${recourse.id}`)).toMatchObject({
    state: 'partly',
    granted: { amountMinor: 2000 },
  })
  await expectSoundInBoth(screen, '/console/claims?tab=recourses')
  await screen.close()
})

test('sellers are found by name or reference, and an administrator invites and removes people', async () => {
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  const { page } = screen
  await expectSoundInBoth(screen, '/console/sellers')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('searchbox', { name: 'Name or reference' }).fill('northw')
  await page.getByRole('link', { name: /Juniper/ }).waitFor({ state: 'detached' })
  await picture(page, 'sellers')
  await page.locator('h1').first().click()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/console/sellers/sel_*')
  await page.getByRole('heading', { level: 1, name: 'Northwind Ceramics' }).waitFor()
  await page.getByRole('region', { name: 'Statement' }).getByText('CL-3').first().waitFor()
  await page
    .getByRole('region', { name: 'Claims' })
    .getByRole('link', { name: /Not as described/ })
    .first()
    .waitFor()
  const people = page.getByRole('region', { name: 'Who acts for them' })
  await people.getByText('Nora Lind').waitFor()
  await expectSoundInBoth(screen, new URL(page.url()).pathname)
  await picture(page, 'seller-phone')
  await page.setViewportSize({ width: 1280, height: 900 })
  await picture(page, 'seller')
  await people.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
  await dialog.getByLabel('Name').fill('Nils Berg')
  await dialog.getByLabel('E-mail').fill('nora@northwind.test')
  await dialog.getByRole('button', { name: 'Send the invitation' }).click()
  await dialog.getByText('This address cannot be invited. Please use another one.').waitFor()
  await expectSound(screen, 'inviting somebody for a seller')
  await dialog.getByLabel('E-mail').fill('nils@northwind.test')
  await dialog.getByRole('button', { name: 'Send the invitation' }).click()
  await dialog.waitFor({ state: 'detached' })
  await people.getByText('Nils Berg').waitFor()
  await people.getByRole('button', { name: 'Remove Nils Berg' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await people.getByText('Nils Berg').waitFor({ state: 'detached' })
  await store.settle()
  await screen.close()
})

test('the desk shows the claims of the order in hand', async () => {
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  const { page } = screen
  await visit(page, `/console/desk?list=all&c=${conversationId}`)
  const panel = page.getByRole('region', { name: 'Story and remedies' }).getByRole('region', { name: 'Claims' })
  await panel.getByRole('link', { name: 'Not as described' }).waitFor()
  await picture(page, 'desk')
  await expectSound(screen, 'the desk with a claim')
  await panel.getByRole('link', { name: 'Not as described' }).click()
  await page.waitForURL(`**/console/claims/${claimId}`)
  await page.getByText(reference).first().waitFor()
  await page.getByRole('link', { name: 'Open at the desk' }).waitFor()
  await screen.close()
})
