import { afterAll, beforeAll, expect, it } from 'vitest'
import { addSellerMember, findSeller } from '#modules/sellers'
import { system } from '#platform/auth/actor'
import { read, transact } from '#platform/work'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

async function mails(template: string) {
  return await shop.app.db
    .selectFrom('notification')
    .select(['to_address', 'subject', 'body_text'])
    .where('template', '=', template)
    .orderBy('created_at')
    .orderBy('to_address')
    .execute()
}

it('a seller is told when a promise breaks, what is to be answered, and once a day what still waits', async () => {
  const order = await shop.order({ deliverBy: 3 })
  const other = await shop.order({ seller: 'leatherly', deliverBy: 30 })
  await transact(shop.app, system('test'), async (work) => {
    for (const [reference, name] of [
      ['northwind', 'mia'],
      ['leatherly', 'leo'],
    ] as const)
      await addSellerMember(work, {
        id: (await findSeller(read(shop.app, system('test')), `ref:import:${reference}`)).id,
        name,
        email: `${name}@sellers.test`,
        role: 'owner',
      })
  })
  await shop.ship(order)
  await shop.pass(8 * 24)
  const promises = await mails('seller_promise')
  expect(promises.map((mail) => mail.to_address)).toEqual(promises.map(() => 'mia@sellers.test'))
  expect(promises.at(-1)?.subject).toContain('Canvas bag')
  await shop.shopper(order).call('POST /claims', { order: order.row.id, ground: 'not_received', note: 'Nothing came.' })
  await shop.settle()
  expect(await mails('seller_claim')).toMatchObject([
    { to_address: 'mia@sellers.test', body_text: expect.stringContaining('Nothing came.') },
  ])
  expect(await mails('claim_asked')).toHaveLength(1)
  for (let days = 0; days < 5; days++) await shop.pass(24, 12)
  const digests = await mails('seller_digest')
  expect(digests).toHaveLength(5)
  expect(digests[0]).toMatchObject({
    to_address: 'mia@sellers.test',
    body_text: expect.stringContaining(`${order.row.reference}: Canvas bag`),
  })
  expect(await mails('seller_claim_decided')).toMatchObject([
    { to_address: 'mia@sellers.test', body_text: expect.stringContaining('counts as a defect') },
  ])
  // One mail for one matter: the decision names the money.
  expect(await mails('claim_decided')).toMatchObject([{ body_text: expect.stringContaining('Visa 4242') }])
  expect(JSON.stringify(await mails('seller_claim'))).not.toContain('Stone')
  expect(other.row.id).toMatch(/^ord_/)
})
