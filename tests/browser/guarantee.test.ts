import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderRecord } from '#modules/orders'
import { addDays, addHours } from '#platform/time'
import { runUntil } from '#testing/app'
import { orderInput } from '#testing/order-input'
import { placeOrder, scan, sendParcel } from '#testing/parcels'
import { testServer, type TestServer } from '#testing/server'
import { desktop, expectSound, expectSoundInBoth, launch, openScreen, phone, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let server: TestServer
let browser: Browser
const pictures = process.env.PICTURES

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  server = await testServer(store.app)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await store?.close()
})

const asAva = (viewport = phone) => openScreen(browser, store.url, { viewport, as: 'ava' })
const asNora = (viewport = desktop) => openScreen(browser, store.url, { viewport, as: 'nora' })

/** Something of Northwind's that Ava bought nine days ago and that was to be there four days later. */
async function bought(reference: string, title: string, facts: { price?: number; protectedLabel?: boolean } = {}) {
  const { app } = store
  const { price = 18_000 } = facts
  const placedAt = addDays(app.clock.now(), -9)
  const order = await placeOrder(
    app,
    orderInput({
      reference,
      placedAt: placedAt.toISOString(),
      taxIncluded: false,
      customer: 'ava',
      items: [
        {
          reference: '1',
          sku: reference,
          product: `p-${reference}`,
          variant: `v-${reference}`,
          title,
          quantity: 1,
          unitPrice: price,
          seller: { reference: 'northwind' },
          commission: { rate: 0.1 },
        },
      ],
      shipping: { price: 900 },
      tenders: [
        {
          reference: `pay-${reference}`,
          kind: 'card',
          label: 'Visa ending 4242',
          captured: price + 900,
          capturedAt: placedAt.toISOString(),
        },
      ],
      promised: {
        shipBy: addDays(placedAt, 2).toISOString(),
        deliverBy: addDays(placedAt, 4).toISOString(),
        kind: 'estimated',
      },
    }),
  )
  const shippedAt = addHours(placedAt, 20).toISOString()
  const parcel = await sendParcel(app, order, {
    shippedAt,
    label: { platformBought: facts.protectedLabel === true },
  })
  await scan(app, parcel, [[shippedAt, 'accepted']])
  await store.settle()
  return { order, parcel, placedAt }
}

async function pass(hours: number) {
  await runUntil(store.app, addHours(store.app.clock.now(), hours), { allowFailures: true })
}

async function picture(screen: Screen, name: string) {
  if (pictures) await screen.page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

/** From the order's page to the claim's; answers how many taps it took. */
async function openFromOrder({ page }: Screen, order: OrderRecord, kind: string, photo?: Buffer): Promise<number> {
  await visit(page, `/orders/${order.row.id}`)
  let taps = 0
  const tap = async (role: 'link' | 'button', name: string | RegExp) => {
    await page.getByRole(role, { name }).first().click()
    taps += 1
  }
  await tap('link', 'Problem with order')
  await tap('button', new RegExp(`^${kind}`))
  await page.waitForURL('**/problems/*')
  if (photo) {
    await show(page, photo)
    taps += 1
  }
  await tap('button', 'Get this put right')
  await page.waitForURL('**/claims/*')
  await page.getByRole('list', { name: 'What happened, and what comes next' }).waitFor()
  return taps
}

async function show(page: Page, content: Buffer, name = 'photo.jpg') {
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'image/jpeg', buffer: content })
}

const photoOf = (background: string) =>
  sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .jpeg()
    .toBuffer()

/** Opens or closes what stands folded under a title. */
const unfold = (page: Page, title: string) => page.locator('summary', { hasText: title }).click()

const idOf = (page: Page) => new URL(page.url()).pathname.split('/').pop() ?? ''

/** Reaches something by the tab key alone and presses it. */
async function pressByKeyboard(page: Page, name: RegExp, key = 'Enter') {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (name.test(focused)) return await page.keyboard.press(key)
  }
  throw new Error(`${name} is not reached by keyboard`)
}

