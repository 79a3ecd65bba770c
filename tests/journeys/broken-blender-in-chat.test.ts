import sharp from 'sharp'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { sweepRouting } from '#modules/routing'
import { customer, doors, products } from '../harness/goods.ts'
import { openStore, type OpenStore } from '../harness/open-store.ts'
import { deliver } from '../harness/parcels.ts'

vi.setConfig({ testTimeout: 90_000 })

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
  await store.importRows('products', products)
  await store.importRows(
    'customers',
    ['ava', 'ben'].map((name) => customer(name, `${name} Shopper`, '2025-06-01T00:00:00Z')),
  )
})
afterAll(() => store?.close())

async function photoOf(who: string): Promise<string> {
  const content = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a05030' } })
    .jpeg()
    .toBuffer()
  const form = new FormData()
  form.append('file', new Blob([content as BlobPart]), 'broken.jpg')
  const { body } = await store.as(who).send('POST', '/files', { body: form })
  return body.id
}

/** A shopper shows in the chat what came broken; answers the conversation and the item it is about. */
async function showsWhatBroke(who: 'ava' | 'ben', to: (typeof doors)[keyof typeof doors]) {
  const { reference } = await deliver(store, { customer: who, to, lines: [{ variant: 'lamp-ash', quantity: 1 }] })
  const order = await store.as(`shopper:${who}`).call('GET /orders/:id', { id: `ref:import:${reference}` })
  const [item] = order.items
  const photo = await photoOf(`shopper:${who}`)
  const { conversation } = await store.as(`shopper:${who}`).call('POST /conversations', {
    about: { kind: 'item', id: item.id },
    intent: 'damaged',
    text: 'It came broken, look.',
    files: [photo],
    clientId: `first-of-${who}`,
  })
  return { order, item, photo, conversation }
}

const offersTo = async (who: string) => (await store.as(`staff:${who}`).call('GET /queue')).offered

it('broken, shown in the chat, put right by the agent in one step; the transcript is in the mail', async () => {
  await store.as('staff:sam').call('PUT /presence', { status: 'online' })
  const live = await store.as('staff:sam').live()
  const { order, item, photo, conversation } = await showsWhatBroke('ava', doors.elm)
  await store.settle()
  const [offer] = await offersTo('sam')
  expect(offer).toMatchObject({ conversationId: conversation.id, intent: 'damaged', state: 'offered' })
  live.close()
  const sam = store.as('staff:sam')
  await sam.call('POST /contacts/:id/acceptance', { id: offer.id })
  const { data } = await sam.call('GET /conversations/:id/messages', { id: conversation.id })
  expect(data[0]).toMatchObject({ text: 'It came broken, look.', files: [{ id: photo, mediaType: 'image/jpeg' }] })

  const problem = await sam.call('POST /problems', { item: item.id, kind: 'damaged', files: [photo] })
  expect(problem.remedies[0]).toMatchObject({ id: 'rem_replacement', recommended: true })
  const done = await sam.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_replacement' })
  expect(done).toMatchObject({
    state: 'remedied',
    replacement: { state: 'requested' },
    return: { id: expect.any(String) },
  })

  await sam.call('POST /conversations/:id/messages', {
    id: conversation.id,
    text: 'I am so sorry. A new one is on its way; send the old one back whenever you like.',
    clientId: 'answer-to-ava',
  })
  await sam.call('POST /conversations/:id/resolution', { id: conversation.id, cause: 'damaged' })
  await store.settle()
  await store.wait({ minutes: 30 })
  const mails = (await store.mails()).filter((mail) => mail.to.includes('ava'))
  const transcript = mails.find((mail) => mail.subject === 'What we talked about')
  expect(transcript?.text).toContain(conversation.reference)
  expect(mails.find((mail) => mail.subject.startsWith('A new one'))?.text).not.toContain('turn up')
  const seen = await store.as('shopper:ava').call('GET /orders/:id', { id: order.id })
  expect(seen.items.some((each: { state: { code: string } }) => each.state.code !== 'delivered')).toBe(true)
})

it('the agent vanishes in the middle: the next one has everything, and the shopper is told', async () => {
  await store.as('staff:sam').call('PUT /presence', { status: 'online' })
  const { item, photo, conversation } = await showsWhatBroke('ben', doors.oak)
  await store.settle()
  const [offer] = await offersTo('sam')
  await store.as('staff:sam').call('POST /contacts/:id/acceptance', { id: offer.id })
  const problem = await store.as('staff:sam').call('POST /problems', { item: item.id, kind: 'damaged', files: [photo] })
  // Nothing is heard from that screen any more; its last heartbeat is made old, as time would do.
  await store.app.pool.query(
    "update presence set heartbeat_at = heartbeat_at - interval '10 minutes' where status = 'online'",
  )
  await store.as('staff:ann').call('PUT /presence', { status: 'online' })
  await sweepRouting(store.app)
  await store.settle()
  const [next] = await offersTo('ann')
  expect(next).toMatchObject({ conversationId: conversation.id, waitingFrom: offer.waitingFrom })
  await store.as('staff:ann').call('POST /contacts/:id/acceptance', { id: next.id })
  const { data } = await store.as('shopper:ben').call('GET /conversations/:id/messages', { id: conversation.id })
  expect(data.flatMap(({ notice }: { notice: { code: string } | null }) => notice?.code ?? [])).toContain('agent_gone')
  await expect(
    store.as('staff:sam').call('POST /conversations/:id/messages', {
      id: conversation.id,
      text: 'I am back',
      clientId: 'back-again',
    }),
  ).rejects.toMatchObject({ code: 'not_joined' })
  const done = await store
    .as('staff:ann')
    .call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_replacement' })
  expect(done).toMatchObject({ state: 'remedied', replacement: { state: 'requested' } })
})
