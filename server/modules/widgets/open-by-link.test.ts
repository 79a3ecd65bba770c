import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversationUrl } from '#modules/conversations'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { testServer, type TestServer } from '#testing/server'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  server = await testServer(shop.app)
})
afterAll(async () => {
  await server?.close()
  await shop?.app.close()
  await outside?.close()
})

const linkOf = (id: string) =>
  new URL(conversationUrl(shop.app.config, id, shop.app.clock.now())).searchParams.get('link') ?? ''
const open = (link: string) => server.client('anonymous').send('POST', '/visitor-session', { body: { link } })
const begin = async () => {
  const visitorId = `vis_${Math.random().toString(36).slice(2)}`
  const visitor = server.client({ kind: 'visitor', visitorId })
  return (await visitor.call('POST /conversations', { text: 'Hello' })).conversation.id as string
}

it('a mailed link opens the conversation of a visitor, and no other one', async () => {
  const [id, other] = [await begin(), await begin()]
  const opened = await open(linkOf(id))
  expect(opened).toMatchObject({ status: 201, body: { who: { kind: 'visitor' } } })
  const read = (each: string) =>
    server.client('anonymous').send('GET', `/conversations/${each}`, {
      headers: { authorization: `Bearer ${opened.body.token}` },
    })
  expect((await read(id)).status).toBe(200)
  expect((await read(other)).status).toBe(404)
})

it('a link that is over, changed, or about somebody with an account opens nothing', async () => {
  const id = await begin()
  const link = linkOf(id)
  const [, ends = '', proof = ''] = link.split('.')
  for (const wrong of [
    '',
    'x',
    `${await begin()}.${ends}.${proof}`,
    `${id}.${Number(ends) + 1}.${proof}`,
    `${id}.${ends}.`,
  ])
    expect(await open(wrong), wrong).toMatchObject({ status: 422, body: { error: { code: 'link_over' } } })
  const ava = server.client(shop.as('ava'))
  const theirs = (await ava.call('POST /conversations', { text: 'Mine' })).conversation.id
  expect((await open(linkOf(theirs))).status).toBe(422)
  shop.app.clock.advance({ days: 30 })
  expect((await open(link)).status).toBe(422)
})
