import { openDesk, type SmallDesk, uploadPicture } from '#testing/small-desk'
import { afterAll, beforeAll, expect, test } from 'vitest'

let desk: SmallDesk
let id: string
let sockets: { close(): void }[] = []

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  id = (await desk.as('ava').call('POST /conversations', { text: 'Hello', clientId: 'hello-hello' })).conversation.id
  await desk.as('sam').call('POST /conversations/:id/assignment', { id, staff: desk.staff.sam })
})

afterAll(async () => {
  for (const socket of sockets) socket.close()
  sockets = []
  await desk.close()
})

async function watching(who: string, ...topics: string[]) {
  const socket = await desk.as(who).live()
  sockets.push(socket)
  for (const topic of topics) {
    socket.watch(topic)
    expect(await socket.next()).toMatchObject({ topic, watching: true })
  }
  return socket
}

test('HC-35 (c) an agent who writes a note, or merely looks, is not seen by the shopper; one who types is', async () => {
  const topic = `conversation:${id}`
  const ava = await watching('ava', topic)
  const lee = await watching('lee', topic, `desk:${id}`)
  const sam = await watching('sam', topic, `desk:${id}`)
  sam.say({ type: 'signal', topic, signal: 'typing', kind: 'note' })
  sam.say({ type: 'signal', topic, signal: 'viewing' })
  sam.say({ type: 'signal', topic: `desk:${id}`, signal: 'typing', kind: 'note' })
  expect(await lee.next()).toMatchObject({
    topic: `desk:${id}`,
    signal: 'typing',
    kind: 'note',
    by: { kind: 'staff', name: 'Sam' },
  })
  sam.say({ type: 'signal', topic, signal: 'typing' })
  // The first thing that Ava hears is the typing of an answer.
  expect(await ava.next()).toMatchObject({ topic, signal: 'typing', by: { kind: 'staff', name: 'Sam' } })
  ava.say({ type: 'signal', topic, signal: 'typing' })
  expect(await sam.next()).toMatchObject({ topic, signal: 'typing', by: { kind: 'shopper', name: 'Ava Stone' } })
})

test('a shopper cannot say anything to the desk, nor look into it', async () => {
  const ben = await desk.as('ben').live()
  sockets.push(ben)
  ben.watch(`conversation:${id}`)
  expect(await ben.next()).toMatchObject({ error: { code: 'not_found' } })
  ben.say({ type: 'signal', topic: `conversation:${id}`, signal: 'typing' })
  ben.watch(`desk:${id}`)
  expect(await ben.next()).toMatchObject({ error: { code: 'not_found' } })
})

test('a message travels whole, its files with a link of each one’s own, and in the order in which it was said', async () => {
  const topic = `conversation:${id}`
  const ava = await watching('ava', topic)
  const sam = await watching('sam', topic)
  const file = await uploadPicture(desk.as('ava'), 'handle.png')
  const sent = await desk
    .as('ava')
    .call('POST /conversations/:id/messages', { id, text: 'Look', files: [file], clientId: 'with-a-picture' })
  await desk
    .as('ava')
    .call('POST /conversations/:id/messages', { id, text: 'Do you see it?', clientId: 'behind-a-picture' })
  const [toAva, toSam] = [await ava.next(), await sam.next()]
  const listed = (await desk.as('ava').call('GET /conversations/:id/messages', { id })).data.at(-2)
  expect(toAva.data.message).toEqual(listed)
  expect(toAva.data.message).toEqual(sent.message)
  expect(toSam).toMatchObject({
    name: 'message.posted',
    data: { message: { id: sent.message.id, files: [{ id: file, mediaType: 'image/png' }] } },
  })
  const [ofAva, ofSam] = [toAva.data.message.files[0].url, toSam.data.message.files[0].url]
  expect(ofAva).not.toBe(ofSam)
  expect((await desk.as('ava').send('GET', ofAva)).status).toBe(200)
  expect((await desk.as('sam').send('GET', ofSam)).status).toBe(200)
  expect((await desk.as('ava').send('GET', ofSam)).status).toBe(404)
  expect(await ava.next()).toMatchObject({ version: toAva.version + 1, data: { message: { text: 'Do you see it?' } } })
})

test('a page that was away is told what it missed, once and in order, by its version', async () => {
  const { version } = await desk.as('ava').call('GET /conversations/:id/messages', { id })
  for (const number of [1, 2, 3])
    await desk
      .as('sam')
      .call('POST /conversations/:id/messages', { id, text: `missed ${number}`, clientId: `missed-${number}` })
  const socket = await desk.as('ava').live()
  sockets.push(socket)
  socket.watch(`conversation:${id}`, version)
  expect(await socket.next()).toMatchObject({ watching: true })
  const frames = [await socket.next(), await socket.next(), await socket.next()]
  expect(frames.map((frame) => [frame.version, frame.data.message.text])).toEqual([
    [version + 1, 'missed 1'],
    [version + 2, 'missed 2'],
    [version + 3, 'missed 3'],
  ])
})

test('messages that were moved elsewhere: whoever shows the conversation is told to read it anew', async () => {
  const ben = desk.as('ben')
  const { conversation } = await ben.call('POST /conversations', { text: 'A mug', clientId: 'a-mug-and-a-lamp' })
  const { message } = await ben.call('POST /conversations/:id/messages', {
    id: conversation.id,
    text: 'And a lamp',
    clientId: 'and-a-lamp',
  })
  const topic = `conversation:${conversation.id}`
  const lee = await watching('lee', topic)
  const { split } = await desk
    .as('sam')
    .call('POST /conversations/:id/split', { id: conversation.id, messages: [message.id] })
  expect(await lee.next()).toMatchObject({ topic, data: { moved: true } })
  await desk.as('sam').call('DELETE /splits/:id', { id: split.id })
  expect(await lee.next()).toMatchObject({ topic, data: { moved: true } })
})