test('agreeing about something broken is to take it back: the money follows the goods', async () => {
  const nora = await asNora()
  const { page } = nora
  await visit(page, '/seller/claims')
  await page.getByRole('link', { name: /LK-1051/ }).click()
  await page.getByRole('button', { name: 'Agree to take it back for $154.84' }).click()
  await page.getByRole('button', { name: 'Yes, take it back for $154.84' }).click()
  await page.getByText('You pay $154.84 once it’s back with you.').waitFor()
  await page.getByText('You agreed.').waitFor()
  await picture(nora, 'seller-takes-back')
  await page.getByRole('link', { name: 'Claims', exact: true }).first().click()
  const row = page.getByRole('region', { name: 'Decided' }).getByRole('link', { name: /LK-1051/ })
  expect(await row.innerText()).toContain('$175.00')
  await nora.close()
})

test('it never arrived: the seller is asked, stays silent, and the clock gives the money back', async () => {
  const { order } = await bought('GU-1', 'Stoneware Vase')
  const [ava, nora] = [await asAva(), await asNora()]
  const taps = await openFromOrder(ava, order, 'It hasn’t arrived')
  expect(taps).toBeLessThanOrEqual(4)
  const claimId = idOf(ava.page)
  await ava.page
    .getByRole('heading', { level: 1, name: /^We’ve asked .*Northwind Ceramics.* to put it right$/ })
    .waitFor()
  await expectSound(ava, 'a claim that was just opened')
  await picture(ava, 'shopper-asked')

  await visit(nora.page, '/seller/')
  await nora.page.getByRole('link', { name: /Ava asks you to put something right/ }).waitFor()
  await nora.page.getByRole('link', { name: 'Claims', exact: true }).first().click()
  await nora.page.getByRole('region', { name: 'Needs your answer' }).getByText('Stoneware Vase').waitFor()
  await nora.page.getByRole('link', { name: /Stoneware Vase/ }).click()
  await nora.page.getByRole('heading', { level: 1, name: /Ava.* asks you to put this right/ }).waitFor()
  // What silence and a yes cost stands there before either, with the commission taken off.
  await nora.page.getByText('Agreeing costs you $171.00').waitFor()
  await nora.page.getByRole('button', { name: 'Agree and pay $171.00' }).waitFor()
  await expectSoundInBoth(nora, `/seller/claims/${claimId}`, 'the seller was asked')

  await pass(48)
  await visit(ava.page, `/claims/${claimId}`)
  await ava.page.getByRole('heading', { level: 1, name: /Northwind Ceramics.* has until / }).waitFor()
  await visit(ava.page, `/orders/${order.row.id}`)
  await ava.page.getByRole('heading', { level: 1, name: /^The seller has until .* to answer$/ }).waitFor()
  await ava.page.getByRole('heading', { name: 'What you asked us to put right' }).waitFor()
  await expectSound(ava, 'an order with a claim')
  await picture(ava, 'shopper-order')

  await pass(73)
  await visit(ava.page, `/claims/${claimId}`)
  await ava.page.getByRole('heading', { level: 1, name: 'You get $189.00 back' }).waitFor()
  await ava.page.getByText('Visa ending 4242').first().waitFor()
  await expectSound(ava, 'granted by the clock')
  await picture(ava, 'shopper-granted')
  await ava.close()
  await nora.close()
  const later = await asNora()
  await visit(later.page, `/seller/claims/${claimId}`)
  await later.page.getByRole('heading', { level: 1, name: /^Decided for .*Ava/ }).waitFor()
  await later.page.getByText('You pay $171.00. It counts as a defect.').waitFor()
  await later.page.getByText('No answer from you came in time, so it’s decided for the shopper.').waitFor()
  await later.page.getByText('You answered within 48 hours (missing)').waitFor()
  await expectSound(later, 'decided against a silent seller')
  await picture(later, 'seller-silent')
  await later.close()
})

