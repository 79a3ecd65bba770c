import { readFileSync } from 'node:fs'
import { clientAt } from '#testing/server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const lead = clientAt(store.url, 'staff:stf_help:administrator')
  // Of the articles that every store can begin with, a few: what is found is found among others.
  const names = ['forgot-password', 'cannot-sign-in', 'where-is-my-order', 'return-an-item', 'talk-to-a-person']
  const files = names.map((name) => ({ name: `en/${name}.md`, text: readFileSync(`packs/help/en/${name}.md`, 'utf8') }))
  await lead.send('POST', '/help-imports?source=markdown&publish=true', { body: { files } })
  await store.settle()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

test('without a script: a password is searched for, read about, asked for, and set', async () => {
  const context = await browser.newContext({
    baseURL: store.url,
    javaScriptEnabled: false,
    viewport: phone,
    hasTouch: true,
    locale: 'en-US',
  })
  const page = await context.newPage()
  await page.goto('/help')
  await page.getByRole('searchbox').fill('forgot pasword')
  await page.getByRole('button', { name: 'Search' }).tap()
  await page
    .getByRole('main')
    .getByRole('link', { name: /^I forgot my password/ })
    .tap()
  await page.getByRole('link', { name: 'Ask for a link' }).tap()
  await page.getByLabel('E-mail').fill('ava.moore@example.com')
  await page.getByRole('button', { name: 'Send me a link' }).tap()
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  await page.goto(await linkMailedTo('ava.moore@example.com'))
  await page.getByLabel('New password').fill('two otters share a raft')
  await page.getByRole('button', { name: /Save/ }).tap()
  await page.waitForURL('**/signed-in?new=password')
  expect(await whoIs(page)).toBe(200)
  await context.close()
})

test('a password forgotten once more, at two in the morning: a new one, with nobody awake', async () => {
  const before = await doneByPeople()
  const tablet = await openScreen(browser, store.url, { as: 'ava' })
  expect(await whoIs(tablet.page)).toBe(200)
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen

  await visit(page, '/help/en')
  await page.getByRole('searchbox').fill('forgot pasword')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /forgot pasword/ }).waitFor()
  await page
    .getByRole('main')
    .getByRole('link', { name: /^I forgot my password/ })
    .tap()
  await page.getByRole('heading', { level: 1, name: 'I forgot my password' }).waitFor()

  await page.getByRole('link', { name: 'Ask for a link' }).tap()
  await page.waitForURL('**/forgot-password')
  await page.getByLabel('E-mail').fill('ava.moore@example.com')
  await page.getByRole('button', { name: 'Send me a link' }).tap()
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  await page.goto(await linkMailedTo('ava.moore@example.com'))
  await page.getByLabel('New password').fill('a heron over the mill pond')
  await page.getByRole('button', { name: 'Save and sign in' }).tap()
  await page.waitForURL('**/orders')
  await page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor()

  // What was signed in before is signed in no more, and whose account it is hears of it.
  expect(await whoIs(page)).toBe(200)
  expect(await whoIs(tablet.page)).toBe(401)
  await store.settle()
  const toHer = (await store.mails()).filter(({ to }) => to.includes('ava.moore@example.com'))
  expect(toHer.map(({ subject }) => subject)).toContain('Your password was changed')
  expect(toHer.some(({ text }) => text.includes('heron'))).toBe(false)
  expect(await doneByPeople()).toEqual(before)
  expect(screen.complaints).toEqual([])
  await Promise.all([screen.close(), tablet.close()])
})

test('what is typed while the script is still on its way stays, and so does the form', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  let goOn = () => {}
  const held = new Promise<void>((resolve) => (goOn = resolve))
  const isAsked = page.waitForRequest('**/assets/forgot-password-*.js')
  await page.route('**/assets/forgot-password-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/forgot-password', { waitUntil: 'commit' })
  await isAsked
  const plain = page.locator('form[method=post]')
  await plain.getByLabel('E-mail').fill('ava.moore@example.com')
  goOn()
  await plain.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Send me a link' }).tap()
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  expect(screen.complaints).toEqual([])
  await screen.close()
})

/** How often people who work here did something, and what reached them. */
async function doneByPeople(): Promise<unknown> {
  const { rows } = await store.app.pool.query(
    `select (select count(*)::int from event where actor like 'staff%') as facts,
      (select count(*)::int from conversation) as conversations,
      (select count(*)::int from call_request) as calls`,
  )
  return rows
}

/** Whether a browser is signed in: the status that asking for oneself is answered with. */
async function whoIs(page: Page): Promise<number> {
  const answer = await page.request.get('/api/v1/me', { headers: { 'makeright-realm': 'shopper' } })
  return answer.status()
}

async function linkMailedTo(address: string): Promise<string> {
  await store.settle()
  const mail = (await store.mails()).findLast(({ to, text }) => to.includes(address) && text.includes('reset-password'))
  const { pathname, search } = new URL(/https?:\/\/\S+reset-password\S*/.exec(mail?.text ?? '')?.[0] ?? 'none:')
  return pathname + search
}
