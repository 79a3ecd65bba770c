import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Agent, openAgent } from './agent.ts'
import { desktop, launch, phone } from './browser.ts'
import { type HostShop, openHostShop, signIdentity } from './host-shop.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let agent: Agent
let shop: HostShop
/** On our own site, where the frame may keep things. */
let near: HostShop
const widget = { id: '', secret: '' }
const strict = { id: '', secret: '' }
const contexts: BrowserContext[] = []
const patient = { timeout: 15_000 }

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  agent = await openAgent(store)
  shop = await openHostShop(store.url)
  near = await openHostShop(store.url, '127.0.0.1')
  for (const [one, signedOnly] of [
    [widget, false],
    [strict, true],
  ] as const) {
    const { id } = await agent.call<{ id: string }>('POST /widgets', {
      name: 'Shop',
      origins: [shop.origin, near.origin],
      signedOnly,
    })
    const { secret } = await agent.call<{ secret: string }>(`POST /widgets/${id}/keys`, {})
    Object.assign(one, { id, secret })
  }
})
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await near?.close()
  await store?.close()
})

interface Visit {
  page: Page
  chat: FrameLocator
  complaints: string[]
  requests: { url: string; referer: string | undefined }[]
}

async function visitShop(
  options: { at?: HostShop; blocked?: boolean; look?: object; context?: BrowserContext; path?: string } = {},
): Promise<Visit> {
  const { at = shop, blocked = false, look = {}, path = '/' } = options
  const context = options.context ?? (await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', ...look }))
  if (!options.context) contexts.push(context)
  if (blocked)
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('blocked', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: refuse })
      Object.defineProperty(window, 'BroadcastChannel', { value: refuse })
      Object.defineProperty(navigator, 'locks', { get: refuse })
    })
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: Visit['requests'] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  page.on('request', (request) => requests.push({ url: request.url(), referer: request.headers().referer }))
  page.on('websocket', (socket) => requests.push({ url: socket.url(), referer: undefined }))
  await page.goto(`${at.origin}${path}`)
  return { page, chat: page.frameLocator('[data-makeright] iframe'), complaints, requests }
}

const open = ({ page }: Visit) => page.getByRole('button', { name: /Open the chat|Chat mit uns|افتح/ }).click()
const begin = async ({ chat }: Visit, text: string) => {
  await chat.getByLabel('What can we put right?').fill(text)
  await chat.getByRole('button', { name: /Start the chat|Send the message/ }).click()
  await chat.getByRole('log').getByText(text).waitFor()
}
const write = async ({ chat }: Visit, text: string) => {
  await chat.getByLabel('Write a message').fill(text)
  await chat.getByRole('button', { name: 'Send', exact: true }).click()
}
const said = ({ chat }: Visit) => chat.getByRole('log').locator('[dir=auto]').allInnerTexts()
const newest = async (): Promise<{ id: string; desk: { verified: boolean } }> => {
  const { data } = await agent.call<{ data: { id: string; desk: { verified: boolean } }[] }>(
    'GET /conversations?view=all&limit=1',
  )
  if (!data[0]) throw new Error('nobody has written')
  return data[0]
}
const identity = (sub: string, of = widget) => signIdentity(of.secret, { sub, aud: of.id })

test('HC-37 (a)(c) storage blocked, a strict policy, and the tag in the head: it works within the page view, and says what is lost', async () => {
  shop.show({ widget: widget.id, place: 'head' })
  const visit = await visitShop({ blocked: true })
  await open(visit)
  await begin(visit, 'Do you have it in green?')
  const { id, desk } = await newest()
  expect(desk.verified).toBe(false)
  await agent.answer(id, 'Yes, we do.')
  await visit.chat.getByRole('log').getByText('Yes, we do.').waitFor()
  await visit.chat.getByText('Your browser keeps nothing here').waitFor()
  await visit.chat.getByLabel(/Your browser keeps nothing here/).fill('visitor@example.com')
  await visit.chat.getByRole('button', { name: 'Keep me posted' }).click()
  await visit.chat.getByText('Noted.').waitFor()
  expect(await agent.call(`GET /conversations/${id}`)).toMatchObject({
    desk: { visitor: { email: 'visitor@example.com' } },
  })
  await visit.page.reload()
  await open(visit)
  await visit.chat.getByLabel('What can we put right?').waitFor()
  expect(await visit.chat.getByText('Yes, we do.').count()).toBe(0)
  expect(visit.complaints).toEqual([])
  expect(await visit.page.getByRole('heading', { name: 'A lamp' }).isVisible()).toBe(true)
})