test('not as described: contested with a photo, decided by a person, appealed with a new one, decided by another', async () => {
  const { order, parcel } = await bought('GU-2', 'Blue Serving Bowl')
  await scan(store.app, parcel, [[addDays(store.app.clock.now(), -2).toISOString(), 'delivered']])
  await store.settle()
  const [ava, nora] = [await asAva(), await asNora()]
  expect(await openFromOrder(ava, order, 'It’s not as described', await photoOf('#8b8f92'))).toBeLessThanOrEqual(4)
  const claimId = idOf(ava.page)
  await ava.page.getByAltText('Photo from You').waitFor()
  await expectSound(ava, 'a claim with a photo')

  // A first no opens the claim; the answer with a photo brings a person in. By keyboard alone.
  await visit(nora.page, `/seller/claims/${claimId}`)
  await pressByKeyboard(nora.page, /^I see it differently/)
  await nora.page.getByRole('textbox', { name: 'How do you see it?' }).fill('It is blue by daylight.')
  await pressByKeyboard(nora.page, /^Send the answer$/)
  await nora.page.getByText('It is blue by daylight.').last().waitFor()
  await nora.page.getByRole('heading', { level: 1, name: /waits for your answer/ }).waitFor()
  if (!(await nora.page.getByRole('textbox', { name: 'How do you see it?' }).isVisible()))
    await unfold(nora.page, 'I see it differently')
  await nora.page.getByText('I can show something').click()
  await nora.page.getByRole('radio', { name: /^Photos or a video/ }).waitFor()
  await show(nora.page, await photoOf('#4f7fa8'))
  await nora.page.getByRole('button', { name: /^Take photo\.jpg out|^Remove photo\.jpg/ }).waitFor()
  await expectSound(nora, 'an answer with a photo')
  await picture(nora, 'seller-contest')
  await nora.page.getByRole('button', { name: 'Send the answer' }).click()
  await nora.page.getByRole('heading', { level: 1, name: 'A person is deciding' }).waitFor()
  await nora.page.getByAltText('Photo from You').waitFor()
  await nora.page.getByAltText('Photo from Ava').waitFor()
  expect(
    await nora.page
      .getByAltText('Photo from Ava')
      .evaluate((image) => (image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth)),
  ).toBeGreaterThan(0)
  await picture(nora, 'seller-review')

  // Ava's page, open all the while, says so by itself; then she is asked something.
  await ava.page.getByRole('heading', { level: 1, name: 'A person is looking at both sides' }).waitFor()
  const lea = server.client('staff:lea:lead')
  await lea.call('POST /claims/:id/questions', { id: claimId, to: 'shopper', words: 'Was that by daylight?' })
  await ava.page.getByRole('heading', { level: 1, name: 'We have a question for you' }).waitFor()
  await ava.page.getByRole('textbox', { name: 'Your answer' }).fill('Yes, at noon by the window.')
  await expectSound(ava, 'a question')
  await picture(ava, 'shopper-question')
  await ava.page.getByRole('button', { name: 'Send the answer' }).click()
  await ava.page.getByRole('heading', { level: 1, name: 'A person is looking at both sides' }).waitFor()
  await ava.page.getByText('Yes, at noon by the window.').waitFor()
  await unfold(ava.page, 'Show something more')
  await ava.page.getByText('What was written').click()
  await ava.page.getByRole('textbox', { name: 'Written' }).fill('“Sea blue, glazed by hand.”')
  await expectSound(ava, 'showing something more')
  await picture(ava, 'shopper-more')
  await ava.page.getByRole('button', { name: 'Show it' }).click()
  await ava.page.locator('blockquote').waitFor()
  await lea.call('POST /claims/:id/decision', { id: claimId, verdict: 'for_seller', note: 'Both photos agree.' })
  await visit(ava.page, `/claims/${claimId}`)
  await ava.page
    .getByRole('heading', { level: 1, name: /^We agree with .*Northwind Ceramics.* on this one$/ })
    .waitFor()
  await ava.page.getByText('Both photos agree.').waitFor()
  await unfold(ava.page, 'Ask for another look')
  await ava.page
    .getByRole('textbox', { name: 'Why should it be looked at again?' })
    .fill('Here it lies beside the page.')
  await show(ava.page, await photoOf('#303438'), 'beside.jpg')
  const ask = ava.page.getByRole('button', { name: 'Ask for another look' })
  await expect.poll(() => ask.isEnabled()).toBe(true)
  await expectSound(ava, 'asking for another look')
  await picture(ava, 'shopper-appeal')
  await ask.click()
  await ava.page.getByRole('heading', { level: 1, name: 'Somebody else takes another look' }).waitFor()

  await server.client('staff:max:supervisor').call('POST /claims/:id/appeal-decision', {
    id: claimId,
    verdict: 'for_shopper',
    counts: false,
    note: 'Beside the page it is gray.',
  })
  await visit(ava.page, `/claims/${claimId}`)
  await ava.page.getByRole('heading', { level: 1, name: 'Send it back for free, and your money comes back' }).waitFor()
  await ava.page.getByText('It was looked at again, and changed.').waitFor()
  await expectSound(ava, 'changed by another look')
  await picture(ava, 'shopper-changed')
  await ava.page.getByRole('link', { name: 'How it goes back' }).click()
  await ava.page.waitForURL('**/returns/*')
  await visit(nora.page, `/seller/claims/${claimId}`)
  // What was promised first is said, and the same wherever it is said.
  const bears = nora.page.getByText(/Once it’s back with you, you pay \$\d+\.\d\d\. It doesn’t count against you\./)
  const [amount = 'no amount'] = /\$\d+\.\d\d/.exec(await bears.innerText()) ?? []
  await nora.page.getByText(`You pay ${amount} once it’s back with you.`).waitFor()
  await expectSound(nora, 'changed by another look, for the seller')
  await ava.close()
  await nora.close()
})

