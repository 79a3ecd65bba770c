import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'
import type { TestClient } from '#testing/server'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

const db = () => read(shop.app, system('test')).db
const note = 'Call (415)555-0132 or ava＠example.com. Order 302-555-0199, parcel 0340434161094, $45.00, 2026-03-02'
const noteSeen = 'Call ••• or •••. Order 302-555-0199, parcel 0340434161094, $45.00, 2026-03-02'
const contact = /555 ?-?0132|example\.com|northwind\.test|paypal|willow/i
let made = 0

/** A claim about something that is faulty, whose order, parcel and street have names that could be taken for others. */
async function faulty() {
  const reference = `302-555-01${99 - made++}`
  const address = { name: 'Ava Stone', line1: '12 Willow Way', city: 'New York', postalCode: '10001', country: 'US' }
  const order = await shop.order({ price: 20_000, more: { reference, shippingAddress: address } })
  await sql`update seller set email = 'box@northwind.test'`.execute(db())
  const shipmentId = await shop.ship(order)
  await sql`update shipment set tracking_number = '0340434161094' where id = ${shipmentId}`.execute(db())
  await shop.scan(order, shipmentId, 90, 'delivered')
  await shop.pass(100)
  const [shopper, seller, lea] = [shop.shopper(order), await shop.seller('northwind'), shop.staff('lea')]
  const said = note.replace('302-555-0199', reference)
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'faulty', note: said })
  return { id, order, shopper, seller, lea, said, seen: noteSeen.replace('302-555-0199', reference) }
}

const photos = async (client: TestClient) => ({ kind: 'photos', files: [await shop.photo(client)] })

async function mails(template: string, id: string): Promise<string> {
  await shop.settle()
  const { rows } = await sql<{ body_text: string; body_html: string }>`
    select body_text, body_html from notification where template = ${template} and about_id = ${id}`.execute(db())
  expect(rows.length).toBeGreaterThan(0)
  return JSON.stringify(rows)
}

it('a seller sees no number, address or street of the shopper; the shopper and the store see all of it', async () => {
  const { id, shopper, seller, lea, said, seen } = await faulty()
  expect((await shop.claim(seller, id)).entries[0]?.words).toBe(seen)
  expect((await shop.claim(shopper, id)).entries[0]?.words).toBe(said)
  expect((await shop.claim(lea, id)).entries[0]?.words).toBe(said)
  const mail = await mails('seller_claim', id)
  expect(mail).not.toMatch(contact)
  expect(mail).toContain('parcel 0340434161094')
})

it('nor the other way round: answer, evidence, offer', async () => {
  const { id, shopper, seller, lea } = await faulty()
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'Write to me@northwind.test instead' })
  await seller.call('POST /claims/:id/offers', {
    id,
    amount: { amountMinor: 2000, currency: 'USD' },
    words: 'Or get it by paypal.me/northwind',
  })
  const evidence = { kind: 'messages', words: 'From 415-5550132', quote: 'Write to me\u200B@northwind.test' }
  await seller.call('POST /claims/:id/evidence', { id, ...evidence })
  const shown = await shop.claim(shopper, id)
  expect(shown.words).toContain('Or get it by •••')
  expect(shown.offer?.words).toBe('Or get it by •••')
  expect(shown.entries.slice(1)).toMatchObject([
    { words: 'Write to ••• instead' },
    { words: 'From •••', facts: { quote: 'Write to •••' } },
  ])
  for (const client of [seller, lea]) {
    const { offer, entries } = await shop.claim(client, id)
    expect(offer?.words).toBe('Or get it by paypal.me/northwind')
    expect(entries.at(-1)).toMatchObject({ words: evidence.words, facts: { quote: evidence.quote } })
  }
  expect(await mails('claim_offered', id)).not.toMatch(/paypal/)
})