test('HC-37 (b) somebody signed in has the whole history after a reload, with storage blocked too', async () => {
  shop.show({ widget: widget.id, attributes: { 'data-identity': identity('shopper-37') } })
  const visit = await visitShop({ blocked: true })
  await open(visit)
  await begin(visit, 'Signed and sent')
  const { id, desk } = await newest()
  expect(desk.verified).toBe(true)
  await agent.answer(id, 'Hello, I see your account.')
  await visit.chat.getByRole('log').getByText('Hello, I see your account.').waitFor()
  expect(await visit.chat.getByText('Your browser keeps nothing here').count()).toBe(0)
  await visit.page.reload()
  await open(visit)
  await visit.chat.getByRole('button', { name: /Hello, I see your account/ }).click()
  await expect.poll(() => said(visit), patient).toEqual(['Signed and sent', 'Hello, I see your account.'])
  expect(visit.complaints).toEqual([])
})

test('what is typed before it is known who writes goes along, and so does the keyboard', async () => {
  shop.show({ widget: widget.id })
  const visit = await visitShop()
  await open(visit)
  const field = visit.chat.getByLabel('What can we put right?')
  await field.fill('My lamp')
  await visit.page.evaluate(
    (token) => (window as never as { makeright: (...said: string[]) => void }).makeright('identify', token),
    identity('shopper-typing'),
  )
  await visit.chat.getByLabel('Your e-mail, for the answer').waitFor({ state: 'detached', ...patient })
  await visit.page.keyboard.type(' flickers')
  expect(await field.inputValue()).toBe('My lamp flickers')
})

test('a visitor whose browser keeps things finds the answer on the next page, by a mark on the button', async () => {
  near.show({ widget: widget.id })
  const visit = await visitShop({ at: near })
  await open(visit)
  await begin(visit, 'I am only looking')
  const { id } = await newest()
  await visit.page.goto(`${near.origin}/another-page`)
  await agent.answer(id, 'Take your time.')
  await visit.page.getByRole('button', { name: 'Open the chat (new messages: 1)' }).waitFor(patient)
  await open(visit)
  await visit.chat.getByRole('button', { name: /Take your time/ }).click()
  await expect.poll(() => said(visit), patient).toEqual(['I am only looking', 'Take your time.'])
})

test('mail is promised only to whoever leaves an address', async () => {
  near.show({ widget: widget.id })
  const visit = await visitShop({ at: near })
  await open(visit)
  await visit.chat.getByText('Nobody is here just now').waitFor()
  const promise = visit.chat.getByText('The answer also comes by e-mail.')
  expect(await promise.count()).toBe(0)
  await visit.chat.getByLabel('Your e-mail, for the answer').fill('looking@example.com')
  await promise.waitFor()
})

test('HC-38 the token is in no address, and a planted one is not heard', async () => {
  near.show({ widget: widget.id })
  const planted = (await agent.call<{ token: string }>(`POST /widgets/${widget.id}/sessions`, {})).token
  const visit = await visitShop({ at: near, path: `/?visitorToken=${planted}&token=${planted}&makeright=${planted}` })
  await open(visit)
  await visit.chat.getByLabel('What can we put right?').waitFor()
  // A foreign page inside the shop's, and the shop's own page posing as another one, say who it should be.
  await visit.page.evaluate((token) => {
    for (const target of [window, ...document.querySelectorAll('iframe')].map((each) =>
      'contentWindow' in each ? each.contentWindow : each,
    ))
      target?.postMessage({ makeright: 'hello', identity: null, visitorToken: token, token }, '*')
  }, planted)
  await begin(visit, 'Who am I?')
  const mine = await agent.call<{ desk: { visitor: { id: string } } }>(`GET /conversations/${(await newest()).id}`)
  const theirs = await fetch(`${store.url}/api/v1/conversations`, { headers: { authorization: `Bearer ${planted}` } })
  expect(((await theirs.json()) as { data: unknown[] }).data).toEqual([])
  expect(mine.desk.visitor.id).toMatch(/^vis_/)
  // The shop's own page was opened with the planted one in its address; nothing of it reaches us.
  for (const { url, referer } of visit.requests.filter((request) => new URL(request.url).origin !== near.origin))
    expect(`${url} ${referer}`).not.toContain('mrw_')
  expect(visit.requests.some(({ url }) => url.includes('/api/v1/live'))).toBe(true)
})

