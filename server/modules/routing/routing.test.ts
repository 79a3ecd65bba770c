import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '#testing/app'
import { openFloor, type ChatFloor } from '#testing/chat-floor'

let floor: ChatFloor
beforeAll(async () => {
  floor = await openFloor()
})
afterAll(() => floor?.close())

describe('a chat', () => {
  test('reaches whoever is free, is accepted, and its place is free again when it is over', async () => {
    const sam = floor.as('sam')
    expect(await sam.call('PUT /presence', { status: 'online' })).toMatchObject({ here: true, load: 0, capacity: 3 })
    const socket = await sam.live()
    socket.watch(`agent:${floor.staff.sam}`)
    expect(await socket.next()).toMatchObject({ watching: true })
    const id = await floor.chat({ text: 'Where is my order?' })
    expect(await socket.next()).toMatchObject({ name: 'contact.offered', data: { conversationId: id } })
    const mine = await sam.call('GET /queue')
    expect(mine.offered).toMatchObject([{ conversationId: id, intent: 'track_order', state: 'offered' }])
    const [offered] = mine.offered
    const accepted = await sam.call('POST /contacts/:id/acceptance', { id: offered.id })
    expect(accepted).toMatchObject({ state: 'held', staff: { name: 'Sam Reed' } })
    expect(await sam.call('POST /contacts/:id/acceptance', { id: offered.id })).toEqual(accepted)
    const messages = await sam.call('GET /conversations/:id/messages', { id })
    expect(messages.data.at(-1).notice).toEqual({ code: 'joined', values: { name: 'Sam' } })
    expect(await sam.call('GET /conversations/:id/place', { id })).toMatchObject({
      state: 'with_person',
      person: { name: 'Sam' },
    })
    await sam.call('POST /conversations/:id/resolution', { id, cause: 'other' })
    await runJobs(floor.app)
    expect(await sam.call('GET /queue')).toMatchObject({ offered: [], held: [], presence: { load: 0 } })
    socket.close()
  })
})
