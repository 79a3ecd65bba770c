import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emailPort, type OutgoingMail } from '#modules/mail'
import { addMinutes } from '#platform/time'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { runJobs, runUntil } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import { drawTranscript } from './draw-transcript.ts'
import type { Transcript } from './transcript-of.ts'
import { writeTranscript } from './write-text.ts'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
let ava: TestClient
let sam: TestClient
const sent: OutgoingMail[] = []
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  shop.app.ports.set(emailPort, {
    send: async (mail) => {
      sent.push(mail)
      return { messageId: mail.messageId, response: 'kept' }
    },
  })
  server = await testServer(shop.app)
  ava = server.client(shop.as('ava'))
  sam = server.client(shop.as('sam'))
})
beforeEach(() => void (sent.length = 0))
afterAll(async () => {
  await server?.close()
  await shop?.app.close()
  await outside?.close()
})

let count = 0
const begin = async (client: TestClient, text: string, more: Record<string, unknown> = {}) =>
  (await client.call('POST /conversations', { text, ...more })).conversation as { id: string; reference: string }
const say = (client: TestClient, id: string, text: string, more: Record<string, unknown> = {}) =>
  client.call('POST /conversations/:id/messages', { id, text, clientId: `say-${++count}-----`, ...more })
const take = (id: string) => sam.call('POST /conversations/:id/assignment', { id, staff: 'stf_sam' })
const later = (minutes: number) => runUntil(shop.app, addMinutes(shop.app.clock.now(), minutes))

const family = '👩‍👩‍👧 🇩🇪 e\u0301'