test('HC-39 an identity that does not count stays a stranger, or stays out where one is required', async () => {
  shop.show({ widget: widget.id, attributes: { 'data-identity': 'abc' } })
  const loose = await visitShop()
  await open(loose)
  await begin(loose, 'I say I am Ava')
  expect((await newest()).desk.verified).toBe(false)
  shop.show({ widget: strict.id, attributes: { 'data-identity': identity('shopper-1', widget) } })
  const kept = await visitShop()
  await open(kept)
  await kept.chat.getByText('Sign in at the store first.').waitFor()
  expect(await kept.chat.getByRole('textbox').count()).toBe(0)
})

test('HC-40 (b)(c)(d) the next person on the same computer sees only their own', async () => {
  const context = await browser.newContext({ viewport: desktop })
  contexts.push(context)
  near.show({ widget: widget.id, attributes: { 'data-identity': identity('shopper-a') } })
  const first = await visitShop({ at: near, context })
  await open(first)
  await begin(first, 'A secret of A')
  // (c) A closes the window without signing out; B signs in.
  await first.page.close()
  near.show({ widget: widget.id, attributes: { 'data-identity': identity('shopper-b') } })
  const second = await visitShop({ at: near, context })
  await open(second)
  await second.chat.getByLabel('What can we put right?').waitFor()
  await begin(second, 'A question of B')
  expect(await second.chat.getByText('A secret of A').count()).toBe(0)
  // (b) On one page: B signs out, C signs in.
  await second.page.evaluate(() => (window as never as { makeright: (...said: string[]) => void }).makeright('signOut'))
  await second.chat.getByLabel('What can we put right?').waitFor()
  await expect.poll(() => second.chat.getByText('A question of B').count(), patient).toBe(0)
  await second.page.evaluate(
    (token) => (window as never as { makeright: (...said: string[]) => void }).makeright('identify', token),
    identity('shopper-c'),
  )
  await begin(second, 'And one of C')
  expect(await second.chat.getByText('A question of B').count()).toBe(0)
  // (d) The back button after somebody signed out.
  near.show({ widget: widget.id })
  await second.page.goto(`${near.origin}/bye`)
  await second.page.goBack()
  await open(second).catch(() => undefined)
  await second.chat.getByLabel('What can we put right?').waitFor()
  for (const text of ['A secret of A', 'A question of B', 'And one of C'])
    expect(await second.chat.getByText(text).count(), text).toBe(0)
})

test('HC-36 (a)(b) the last agent leaves while somebody writes: said within five seconds, and the text is kept', async () => {
  await agent.call('PUT /presence', { status: 'online' })
  shop.show({ widget: widget.id })
  const visit = await visitShop()
  await open(visit)
  await visit.chat.getByText('Somebody is here now').waitFor(patient)
  const text = 'I have a question about the lamp. '.repeat(9).trim()
  await visit.chat.getByLabel('What can we put right?').fill(text)
  await agent.call('PUT /presence', { status: 'offline' })
  await visit.chat.getByText('Nobody is here just now').waitFor({ timeout: 5_000 })
  await visit.chat.getByText(/We’re back|your message waits for us/).waitFor()
  await visit.chat.getByText('Works right now, too').waitFor()
  expect(await visit.chat.getByLabel('What can we put right?').inputValue()).toBe(text)
  await visit.chat.getByRole('button', { name: 'Send the message' }).click()
  await expect.poll(() => said(visit), patient).toEqual([text])
})

test('HC-36 (c)(d) closed by the agent while the shopper presses Enter, and after hours: the message is there', async () => {
  await agent.call('PUT /presence', { status: 'online' })
  shop.show({ widget: widget.id })
  const visit = await visitShop()
  await open(visit)
  await begin(visit, 'One thing')
  const { id } = await newest()
  await agent.answer(id, 'Done.')
  await visit.chat.getByRole('log').getByText('Done.').waitFor()
  const field = visit.chat.getByLabel('Write a message')
  await field.fill('One more thing')
  await Promise.all([agent.call(`POST /conversations/${id}/resolution`, { cause: 'question' }), field.press('Enter')])
  await expect.poll(() => said(visit), patient).toContain('One more thing')
  await agent.call('PUT /presence', { status: 'offline' })
  await write(visit, 'And after hours')
  await expect.poll(() => said(visit), patient).toEqual(['One thing', 'Done.', 'One more thing', 'And after hours'])
  await visit.chat.getByText('Sending …').waitFor({ state: 'detached' })
})