it('what one side was asked, and answered, is theirs and the store’s; the other learns that something was asked', async () => {
  const { id, shopper, seller, lea } = await faulty()
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'No.' })
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', evidence: [await photos(seller)] })
  await lea.call('POST /claims/:id/questions', { id, to: 'shopper', words: 'Is it a@northwind.test who wrote?' })
  const asked = await shop.claim(seller, id)
  expect(asked).toMatchObject({
    headline: 'We asked the shopper something',
    dueFor: 'shopper',
    question: { to: 'shopper', words: '' },
    questions: [],
  })
  expect((await shop.claim(shopper, id)).question?.words).toBe('Is it ••• who wrote?')
  expect(await mails('claim_question', id)).not.toMatch(contact)
  const reply = { words: 'Yes. I live at 12 willow way', files: [await shop.photo(shopper)] }
  await shopper.call('POST /claims/:id/question-answer', { id, ...reply })
  expect(await shop.claim(seller, id)).toMatchObject({ question: null, questions: [] })
  for (const client of [shopper, lea])
    expect((await shop.claim(client, id)).questions).toMatchObject([{ reply: reply.words, files: [{}] }])
})

it('a file of one side is called nothing to the other, on the page and when it is saved', async () => {
  const { id, shopper, seller, lea } = await faulty()
  const show = async (client: TestClient, name: string) =>
    await client.call('POST /claims/:id/evidence', {
      id,
      kind: 'photos',
      words: 'See the picture.',
      files: [await shop.photo(client, name)],
    })
  await show(shopper, 'call-me-555-0132.png')
  await show(seller, 'box@northwind.test.png')
  const seen = async (client: TestClient) => {
    const files = (await shop.claim(client, id)).entries.flatMap((entry) => entry.files)
    const saved = await Promise.all(files.map(async ({ url }) => (await client.send('GET', url)).headers))
    return [
      files.map(({ name }) => name),
      saved.map((headers) => /filename="(.*?)"/.exec(headers.get('content-disposition') ?? '')?.[1]),
    ]
  }
  expect(await seen(seller)).toEqual([
    ['file.png', 'box@northwind.test.png'],
    ['file.png', 'box_northwind.test.png'],
  ])
  expect(await seen(shopper)).toEqual([
    ['call-me-555-0132.png', 'file.png'],
    ['call-me-555-0132.png', 'file.png'],
  ])
  expect((await seen(lea))[0]).toEqual(['call-me-555-0132.png', 'box@northwind.test.png'])
})

it('a shopper whose name is an address has none for the seller', async () => {
  const { id, order, seller, lea } = await faulty()
  const named = (name: string) =>
    sql`update customer set name = ${name} where id = ${order.row.customer_id}`.execute(db())
  for (const [name, shown] of [
    ['ava@example.com', ''],
    ['+1 415 555 0132', ''],
    ['Ava ava@example.com', 'Ava'],
  ] as const) {
    await named(name)
    expect((await shop.claim(seller, id)).shopper.name).toBe(shown)
    expect((await shop.claim(lea, id)).shopper.name).toBe(name)
  }
})

it('decisions and appeals too', async () => {
  const { id, shopper, seller, lea } = await faulty()
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'No.' })
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', evidence: [await photos(seller)] })
  const words = 'It works, says me@northwind.test, and so said 12 Willow Way.'
  await lea.call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: words })
  for (const client of [shopper, seller])
    expect((await shop.claim(client, id)).decision?.words).toBe('It works, says •••, and so said •••.')
  expect((await shop.claim(lea, id)).decision?.words).toBe(words)
  for (const template of ['claim_decided', 'seller_claim_decided'])
    expect(await mails(template, id)).not.toMatch(contact)
  const appeal = 'It does not. Ask +1 415 555 0132'
  await shopper.call('POST /claims/:id/appeal', { id, words: appeal, evidence: [await photos(shopper)] })
  expect((await shop.claim(seller, id)).appeals[0]?.words).toBe('It does not. Ask •••')
  expect(JSON.stringify(await shop.claim(seller, id))).not.toMatch(/555 0132/)
  for (const client of [shopper, lea]) expect((await shop.claim(client, id)).appeals[0]?.words).toBe(appeal)
})

it('what was said at the same moment stays in its order when words of it are taken out later', async () => {
  const { id, seller, lea } = await faulty()
  const all = ['one', 'two', 'three']
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'No.' })
  for (const words of all) await seller.call('POST /claims/:id/evidence', { id, kind: 'messages', words, quote: words })
  // Where a row lies after it was written to is the database's affair.
  await shop.app.pool.query(`
    with gone as (delete from claim_entry where claim_id = '${id}' and words = 'one' returning *)
    insert into claim_entry select * from gone`)
  const { entries } = await shop.claim(lea, id)
  expect(entries.map(({ words }) => words).filter((words) => all.includes(words ?? ''))).toEqual(all)
})
