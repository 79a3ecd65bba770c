import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Agent, openAgent } from './agent.ts'
import { desktop, expectSound, launch, openScreen, phone, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let agent: Agent
const open: Screen[] = []
const patient = { timeout: 15_000 }

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  agent = await openAgent(store)
})
afterEach(async () => {
  for (const screen of open.splice(0)) await screen.close()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

async function screenOf(look: Parameters<typeof openScreen>[2]): Promise<Screen> {
  const screen = await openScreen(browser, store.url, look)
  open.push(screen)
  return screen
}

/** Begins a conversation about an order from its page, and answers its id. */
async function begin(page: Page, order: string, text: string): Promise<string> {
  // Where sockets are blocked it keeps asking: the network is never idle.
  await visit(page, '/orders', 'load')
  await page.locator('article', { hasText: order }).getByRole('link', { name: 'Get help' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'How can we help?' }).waitFor()
  await page.getByLabel('What can we put right?').fill(text)
  await page.getByRole('button', { name: /Start the chat|Send the message/ }).click()
  await page.waitForURL('**/conversations/*')
  await page.getByRole('log').getByText(text).waitFor()
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

const said = (page: Page) => page.getByRole('log').locator('[dir=auto]').allInnerTexts()
const write = async (page: Page, text: string) => {
  await page.getByLabel('Write a message').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}
const stored = async (id: string) => {
  const { data } = await agent.call<{ data: { text: string; kind: string }[] }>(
    `GET /conversations/${id}/messages?limit=200`,
  )
  return data.filter(({ kind }) => kind === 'message').map(({ text }) => text)
}

test('HC-36 Call Me: out of hours a time; else two taps from an order to a place in line, then the call and what was agreed', async () => {
  await sql`update customer set phone = '+15035550110' where name like 'Ben %'`.execute(store.app.db)
  const screen = await screenOf({ viewport: phone, as: 'ben' })
  const { page } = screen
  await visit(page, '/call')
  await page.getByText('Nobody is at the phone right now.').waitFor(patient)
  await page.getByRole('button', { name: 'When suits you?' }).waitFor()
  await agent.call('PUT /presence', { status: 'online' })
  await store.settle()
  await visit(page, '/orders')
  await page.locator('article a[href*="/orders/"]').first().tap()
  await page.getByRole('link', { name: 'Call me', exact: true }).tap()
  await page.getByRole('button', { name: 'Call me now' }).waitFor(patient)
  await expectSound(screen, 'asking to be called')
  await page.getByRole('button', { name: 'Call me now' }).tap()
  await page.waitForURL('**/calls/*')
  await page.getByRole('heading', { level: 1, name: 'You’re in line, we’ll call you' }).waitFor()
  await store.settle()
  const { offered } = await agent.call<{ offered: { id: string; channel: string; conversationId: string }[] }>(
    'GET /queue',
  )
  const contact = offered.find(({ channel }) => channel === 'call')
  expect(contact).toBeDefined()
  await agent.call(`POST /contacts/${contact?.id}/acceptance`)
  await store.settle()
  await page.getByRole('heading', { level: 1, name: /Your phone is ringing/ }).waitFor(patient)
  const { data } = await agent.call<{ data: { calls: { id: string }[] }[] }>(
    `GET /conversations/${contact?.conversationId}/calls`,
  )
  const id = data[0]?.calls[0]?.id
  await agent.call(`POST /calls/${id}/result`, { result: 'connected' })
  await store.settle()
  await page.getByRole('heading', { level: 1, name: /You’re speaking with/ }).waitFor(patient)
  await agent.call(`POST /calls/${id}/hang-up`)
  await store.settle()
  await page.getByRole('heading', { level: 1, name: /You spoke with/ }).waitFor(patient)
  await agent.call(`POST /calls/${id}/wrap-up`, { clientId: 'wrap-up-0001', agreed: 'A new lamp leaves today.' })
  await page.getByText('A new lamp leaves today.').waitFor(patient)
  await expectSound(screen, 'a call that is over')
  await agent.call('PUT /presence', { status: 'offline' })
  await store.settle()
})

test('from an order to a person: what it is about goes along, and both sides see what is said', async () => {
  const screen = await screenOf({ viewport: phone, as: 'ava' })
  const { page } = screen
  await visit(page, '/orders')
  await page.locator('article', { hasText: 'LK-1001' }).getByRole('link', { name: 'Get help' }).first().tap()
  await page.getByRole('heading', { name: 'Put it right now' }).waitFor()
  await page.getByLabel('What can we put right?').waitFor()
  await expectSound(screen, 'help with an item')
  const id = await begin(page, 'LK-1001', 'My lamp is not here')
  const { about, orderId } = await agent.call<{ about: { kind: string }; orderId: string }>(`GET /conversations/${id}`)
  expect([about.kind, orderId]).toEqual(['item', expect.stringContaining('ord_')])
  await agent.answer(id, 'Hello Ava, I look at it.')
  await page.getByRole('log').getByText('Hello Ava, I look at it.').waitFor()
  await expectSound(screen, 'a conversation')
  await write(page, 'Thank you')
  await page.getByText('Sent', { exact: true }).waitFor()
  expect(await stored(id)).toEqual(['My lamp is not here', 'Hello Ava, I look at it.', 'Thank you'])
  await visit(page, '/conversations')
  await expectSound(screen, 'the list of conversations')
})

test('a lost network: what is written waits, goes out in order, and is there once', async () => {
  const { page } = await screenOf({ viewport: phone, as: 'ben' })
  const id = await begin(page, 'LK-', 'First')
  await page.context().setOffline(true)
  await write(page, 'Second')
  await write(page, 'Third')
  await page.getByText('Goes out as soon as you’re connected again').first().waitFor()
  await agent.answer(id, 'Meanwhile')
  expect(await stored(id)).toEqual(['First', 'Meanwhile'])
  await page.context().setOffline(false)
  await expect.poll(() => stored(id), patient).toEqual(['First', 'Meanwhile', 'Second', 'Third'])
  await expect.poll(() => said(page), patient).toEqual(['First', 'Meanwhile', 'Second', 'Third'])
})

test('an answer that never arrives: the message is sent again and stored once', async () => {
  const { page } = await screenOf({ as: 'ben' })
  const id = await begin(page, 'LK-', 'One')
  let lost = 0
  await page.route('**/conversations/*/messages', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return await route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await write(page, 'Two')
  await write(page, 'Three')
  await expect.poll(() => stored(id), patient).toEqual(['One', 'Two', 'Three'])
  await expect.poll(() => said(page), patient).toEqual(['One', 'Two', 'Three'])
  expect(lost).toBeGreaterThan(1)
})

test('what was written without a network is not lost by a reload', async () => {
  const { page } = await screenOf({ as: 'ben' })
  const id = await begin(page, 'LK-', 'Before')
  await page.route('**/api/v1/conversations/*/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await write(page, 'Written on a train')
  await page.getByText('Sending …').waitFor()
  await page.getByLabel('Write a message').fill('Half a sent')
  await page.unroute('**/api/v1/conversations/*/messages')
  await page.reload()
  await page.getByRole('log').getByText('Written on a train').waitFor()
  await expect.poll(() => stored(id), patient).toEqual(['Before', 'Written on a train'])
  expect(await page.getByLabel('Write a message').inputValue()).toBe('Half a sent')
})

test('a tab that slept, and a server that restarted: everything is there, once and in order', async () => {
  const { page } = await screenOf({ as: 'chloe' })
  const id = await begin(page, 'LK-', 'Before I sleep')
  await agent.answer(id, 'One')
  await page.getByRole('log').getByText('One').waitFor()
  // Asleep: nothing runs, and the socket dies without a word.
  const asleep = await page.context().newCDPSession(page)
  await asleep.send('Page.setWebLifecycleState', { state: 'frozen' })
  for (const text of ['Two', 'Three', 'Four']) await agent.answer(id, text)
  await store.restart()
  for (const text of ['Five', 'Six']) await agent.answer(id, text)
  await asleep.send('Page.setWebLifecycleState', { state: 'active' })
  const all = ['Before I sleep', 'One', 'Two', 'Three', 'Four', 'Five', 'Six']
  await expect.poll(() => said(page), { timeout: 15_000 }).toEqual(all)
  await write(page, 'Awake')
  await expect.poll(() => stored(id), patient).toEqual([...all, 'Awake'])
})

test('HC-35 (a) two tabs: one sound, the same draft, and both badges zero as soon as one has read', async () => {
  const { page } = await screenOf({ as: 'ava' })
  const sounds = () => Promise.all(tabs.map((tab) => tab.evaluate(() => (window as never as { tones: number }).tones)))
  await page.context().addInitScript(() => {
    const counter = window as never as { tones: number }
    counter.tones = 0
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (...when) {
      counter.tones += 1
      start.apply(this, when)
    }
  })
  const id = await begin(page, 'LK-1002', 'In two tabs')
  const second = await page.context().newPage()
  const tabs = [page, second]
  await visit(second, '/orders')
  await second.goto(`/conversations/${id}`)
  await second.getByRole('log').getByText('In two tabs').waitFor()
  await page.bringToFront()
  await page.getByLabel('Write a message').fill('A draft that')
  await expect.poll(() => second.getByLabel('Write a message').inputValue(), patient).toBe('A draft that')
  const list = await page.context().newPage()
  await visit(list, '/orders')
  await agent.answer(id, 'For both of you')
  for (const tab of tabs) await tab.getByRole('log').getByText('For both of you').waitFor()
  await expect.poll(async () => (await sounds()).reduce((sum, count) => sum + count, 0), patient).toBe(1)
  for (const tab of [...tabs, list])
    await expect
      .poll(
        () =>
          tab
            .getByRole('navigation')
            .getByRole('link', { name: /^Messages/ })
            .innerText(),
        { timeout: 2_000 },
      )
      .toMatch(/^Messages\s*$/)
})

test('HC-35 (b)(c) a typing mark ends by itself, ends when told to, and a note or a mere click makes none', async () => {
  const { page } = await screenOf({ as: 'ava' })
  await page.clock.install()
  const id = await begin(page, 'LK-1002', 'Do you type?')
  await agent.answer(id, 'I do')
  await page.getByRole('log').getByText('I do').waitFor()
  const desk = await agent.live(`conversation:${id}`)
  const mark = page.getByText(/is writing …/)
  desk.say('typing')
  await mark.waitFor()
  await page.clock.fastForward(15_000)
  await mark.waitFor({ state: 'detached' })
  desk.say('typing')
  await mark.waitFor()
  desk.say('stopped')
  await mark.waitFor({ state: 'detached' })
  await agent.call(`POST /conversations/${id}/messages`, { kind: 'note', text: 'Only for us', clientId: 'note-12345' })
  const notes = await agent.live(`desk:${id}`)
  notes.say('typing')
  await agent.answer(id, 'After the note')
  await page.getByRole('log').getByText('After the note').waitFor()
  expect(await page.getByText('Only for us').count()).toBe(0)
  expect(await mark.count()).toBe(0)
  desk.close()
  notes.close()
})

test('HC-35 (d) only a new message of the other side is unread', async () => {
  const { page } = await screenOf({ as: 'ava' })
  const id = await begin(page, 'LK-1002', 'A question')
  await agent.answer(id, 'An answer')
  await agent.call(`PUT /conversations/${id}/tags`, { tags: ['lamp'] })
  const { unread } = await agent.call<{ unread: number }>(`GET /conversations/${id}`)
  expect(unread).toBe(0)
})

test('as soon as it is sent its line says so, then how things stand, and nobody answers what is solved', async () => {
  const { page } = await screenOf({ viewport: phone, as: 'ben' })
  const held = Promise.withResolvers<void>()
  await page.route('**/conversations/*/place', async (route) => {
    await held.promise
    await route.continue()
  })
  const id = await begin(page, 'LK-', 'Is anybody there?')
  await page.getByText('We have your message').waitFor()
  held.resolve()
  await page.getByText('Nobody is here just now').waitFor(patient)
  await agent.answer(id, 'I am')
  await page.getByText(/answers you/).waitFor()
  await page.getByRole('button', { name: 'Yes, it did' }).tap()
  await page.getByText('Thank you. Good to know.').waitFor()
  expect(await page.getByText(/answers you/).count()).toBe(0)
})

test('where nobody is, help offers what works: the orders, and no mail to write', async () => {
  const { page } = await screenOf({ viewport: phone, as: 'ben' })
  await visit(page, '/contact')
  await page.getByText('Works right now, too').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Put it right yourself, in your orders' }).waitFor()
  expect(await page.locator('main a[href^="mailto:"]').count()).toBe(0)
})

test('an incident is said where somebody asks for help, and in the list with the orders that it hits', async () => {
  const text = 'A storm closed a hub. Your parcel waits there, dry.'
  await agent.call('POST /incidents', {
    title: 'Storm',
    banner: { en: text },
    filter: { from: '2026-10-01T00:00:00Z' },
  })
  await store.settle()
  const screen = await screenOf({ viewport: phone, as: 'ben' })
  const { page } = screen
  await visit(page, '/orders')
  const banner = page.getByRole('status').filter({ hasText: text })
  await banner
    .getByRole('link', { name: /^Order LK-/ })
    .first()
    .waitFor()
  await expectSound(screen, 'orders that an incident hits')
  await banner
    .getByRole('link', { name: /^Order LK-/ })
    .first()
    .tap()
  await page.waitForURL('**/orders/ord_*')
  await banner.waitFor()
  await expect.poll(() => banner.getByRole('link').count()).toBe(0)
  await visit(page, `/contact?order=${new URL(page.url()).pathname.split('/').at(-1)}`)
  await banner.waitFor()
  await expectSound(screen, 'help with an order that an incident hits')
})

test('where sockets are blocked it goes on by asking', async () => {
  const { page } = await screenOf({ as: 'chloe' })
  await page.routeWebSocket('**/api/v1/live', (socket) => void socket.close())
  const polls: string[] = []
  page.on('request', (request) => request.url().includes('/live/poll') && polls.push(request.url()))
  const id = await begin(page, 'LK-', 'No sockets here')
  await expect.poll(() => polls.length, { timeout: 10_000 }).toBeGreaterThan(0)
  await agent.answer(id, 'It arrives all the same')
  await page.getByRole('log').getByText('It arrives all the same').waitFor()
  const signals = page.waitForRequest((request) => request.url().endsWith('/live/signals'))
  await write(page, 'And back')
  expect((await (await signals).response())?.status()).toBe(204)
  await expect.poll(() => stored(id), patient).toEqual(['No sockets here', 'It arrives all the same', 'And back'])
})

test('another person’s conversation is not there', async () => {
  const { page } = await screenOf({ as: 'ava' })
  const id = await begin(page, 'LK-1002', 'Mine')
  const other = await screenOf({ as: 'ben' })
  await other.page.goto(`/conversations/${id}`)
  await other.page.getByText('This conversation is not here').waitFor()
  expect(await other.page.getByText('Mine').count()).toBe(0)
})

test('a conversation is sound in Arabic on a phone, in the dark, and in German', async () => {
  const { page } = await screenOf({ as: 'ava' })
  const id = await begin(page, 'LK-1002', 'Hello')
  await agent.answer(id, 'تم شحن ABC-123 اليوم')
  await agent.answer(id, 'An English message')
  for (const [name, look] of [
    ['in Arabic on a phone', { viewport: phone, locale: 'ar' }],
    ['in the dark', { viewport: desktop, theme: 'dark' }],
    ['in German', { viewport: desktop, locale: 'de-DE' }],
  ] as const) {
    const screen = await screenOf({ as: 'ava', ...look })
    await visit(screen.page, `/conversations/${id}`)
    await screen.page.getByText('An English message').waitFor()
    await expectSound(screen, `a conversation ${name}`)
    await visit(screen.page, '/contact')
    await expectSound(screen, `help ${name}`)
  }
})