test('HC-57 (b) right to left: mirrored, a code reads as it is written, English stands at its own side', async () => {
  shop.show({ widget: widget.id, language: 'ar', direction: 'rtl' })
  const visit = await visitShop()
  await open(visit)
  await visit.chat.getByLabel('ما الذي يمكننا إصلاحه؟').fill('تم شحن ABC-123 اليوم')
  await visit.chat.getByRole('button', { name: /ابدأ المحادثة|أرسل الرسالة/ }).click()
  await visit.chat.getByRole('log').getByText('تم شحن ABC-123 اليوم').waitFor()
  await agent.answer((await newest()).id, 'An English message')
  const english = visit.chat.getByRole('log').getByText('An English message')
  await english.waitFor()
  expect(await english.evaluate((node) => [getComputedStyle(node).direction, document.dir])).toEqual(['ltr', 'rtl'])
  const arrow = visit.chat.getByRole('button', { name: 'رجوع' }).locator('svg')
  expect(await arrow.evaluate((node) => getComputedStyle(node).scale)).toBe('-1 1')
  // The store's button stands where the line ends: on the left.
  const button = await visit.page.getByRole('button', { name: 'أغلق المحادثة' }).first().boundingBox()
  expect(button?.x).toBeLessThan(desktop.width / 2)
  // Letters and digits of the code run from left to right.
  const code = await visit.chat
    .getByRole('log')
    .getByText('تم شحن ABC-123 اليوم')
    .evaluate((node) => {
      const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() as Text
      const left = (at: number) => {
        const range = document.createRange()
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        return range.getBoundingClientRect().left
      }
      const from = text.data.indexOf('ABC-123')
      return [0, 1, 2, 3, 4, 5, 6].map((index) => left(from + index))
    })
  expect(code).toEqual(code.toSorted((one, other) => one - other))
})

test('a page that the widget does not name cannot show it', async () => {
  const foreign = await openHostShop(store.url, 'foreign.localhost')
  foreign.show({ widget: widget.id })
  const context = await browser.newContext()
  contexts.push(context)
  const page = await context.newPage()
  await page.goto(foreign.origin)
  await page.getByRole('button', { name: 'Open the chat' }).click()
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-error')), patient).toBe(true)
  const answer = await fetch(`${store.url}/widget/frame/${widget.id}`)
  expect(answer.headers.get('content-security-policy')).toContain(
    `frame-ancestors 'self' ${shop.origin} ${near.origin}`,
  )
  expect(answer.headers.get('x-frame-options')).toBeNull()
  expect((await fetch(`${store.url}/orders`)).headers.get('content-security-policy')).toContain(
    "frame-ancestors 'none'",
  )
  expect((await fetch(`${store.url}/widget/frame/wid_none`)).status).toBe(404)
  await foreign.close()
})

for (const [name, look, page] of [
  ['on a phone', { viewport: phone, hasTouch: true }, {}],
  ['in the dark', { colorScheme: 'dark' }, {}],
  ['in Arabic', { viewport: phone }, { language: 'ar', direction: 'rtl' }],
  ['in German', {}, { language: 'de' }],
] as const)
  test(`axe finds nothing ${name}, and the keyboard gets in and out`, async () => {
    shop.show({ widget: widget.id, ...page })
    const visit = await visitShop({ look })
    const button = visit.page.getByRole('button', { name: /Open the chat|Chat mit uns|افتح/ })
    await button.focus()
    await visit.page.keyboard.press('Enter')
    const field = visit.chat.locator('textarea')
    await field.waitFor()
    await visit.chat.getByRole('status').first().waitFor({ state: 'attached' })
    expect(await findings(visit.page)).toEqual([])
    expect(await sideways(visit)).toBeLessThanOrEqual(0)
    await field.fill('Hello')
    await visit.chat.locator('form button[type=submit]').click()
    await visit.chat.getByRole('log').getByText('Hello').waitFor()
    await agent.answer((await newest()).id, 'Hello to you')
    await visit.chat.getByRole('log').getByText('Hello to you').waitFor()
    expect(await findings(visit.page)).toEqual([])
    expect(await sideways(visit)).toBeLessThanOrEqual(0)
    await visit.chat.locator('textarea').press('Escape')
    await expect
      .poll(() => visit.page.evaluate(() => document.querySelector('[data-makeright]') === document.activeElement))
      .toBe(true)
    expect(visit.complaints).toEqual([])
  })

/** How much of the panel does not fit into it. */
function sideways({ chat }: Visit): Promise<number> {
  return chat
    .locator('main')
    .evaluate((main) =>
      Math.max(...[main, ...main.querySelectorAll('div, form')].map((box) => box.scrollWidth - box.clientWidth)),
    )
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
}