test('a protected seller who answers in time pays nothing of it, and carries no blame', async () => {
  const { order } = await bought('GU-3', 'Large Platter', { price: 17_000, protectedLabel: true })
  const [ava, nora] = [await asAva(desktop), await asNora(phone)]
  await openFromOrder(ava, order, 'It hasn’t arrived')
  const claimId = idOf(ava.page)
  await pass(48)
  await visit(nora.page, `/seller/claims/${claimId}`)
  await nora.page.getByText('The label was bought here').waitFor()
  await picture(nora, 'seller-protected')
  await unfold(nora.page, 'I see it differently')
  await nora.page.getByText('I can show something').click()
  await nora.page.getByRole('textbox', { name: 'Tracking number' }).fill('T-GU-3')
  await expectSound(nora, 'an answer with a tracking number')
  await picture(nora, 'seller-tracking')
  await nora.page.getByRole('button', { name: 'Send the answer' }).click()
  await nora.page.getByRole('heading', { level: 1, name: /^Decided for .*Ava/ }).waitFor()
  await nora.page.getByText('The marketplace pays. It doesn’t count against you.').waitFor()
  await nora.page.getByText('Every condition holds').waitFor()
  await expectSound(nora, 'a protected seller')
  await picture(nora, 'seller-protected-decided')
  await visit(ava.page, `/claims/${claimId}`)
  await ava.page.getByRole('heading', { level: 1, name: 'You get $179.00 back' }).waitFor()
  expect(await ava.page.locator('main').innerText()).not.toMatch(/marketplace pays|defect/)
  await ava.close()
  await nora.close()
})