describe('a transcript', () => {
  it('HC-57d holds what was said, exactly, without notes and what was taken back', async () => {
    const { id, reference } = await begin(ava, family, { subject: 'Mug' })
    await take(id)
    const { message } = await say(sam, id, 'Wrong window')
    await say(sam, id, 'Never tell', { kind: 'note' })
    await sam.call('POST /messages/:id/retraction', { id: message.id })
    await say(sam, id, 'Your mug is on its way.\n  It arrives Friday.')
    const json = await ava.call('GET /conversations/:id/transcript', { id })
    expect(json).toMatchObject({
      reference,
      subject: 'Mug',
      cut: false,
      people: [
        { name: 'ava Moore', side: 'shopper' },
        { name: 'sam', side: 'desk' },
      ],
    })
    expect(json.messages.map((each: { text: string }) => each.text)).toEqual([
      family,
      'Your mug is on its way.\n  It arrives Friday.',
    ])
    const text = await ava.send('GET', `/conversations/${id}/transcript?format=text&timeZone=Asia/Kolkata`)
    expect(text.headers.get('content-disposition')).toBe(`attachment; filename="${reference}.txt"`)
    expect(text.body).toContain(family)
    expect(text.body).toContain('8:30')
    expect(text.body).toContain('India Standard Time')
    expect(text.body).not.toMatch(/Never tell|Wrong window/)
    const pdf = await sam.send('GET', `/conversations/${id}/transcript?format=pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(String(pdf.body).slice(0, 5)).toBe('%PDF-')
  })

  it('is its owner’s and the desk’s', async () => {
    const { id } = await begin(ava, 'Mine')
    const ben = server.client(shop.as('ben'))
    expect((await ben.send('GET', `/conversations/${id}/transcript`)).status).toBe(404)
    expect((await ben.send('POST', `/conversations/${id}/transcript`, { body: {} })).status).toBe(404)
    expect((await server.client('anonymous').send('GET', `/conversations/${id}/transcript`)).status).toBe(401)
    expect((await ava.send('GET', `/conversations/${id}/transcript?format=doc`)).status).toBe(400)
    expect((await ava.send('GET', `/conversations/${id}/transcript?timeZone=Moon/Base`)).status).toBe(400)
  })

  it('is mailed to the account, whatever address is typed, as PDF and text', async () => {
    const { id, reference } = await begin(ava, family)
    expect(await ava.call('POST /conversations/:id/transcript', { id, email: 'else@example.com' })).toEqual({
      queued: true,
      to: 'ava@example.com',
    })
    await runJobs(shop.app)
    expect(sent.map(({ to }) => to.address)).toEqual(['ava@example.com'])
    expect(sent[0]?.text).toContain(`Reference ${reference}`)
    expect(sent[0]?.text).toContain(`http://store.test/conversations/${id}`)
    expect(sent[0]?.attachments?.map(({ name }) => name)).toEqual([`${reference}.pdf`, `${reference}.txt`])
    expect(Buffer.from(sent[0]?.attachments?.[1]?.content ?? '').toString()).toContain(family)
  })

  it('goes out by itself when it is solved, if the rules say so', async () => {
    const mailsAfter = async (rules: Record<string, unknown>, answered = true) => {
      sent.length = 0
      await shop.rules(rules)
      const { id } = await begin(ava, 'Hello')
      if (answered) await say(sam, id, 'Hi!')
      await sam.call('POST /conversations/:id/resolution', { id, cause: 'late' })
      await runJobs(shop.app)
      return sent.filter(({ subject }) => subject === 'What we talked about').length
    }
    expect(await mailsAfter({ transcript: 'stored' })).toBe(0)
    expect(await mailsAfter({})).toBe(1)
    expect(await mailsAfter({}, false)).toBe(0)
  })

  it('asks a visitor for an address, and gives them a link that opens it', async () => {
    const visitor = server.client('visitor:vi')
    const { id } = await begin(visitor, 'Hello')
    await expect(visitor.call('POST /conversations/:id/transcript', { id })).rejects.toMatchObject({
      code: 'no_address',
    })
    await visitor.call('POST /conversations/:id/transcript', { id, email: 'vi@example.com' })
    await runJobs(shop.app)
    expect(sent[0]?.text).toMatch(new RegExp(`/go-on/${id}\\?link=${id}\\.\\d+\\.[\\w-]{43}`))
  })

  it('goes to one address a few times an hour, whoever asks', async () => {
    const ask = async (name: string) => {
      const visitor = server.client(`visitor:${name}`)
      const { id } = await begin(visitor, 'Buy now')
      return (await visitor.send('POST', `/conversations/${id}/transcript`, { body: { email: 'victim@example.com' } }))
        .status
    }
    const answers: number[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) answers.push(await ask(name))
    expect(answers).toEqual([202, 202, 202, 202, 202, 429, 429])
    await runJobs(shop.app)
    expect(sent).toHaveLength(5)
  })

  const saidIn = (locale: string, text: string, times = 1): Transcript => ({
    reference: 'MR-7F3K-29Q',
    subject: 'ABC-123',
    store: 'Harbor Goods',
    openedAt: '2026-03-02T15:00:00.000Z',
    locale,
    timeZone: 'America/St_Johns',
    people: [{ name: 'Ava', side: 'shopper' }],
    messages: Array.from({ length: times }, () => ({
      at: '2026-03-02T15:00:00.000Z',
      by: 'Ava',
      side: 'shopper' as const,
      text,
      files: ['photo.jpg'],
    })),
    cut: false,
  })

  it.each(['en-US', 'de-DE', 'ar-EG', 'xx'])('is written and drawn in %s', async (locale) => {
    const transcript = saidIn(locale, `تم شحن ABC-123 اليوم\nשלום ${family} ${'x'.repeat(400)}`)
    expect(writeTranscript(transcript)).toContain(transcript.messages[0]?.text)
    expect(writeTranscript(transcript)).not.toMatch(/undefined|null/)
    const pdf = await drawTranscript(transcript)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('goes on over pages', async () => {
    const pdf = await drawTranscript(saidIn('en-US', 'The quick brown fox jumps over the lazy dog. '.repeat(10), 60))
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(5)
  })
})

describe('going on by mail', () => {
  it('tells where to go on, and mails answers that nobody has seen', async () => {
    const visitor = server.client('visitor:left')
    const { id, reference } = await begin(visitor, 'Hello', { locale: 'de' })
    await visitor.call('POST /conversations/:id/leaving', { id, email: 'left@example.com' })
    await runJobs(shop.app)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ subject: 'Es geht per Mail weiter', to: { address: 'left@example.com' } })
    expect(sent[0]?.text).toContain(reference)
    expect(sent[0]?.text).toContain(`?link=${id}.`)
    await take(id)
    const answer = 'Hallo,\n\n  <b>morgen</b> ⟦base⟧ kommt שלום'
    await say(sam, id, answer)
    const { message } = await say(sam, id, 'Falsches Fenster')
    await say(sam, id, 'Nur für uns', { kind: 'note' })
    await sam.call('POST /messages/:id/retraction', { id: message.id })
    await runJobs(shop.app)
    expect(sent).toHaveLength(1)
    await later(5)
    expect(sent.map(({ subject }) => subject)).toEqual(['Es geht per Mail weiter', 'Unsere Antwort'])
    expect(sent[1]?.text).toContain('Hallo,\n\n  <b>morgen</b> base kommt שלום')
    expect(sent[1]?.html).toContain('<p dir="auto"')
    expect(sent[1]?.html).toContain('&lt;b&gt;morgen&lt;/b&gt;')
    const { lastPosition } = await visitor.call('GET /conversations/:id', { id })
    const more = await say(sam, id, 'Noch etwas')
    await visitor.call('POST /conversations/:id/read', { id, position: more.message.position })
    expect(more.message.position).toBeGreaterThan(lastPosition)
    await later(5)
    // Other chats of these tests wait where nobody is, and go on by mail of their own by now.
    expect(sent.filter(({ to }) => to.address === 'left@example.com')).toHaveLength(2)
  })

  it('fills nobody’s mailbox, whoever types their address and however often', async () => {
    for (const name of ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7']) {
      const visitor = server.client(`visitor:${name}`)
      const { id } = await begin(visitor, 'Buy now')
      const left = await visitor.call('POST /conversations/:id/leaving', { id, email: 'flooded@example.com' })
      expect(left.channel).toBe('mail')
    }
    await runJobs(shop.app)
    expect(sent.filter(({ to }) => to.address === 'flooded@example.com')).toHaveLength(5)
  })

  it('mails nothing while both are in the chat', async () => {
    const { id } = await begin(ava, 'Hello')
    await take(id)
    await say(sam, id, 'Hi!')
    await later(5)
    expect(sent).toEqual([])
  })
})
