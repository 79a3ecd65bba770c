import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJobs } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { testServer, type TestClient, type TestServer } from '#testing/server'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
let importer: TestClient
let max: TestClient
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  server = await testServer(shop.app)
  importer = server.client('key:import')
  max = server.client(shop.as('max'))
})
afterAll(async () => {
  await server?.close()
  await shop?.app.close()
  await outside?.close()
})

async function take(kind: string, source: string, body: unknown) {
  const answer = await importer.send('POST', `/imports?kind=${kind}&source=${source}`, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}
const counts = async (kind: string, source: string, body: unknown) => {
  const { counts: counted, bad } = await take(kind, source, body)
  return { ...counted, bad: bad.map(({ line, code, param }: Record<string, unknown>) => [line, code, param]) }
}
const messagesOf = async (anyId: string) =>
  (await max.call('GET /conversations/:id/messages', { id: anyId })).data as Record<string, never>[]

const family = '👩‍👩‍👧 🇩🇪 e\u0301'

const zendesk = {
  id: 501,
  subject: 'Where is my lamp?',
  status: 'closed',
  created_at: '2025-11-03T10:00:00Z',
  updated_at: '2025-11-04T09:00:00Z',
  via: { channel: 'email' },
  tags: ['Late', 'lamp', 'late'],
  requester: { id: 9001, name: 'Ava Moore', email: 'AVA@example.com' },
  assignee: { id: 77, name: 'Sam Okafor', email: 'sam@harbor-goods.test' },
  comments: [
    {
      id: 2,
      author_id: 77,
      public: true,
      created_at: '2025-11-03T11:00:00Z',
      html_body: '<p>It is <b>on its way</b>.</p><script>x</script>',
    },
    {
      id: 1,
      author_id: 9001,
      public: true,
      created_at: '2025-11-03T10:00:00Z',
      plain_body: `${family} card 4242 4242 4242 4242`,
      attachments: [{ file_name: 'door.jpg' }],
    },
    { id: 3, author_id: 77, public: false, created_at: '2025-11-03T11:05:00Z', body: 'Seems honest' },
  ],
}

const gorgias = {
  id: 601,
  subject: 'Wrong size',
  channel: 'chat',
  status: 'open',
  language: 'de',
  created_datetime: '2025-12-01T08:00:00',
  customer: { id: 31, email: 'ben@example.com', firstname: 'Ben', lastname: 'Ode' },
  assignee_user: { email: 'sam@harbor-goods.test' },
  tags: [{ name: 'size' }],
  messages: [
    {
      id: 1,
      from_agent: false,
      public: true,
      created_datetime: '2025-12-01T08:00:00',
      sender: { name: 'Ben Ode' },
      body_html: '<div>Too small</div><div>really</div>',
    },
    {
      id: 2,
      from_agent: true,
      public: false,
      channel: 'internal-note',
      created_datetime: '2025-12-01T08:10:00',
      sender: { email: 'sam@harbor-goods.test' },
      body_text: 'ask Lea',
    },
  ],
}

const intercom = {
  type: 'conversation',
  id: '701',
  created_at: 1_764_576_000,
  updated_at: 1_764_580_000,
  title: '<p>Hello?</p>',
  state: 'closed',
  source: {
    type: 'conversation',
    id: '701-s',
    body: '<p>Hello?</p>',
    author: { type: 'user', id: 'u-1', name: 'Zoé', email: 'zoe@example.com' },
  },
  contacts: { contacts: [{ type: 'contact', id: 'u-1' }] },
  conversation_parts: {
    conversation_parts: [
      {
        id: 'p1',
        part_type: 'comment',
        created_at: 1_764_576_060,
        body: '<p>Hi Zoé</p>',
        author: { type: 'bot', id: 'b', name: 'Fin' },
      },
      { id: 'p2', part_type: 'assignment', created_at: 1_764_576_070, body: null, author: { type: 'admin', id: 'a' } },
      {
        id: 'p3',
        part_type: 'note',
        created_at: 1_764_576_080,
        body: '<p>VIP</p>',
        author: { type: 'admin', id: 'a', name: 'Lea Long' },
      },
      {
        id: 'p4',
        part_type: 'comment',
        created_at: 1_764_576_090,
        body: '<p>How can I help?</p>',
        author: { type: 'admin', id: 'a', name: 'Lea Long' },
      },
    ],
  },
}

describe('conversations of other desks', () => {
  it('HC-57d come in whole, in silence, once', async () => {
    const events = async () =>
      (await shop.app.db.selectFrom('event').select('id').where('name', 'like', 'conversation.%').execute()).length
    const before = await events()
    const file = [zendesk, { ...zendesk, id: 502, status: 'pending' }].map((row) => JSON.stringify(row)).join('\n')
    expect(await counts('conversations', 'zendesk', file)).toMatchObject({ read: 2, created: 2, bad: [] })
    expect(await counts('conversations', 'zendesk', { tickets: [zendesk], next_page: null })).toMatchObject({
      unchanged: 1,
    })
    await runJobs(shop.app)
    expect(await events()).toBe(before)
    expect(await shop.app.db.selectFrom('notification').selectAll().execute()).toEqual([])
    const conversation = await max.call('GET /conversations/:id', { id: 'ref:zendesk:501' })
    expect(conversation).toMatchObject({
      state: 'resolved',
      channel: 'mail',
      subject: 'Where is my lamp?',
      openedAt: '2025-11-03T10:00:00.000Z',
      lastMessageAt: '2025-11-03T11:00:00.000Z',
      lastPosition: 3,
      desk: {
        customer: { id: (shop.as('ava') as { customerId: string }).customerId },
        tags: ['lamp', 'late'],
        verified: false,
      },
    })
    const messages = await messagesOf('ref:zendesk:501')
    expect(messages.map(({ kind, text }) => [kind, text])).toEqual([
      ['message', `${family} card •••• •••• •••• 4242\n[door.jpg]`],
      ['message', 'It is on its way.'],
      ['note', 'Seems honest'],
    ])
    expect(
      messages.map(({ author }: Record<string, { kind: string; name: string }>) => [author?.kind, author?.name]),
    ).toEqual([
      ['shopper', 'Ava Moore'],
      ['staff', 'sam'],
      ['staff', 'sam'],
    ])
    expect(await max.call('GET /conversations/:id', { id: 'ref:zendesk:502' })).toMatchObject({
      state: 'open',
      desk: { assignee: { id: 'stf_sam' }, waitingSince: null },
    })
    // Whose it is sees it in their account, without the note.
    const ava = server.client(shop.as('ava'))
    expect((await ava.call('GET /conversations/:id/messages', { id: 'ref:zendesk:501' })).data).toHaveLength(2)
  })

  it('take what is new when they are sent again, and leave what goes on here', async () => {
    const longer = {
      ...zendesk,
      id: 502,
      status: 'closed',
      comments: [
        ...zendesk.comments,
        { id: 4, author_id: 9001, public: true, created_at: '2025-11-05T10:00:00Z', body: 'Thanks' },
      ],
    }
    expect(await counts('conversations', 'zendesk', [longer])).toMatchObject({ updated: 1 })
    expect(await max.call('GET /conversations/:id', { id: 'ref:zendesk:502' })).toMatchObject({
      state: 'resolved',
      lastPosition: 4,
    })
    expect(await counts('conversations', 'zendesk', [longer])).toMatchObject({ unchanged: 1 })
    const { conversation } = await server.client(shop.as('ava')).call('POST /conversations', { text: 'New' })
    expect(conversation.id).toBeDefined()
    await Promise.all([1, 2, 3].map(() => take('conversations', 'twice', [{ ...zendesk, id: 900 }])))
    expect(await messagesOf('ref:twice:900')).toHaveLength(3)
  })

  it('say since when somebody waits, also when the rest comes later', async () => {
    const says = (at: string, kind = 'shopper') => ({ reference: at, at, author: { kind }, text: `At ${at}` })
    const first = says('2025-10-01T10:00:00Z')
    const row = (state: string, ...more: object[]) => ({
      reference: 'W-1',
      openedAt: first.at,
      state,
      customer: { email: 'waits@example.com' },
      messages: [first, ...more],
    })
    const waitsAfter = async (...rows: object[]) => {
      await take('conversations', 'waits', rows)
      return (await max.call('GET /conversations/:id', { id: 'ref:waits:W-1' })).desk.waitingSince
    }
    const again = says('2025-10-02T10:00:00Z')
    expect(await waitsAfter(row('open', again))).toBe('2025-10-01T10:00:00.000Z')
    const third = says('2025-10-03T10:00:00Z')
    expect(await waitsAfter(row('open', again, third))).toBe('2025-10-01T10:00:00.000Z')
    const answer = says('2025-10-04T10:00:00Z', 'staff')
    const thanks = says('2025-10-05T10:00:00Z')
    expect(await waitsAfter(row('open', again, third, answer, thanks))).toBe('2025-10-05T10:00:00.000Z')
    expect(await waitsAfter(row('resolved', again, third, answer, thanks))).toBeNull()
  })

  it('of Gorgias and Intercom, with their own words for things', async () => {
    expect(await counts('conversations', 'gorgias', { data: [gorgias], object: 'list' })).toMatchObject({ created: 1 })
    expect(await max.call('GET /conversations/:id', { id: 'ref:gorgias:601' })).toMatchObject({
      state: 'open',
      desk: {
        customer: { name: expect.any(String), email: 'ben@example.com' },
        assignee: { id: 'stf_sam' },
        waitingSince: expect.any(String),
      },
    })
    expect((await messagesOf('ref:gorgias:601')).map(({ kind, text }) => [kind, text])).toEqual([
      ['message', 'Too small\nreally'],
      ['note', 'ask Lea'],
    ])
    const list = { type: 'conversation.list', conversations: [intercom] }
    expect(await counts('conversations', 'intercom', list)).toMatchObject({ created: 1 })
    const said = await messagesOf('ref:intercom:701')
    expect(
      said.map(({ kind, author, text }: Record<string, never>) => [
        kind,
        (author as unknown as { kind: string }).kind,
        text,
      ]),
    ).toEqual([
      ['message', 'shopper', 'Hello?'],
      ['message', 'assistant', 'Hi Zoé'],
      ['note', 'staff', 'VIP'],
      ['message', 'staff', 'How can I help?'],
    ])
    expect(said[3]?.author).toMatchObject({ name: 'Lea' })
  })

  it('of any other desk, plainly, with the order they are about', async () => {
    const order = await shop.order()
    const row = {
      reference: 'A-1',
      openedAt: '2025-10-01T10:00:00Z',
      state: 'resolved',
      order: order.row.reference,
      customer: { email: 'new@example.com', name: 'New One' },
      messages: [{ reference: '1', at: '2025-10-01T10:00:00Z', author: { kind: 'shopper' }, text: 'Hi' }],
    }
    expect(await counts('conversations', 'own', [row])).toMatchObject({ created: 1 })
    expect(await max.call('GET /conversations/:id', { id: 'ref:own:A-1' })).toMatchObject({
      orderId: order.row.id,
      about: { kind: 'order', id: order.row.id },
      desk: { customer: { email: 'new@example.com' } },
    })
  })

  it('every bad row is said with its line, and the good ones are kept', async () => {
    const rows = [
      { ...zendesk, id: 601 },
      { ...zendesk, id: null },
      { ...zendesk, id: 603, created_at: 'yesterday' },
      { ...zendesk, id: 604, comments: [] },
      { ...gorgias, id: 605, messages: [{ id: 1, body_text: 'x' }] },
      { reference: 'x', openedAt: '2025-10-01T10:00:00Z', customer: {}, messages: [] },
      { nothing: 'known' },
      { ...zendesk, id: 608 },
    ]
    const file = [...rows.map((row) => JSON.stringify(row)), '{"id":'].join('\n')
    expect(await counts('conversations', 'bad', file)).toMatchObject({
      created: 2,
      bad: [
        [2, 'missing_field', 'id'],
        [3, 'invalid_value', 'created_at'],
        [4, 'no_messages', 'messages'],
        [5, 'missing_field', 'messages[0].created_datetime'],
        [6, 'missing_field', 'customer'],
        [7, 'missing_field', 'openedAt'],
        [9, 'row_incomplete', null],
      ],
    })
    const answer = await importer.send('POST', '/imports?kind=conversations', {
      body: 'id,subject\n1,x\n',
      headers: { 'content-type': 'text/csv' },
    })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'wrong_format' } } })
  })
})

