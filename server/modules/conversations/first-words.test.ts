import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, expect, test } from 'vitest'

let desk: SmallDesk
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterAll(async () => desk?.close())

const begin = async (text: string) => (await desk.as('ava').call('POST /conversations', { text })).conversation
const snippetOf = async (id: string) =>
  (await desk.as('sam').call('GET /conversations', { limit: 100 })).data.find((each: { id: string }) => each.id === id)
    .desk.snippet

test('the desk’s rows say what a matter is about, in the shopper’s first words', async () => {
  const { id } = await begin('My mug\n\nbroke')
  await desk.as('ava').call('POST /conversations/:id/messages', { id, text: 'Hello?', clientId: 'first-words-2' })
  await desk.as('sam').call('POST /conversations/:id/messages', { id, text: 'I’m here.', clientId: 'first-words-3' })
  expect(await snippetOf(id)).toBe('My mug broke')
})

test('without card numbers, and cut between characters as people see them', async () => {
  const card = await begin('Charge 4242 4242 4242 4242 please')
  expect(await snippetOf(card.id)).toBe('Charge •••• •••• •••• 4242 please')
  const family = '👩‍👩‍👧'
  const long = await begin(family.repeat(100))
  expect((await snippetOf(long.id)).replaceAll(family, '')).toBe('…')
})
