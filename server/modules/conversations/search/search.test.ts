import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeam } from '#modules/staff'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import { createGate } from './gate.ts'
import { soughtOf } from './words-of.ts'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
let ava: TestClient
let sam: TestClient
let max: TestClient
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  server = await testServer(shop.app)
  ava = server.client(shop.as('ava'))
  sam = server.client(shop.as('sam'))
  max = server.client(shop.as('max'))
})
afterAll(async () => {
  await server?.close()
  await shop?.app.close()
  await outside?.close()
})

async function begin(text: string, more: Record<string, unknown> = {}, client: TestClient = ava) {
  const { conversation } = await client.call('POST /conversations', { text, ...more })
  return conversation as { id: string; reference: string }
}
const search = async (q: string, client: TestClient = sam, more: Record<string, unknown> = {}) =>
  await client.call('GET /conversations/search', { q, ...more })
const idsOf = async (q: string, client: TestClient = sam): Promise<string[]> =>
  (await search(q, client, { limit: 100 })).data.map((row: { conversation: { id: string } }) => row.conversation.id)

describe('finding conversations', () => {
  it('HC-57d finds words however é and capitals were typed, also unfinished ones', async () => {
    const { id } = await begin('L’\u0065\u0301tui est casse\u0301, regardez la fermeture')
    for (const q of ['étui', 'E\u0301TUI', 'cassé fermet', 'regardez']) expect(await idsOf(q), q).toContain(id)
    expect(await idsOf('étui introuvable')).not.toContain(id)
    const family = await begin('👩‍👩‍👧 🇩🇪 zebra')
    const { data } = await search('zebra')
    expect(data[0]).toMatchObject({ conversation: { id: family.id }, hit: { text: '👩‍👩‍👧 🇩🇪 zebra', position: 1 } })
  })

  it('finds words, names, subjects and files without their accents', async () => {
    const visitor = server.client('visitor:lukasz')
    const text = 'Grüße aus Łódź, die Größe stimmt nicht'
    const { id } = await begin(text, { name: 'Łukasz García', subject: 'Smørrebrød' }, visitor)
    const [row] = await shop.app.db.selectFrom('message').select('id').where('conversation_id', '=', id).execute()
    await shop.app.db
      .insertInto('message_file')
      .values({
        store_id: shop.app.storeId,
        message_id: String(row?.id),
        file_id: 'fil_a',
        place: 0,
        name: 'Prüfung.pdf',
      })
      .execute()
    for (const q of ['grusse lodz', 'GRÖSSE', 'Größ', 'lukasz g', 'smorrebrod', 'prufung'])
      expect(await idsOf(q), q).toEqual([id])
    expect((await search('lodz')).data[0].hit.text).toBe(text)
  })

  it('finds by reference, order number, name, e-mail and subject', async () => {
    const order = await shop.order()
    const { id, reference } = await begin('Where is it?', {
      about: { kind: 'order', id: order.row.id },
      subject: 'Quokka plush',
    })
    for (const q of [
      reference,
      reference.toLowerCase().replaceAll('-', ' '),
      order.row.reference,
      'Ava',
      'ava@example.com',
      'quokka',
    ])
      expect(await idsOf(q), q).toContain(id)
    const found = await search(reference)
    expect(found.data).toHaveLength(1)
    expect(found.data[0].hit).toMatchObject({ messageId: null, text: 'Quokka plush' })
  })

  it('finds a visitor by name and e-mail', async () => {
    const visitor = server.client('visitor:zed')
    const { id } = await begin('Hi', { name: 'Zed Quill', email: 'zed.quill@example.com' }, visitor)
    expect(await idsOf('zed q')).toEqual([id])
    expect(await idsOf('zed.quill@')).toEqual([id])
  })

  it('finds by name of a file, and shows the newest message that says it', async () => {
    const { id } = await begin('wombat one')
    const [row] = await shop.app.db.selectFrom('message').select('id').where('conversation_id', '=', id).execute()
    await shop.app.db
      .insertInto('message_file')
      .values({
        store_id: shop.app.storeId,
        message_id: String(row?.id),
        file_id: 'fil_x',
        place: 0,
        name: 'Invoice_2026-03 (final).pdf',
      })
      .execute()
    expect(await idsOf('invoice_2026-03')).toEqual([id])
    expect(await idsOf('invoice final')).toEqual([id])
    await ava.call('POST /conversations/:id/messages', { id, text: 'again: wombat', clientId: 'wombat-two' })
    const { data } = await search('wombat')
    expect(data.map((each: { hit: object }) => each.hit)).toEqual([
      expect.objectContaining({ text: 'again: wombat', position: 2 }),
    ])
  })

  it('does not find what was taken back, and finds notes for colleagues', async () => {
    const { id } = await begin('Hello')
    await sam.call('POST /conversations/:id/assignment', { id, staff: 'stf_sam' })
    const { message } = await sam.call('POST /conversations/:id/messages', {
      id,
      text: 'aardvark',
      clientId: 'aard-vark',
    })
    await sam.call('POST /conversations/:id/messages', { id, kind: 'note', text: 'numbat', clientId: 'num-bat-1' })
    expect(await idsOf('aardvark')).toEqual([id])
    await sam.call('POST /messages/:id/retraction', { id: message.id })
    expect(await idsOf('aardvark')).toEqual([])
    expect(await idsOf('numbat')).toEqual([id])
  })

  it('HC-55 shows another team’s to nobody else, by whatever it is looked for', async () => {
    const team = await shop.act('max', (work) => createTeam(work, { name: 'Fraud', members: ['stf_lea'] }))
    const order = await shop.order({ customer: 'ben' })
    const ben = server.client(shop.as('ben'))
    const { id, reference } = await begin(
      'okapi stolen card',
      { about: { kind: 'order', id: order.row.id }, subject: 'Okapi case' },
      ben,
    )
    await shop.app.db
      .insertInto('message_file')
      .values({
        store_id: shop.app.storeId,
        message_id: String((await search('okapi')).data[0].hit.messageId),
        file_id: 'fil_y',
        place: 0,
        name: 'okapi.png',
      })
      .execute()
    await max.call('POST /conversations/:id/assignment', { id, team: team.id })
    for (const q of ['okapi', 'stolen card', reference, order.row.reference, 'Ben', 'ben@example.com', 'okapi.png']) {
      expect(await idsOf(q), q).not.toContain(id)
      expect(await idsOf(q, server.client(shop.as('lea'))), q).toContain(id)
      expect(await idsOf(q, max), q).toContain(id)
    }
  })

  it('goes on page by page, each conversation once, newest first', async () => {
    const made: string[] = []
    for (let number = 0; number < 7; number++) {
      shop.app.clock.advance({ minutes: 1 })
      made.unshift((await begin(`capybara ${number} capybara`, { subject: 'capybara' })).id)
    }
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await search('capybara', sam, { limit: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.data.map((row: { conversation: { id: string } }) => row.conversation.id))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(made)
  })

  it('takes any text for what it is', async () => {
    for (const q of [`'); drop`, '%%%', '__', '\\\\', '🎉🎉', '&|!():*', '<b>', 'a b c d e', '"\' --'])
      expect((await search(q)).data, q).toEqual([])
    expect((await sam.send('GET', '/conversations/search?q=x')).status).toBe(400)
    expect((await sam.send('GET', '/conversations/search?q=xx&cursor=nonsense')).status).toBe(400)
    expect((await ava.send('GET', '/conversations/search?q=okapi')).status).toBe(403)
    expect(
      (
        await server
          .client({ kind: 'key', keyId: 'key_r', scopes: ['conversations:read'] })
          .send('GET', '/conversations/search?q=okapi')
      ).status,
    ).toBe(200)
    expect((await server.client('key:import').send('GET', '/conversations/search?q=okapi')).status).toBe(403)
  })
})

describe('the gate', () => {
  it('lets a few run, has a few wait, and turns the rest away', async () => {
    const gate = createGate({ atOnce: 2, waiting: 1 })
    const ends: (() => void)[] = []
    let [running, most] = [0, 0]
    const task = () =>
      gate.run(async () => {
        most = Math.max(most, ++running)
        await new Promise<void>((resolve) => ends.push(resolve))
        running--
      })
    const all = [task(), task(), task()]
    await expect(task()).rejects.toMatchObject({ status: 429, code: 'search_busy' })
    ends.shift()?.()
    await all[0]
    ends.shift()?.()
    await all[1]
    ends.shift()?.()
    await all[2]
    expect(most).toBe(2)
    await expect(gate.run(async () => 1)).resolves.toBe(1)
  })

  it.each([
    ['MR-7F3K-29Q', 'MR-7F3K-29Q'],
    ['mr 7f3k 29q', 'MR-7F3K-29Q'],
    ['mr7f3k29q', 'MR-7F3K-29Q'],
    ['MR-7F3K', null],
  ])('reads %s as %s', (text, reference) => expect(soughtOf(text).reference).toBe(reference))
})