describe('macros of other desks', () => {
  it('come with our names for what they know, each once', async () => {
    const macros = [
      {
        id: 1,
        title: 'Late parcel',
        active: true,
        actions: [
          {
            field: 'comment_value',
            value: ['channel:all', 'Hi {{ticket.requester.first_name | default: "you"}}, {{current_user.name}} here.'],
          },
          { field: 'current_tags', value: 'late parcel' },
          { field: 'status', value: 'solved' },
        ],
      },
      { id: 2, title: 'Put aside', active: false, actions: [{ field: 'status', value: 'solved' }] },
      {
        id: 3,
        title: 'Unknown',
        active: true,
        actions: [{ field: 'comment_value', value: '{{ticket.organization.name}}' }],
      },
      {
        id: 4,
        title: 'Conditions',
        active: true,
        actions: [{ field: 'comment_value', value: '{% if x %}a{% endif %}' }],
      },
    ]
    expect(await counts('macros', 'zendesk', { macros })).toMatchObject({
      created: 1,
      unchanged: 1,
      bad: [
        [3, 'unknown_variable', 'text'],
        [4, 'template_invalid', 'text'],
      ],
    })
    expect(await counts('macros', 'zendesk', { macros: [macros[0]] })).toMatchObject({ unchanged: 1 })
    const { data } = await max.call('GET /macros', { q: 'late parcel' })
    expect(data).toEqual([
      expect.objectContaining({
        name: 'Late parcel',
        text: 'Hi {{contact.first_name | default: "you"}}, {{agent.first_name}} here.',
        actions: [
          { do: 'tag', tag: 'late' },
          { do: 'tag', tag: 'parcel' },
          { do: 'resolve', cause: 'other' },
        ],
      }),
    ])
  })

  it('of Gorgias, Intercom, and plainly; a name that is taken gets a number', async () => {
    const gorgiasMacro = {
      id: 5,
      name: 'Late parcel',
      language: 'de',
      actions: [
        { name: 'setResponseText', arguments: { body_html: '<p>Hallo {{ticket.customer.firstname}}</p>' } },
        { name: 'addTags', arguments: { tags: 'spät' } },
        { name: 'addInternalNote', arguments: { body_text: 'told' } },
      ],
    }
    const intercomMacro = {
      type: 'macro',
      id: '6',
      name: 'Late parcel',
      body: '<p>Hi {{first_name | fallback:"there"}}</p>',
    }
    expect(await counts('macros', 'gorgias', { data: [gorgiasMacro] })).toMatchObject({ created: 1 })
    expect(await counts('macros', 'intercom', { data: [intercomMacro] })).toMatchObject({ created: 1 })
    expect(await counts('macros', 'own', '{"reference":"7","name":"Plain","text":"Bye {{store.name}}"}')).toMatchObject(
      { created: 1 },
    )
    const { data } = await max.call('GET /macros', { limit: 100 })
    const known = new Map(
      data.map((macro: { name: string; locale: string | null; text: string }) => [
        `${macro.name} ${macro.locale}`,
        macro.text,
      ]),
    )
    expect(known.get('Late parcel de')).toBe('Hallo {{contact.first_name}}')
    expect(known.get('Late parcel 2 null')).toBe('Hi {{contact.first_name | default: "there"}}')
    expect(known.get('Plain null')).toBe('Bye {{store.name}}')
  })
})