test('an offer is taken with one tap, and what was charged too much is asked for by its amount', async () => {
  const first = await bought('GU-4', 'Salt Cellar')
  const second = await bought('GU-5', 'Tea Bowl')
  const [ava, nora] = [await asAva(), await asNora(phone)]
  await openFromOrder(ava, first.order, 'It hasn’t arrived')
  const claimId = idOf(ava.page)
  await visit(nora.page, `/seller/claims/${claimId}`)
  await unfold(nora.page, 'Offer an amount')
  await nora.page.getByRole('textbox', { name: 'How much' }).fill('60')
  await expectSound(nora, 'an offer')
  await picture(nora, 'seller-offer')
  await nora.page.getByRole('button', { name: 'Offer $60.00' }).click()
  await nora.page.getByText('It’s no answer: the clock goes on, and silence still counts.').waitFor()
  await nora.page.getByRole('listitem').getByText('You offered $60.00').waitFor()
  await visit(ava.page, `/claims/${claimId}`)
  await ava.page.getByRole('heading', { name: /Northwind Ceramics.* offers \$60\.00$/ }).waitFor()
  await expectSoundInBoth(ava, `/claims/${claimId}`, 'an offer to take or leave')
  await picture(ava, 'shopper-offer')
  await ava.page.getByRole('button', { name: 'Take $60.00' }).click()
  await ava.page.getByRole('heading', { level: 1, name: 'You get $60.00 back' }).waitFor()

  await visit(ava.page, `/orders/${second.order.row.id}`)
  await ava.page.getByRole('link', { name: 'I was charged too much' }).click()
  await ava.page.getByRole('button', { name: 'Get this put right' }).click()
  await ava.page.getByText('Write an amount, such as 4.50.').waitFor()
  await expectSound(ava, 'an amount is missing')
  await picture(ava, 'shopper-overcharged')
  await ava.page.getByRole('textbox', { name: 'How much was too much?' }).fill('500')
  await ava.page.getByRole('button', { name: 'Get this put right' }).click()
  await ava.page.getByText('You can ask for up to $189.00').waitFor()
  await ava.page.getByRole('textbox', { name: 'How much was too much?' }).fill('12.50')
  await ava.page.getByRole('button', { name: 'Get this put right' }).click()
  await ava.page.waitForURL('**/claims/*')
  const other = idOf(ava.page)
  await ava.page.getByText('$12.50').waitFor()
  await nora.page.setViewportSize(desktop)
  await visit(nora.page, `/seller/claims/${other}`)
  await nora.page.getByRole('heading', { name: 'What was charged' }).waitFor()
  expect(await nora.page.locator('main').innerText()).not.toContain('Are you protected?')
  await unfold(nora.page, 'I see it differently')
  await nora.page.getByRole('textbox', { name: 'How do you see it?' }).fill('That was the price.')
  await nora.page.getByRole('button', { name: 'Send the answer' }).click()
  await nora.page.getByRole('heading', { level: 1, name: /waits for your answer/ }).waitFor()
  await nora.page.getByRole('textbox', { name: 'How do you see it?' }).waitFor()
  await ava.close()
  await nora.close()
})

test('a debit that no claim went before is asked back from the statement', async () => {
  const nora = await asNora(phone)
  const { page } = nora
  await visit(page, '/seller/recourse?debit=bdn_nothing')
  await page.getByRole('heading', { level: 1, name: 'Ask for a debit back' }).waitFor()
  await page.getByText('Something else came back').click()
  await page.getByRole('textbox', { name: 'Tell us what happened' }).fill('An old bowl was in the box.')
  await expectSound(nora, 'asking a debit back')
  await picture(nora, 'seller-recourse')
  await page.getByRole('button', { name: 'Ask for it back' }).click()
  await page.getByRole('alert').first().waitFor()
  await nora.close()
})

test.each(['shopper', 'seller'] as const)(
  'claims of the demonstration read well for a %s in German and Arabic',
  async (side) => {
    const url = store.url
    const seen = await openScreen(browser, url, { as: 'ava' })
    const orders = (await (await seen.page.request.get('/api/v1/orders?limit=100')).json()).data
    const claimId = orders.find((order: { reference: string }) => order.reference === 'LK-1053').items[0].claimId
    await seen.close()
    for (const [locale, viewport, theme] of [
      ['de-DE', desktop, 'light'],
      ['ar', phone, 'dark'],
    ] as const) {
      const screen = await openScreen(browser, url, {
        viewport,
        theme,
        locale,
        as: side === 'shopper' ? 'ava' : 'nora',
      })
      await visit(screen.page, side === 'shopper' ? `/claims/${claimId}` : `/seller/claims/${claimId}`)
      await expectSound(screen, `a claim for a ${side} in ${locale}`)
      expect(await screen.page.locator('h1').innerText()).not.toMatch(/person|deciding/i)
      await screen.close()
    }
  },
)
