import { smallVideo } from '#testing/small-video'
import type { Browser, Locator, Page, Route } from 'playwright-core'
import { addDays } from '#platform/time'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAgent, type Agent } from './agent.ts'
import { desktop, expectSound, expectSoundInBoth, launch, openScreen, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

type Article = {
  id: string
  translations: { locale: string; version: number; state: string; scheduledAt: string | null }[]
}

let store: Demonstration
let browser: Browser
let screen: Screen
let page: Page
let lena: Agent
let shopper: Page
let articleId = ''

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  lena = await openAgent(store)
  screen = await openScreen(browser, store.url, { as: 'tom' })
  page = screen.page
  shopper = (await openScreen(browser, store.url)).page
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

const words = () => page.getByRole('textbox', { name: 'Text of the article' })
const publication = () => page.getByRole('region', { name: 'Publication' })
const saved = () => page.getByText(/^Draft saved .* by Tom Albrecht$/).waitFor()

const picture = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#c9b79c' } })
  .png()
  .toBuffer()
const captions = 'WEBVTT\n\n00:00.000 --> 00:02.000\nTurn it to the left.\n'

/** Sends something to the API as whoever is signed in there. */
async function post(at: Page, path: string, data: object): Promise<Record<string, never>> {
  const headers = { origin: store.url, 'idempotency-key': crypto.randomUUID() }
  const answer = await at.request.post(`/api/v1${path}`, { data, headers })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return await answer.json()
}

/** What is to come true; a machine with much to do takes its time. */
const soon = <Seen>(look: () => Seen) => expect.poll(look, { timeout: 15_000 })
/** Until the caret is back in the text. */
const inWords = () => soon(() => words().evaluate((element) => element.contains(document.activeElement))).toBe(true)

/** What a shopper reads at an address, without a script of ours. */
async function read(path: string): Promise<string> {
  const answer = await shopper.request.get(path)
  return `${answer.status()} ${(await answer.text()).replaceAll(/<script[\s\S]*?<\/script>/g, '')}`
}

/** Opens the menu behind the slash and takes what is found by these words. */
async function putIn(what: string): Promise<void> {
  await page.keyboard.type('/')
  await page.getByRole('dialog', { name: 'Put in' }).waitFor()
  await page.keyboard.type(what)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Put in' }).waitFor({ state: 'detached' })
  await inWords()
}

/** The same for what asks for files: fills its window, and closes it by keyboard. */
async function putMedia(what: 'picture' | 'video', fill: (window: Locator) => Promise<void>): Promise<void> {
  await page.keyboard.type('/')
  await page.getByRole('dialog', { name: 'Put in' }).waitFor()
  await page.keyboard.type(what)
  await page.keyboard.press('Enter')
  const window = page.getByRole('dialog', { name: what === 'picture' ? 'Picture' : 'Video' })
  await fill(window)
  await window.getByRole('button', { name: 'Put in' }).press('Enter')
  await window.waitFor({ state: 'detached' })
  await inWords()
}

test('an article is begun and written by keyboard, with everything that one can hold', async () => {
  await visit(page, '/console/help')
  await page.getByRole('button', { name: 'New article' }).press('Enter')
  await page.getByRole('textbox', { name: 'Title' }).fill('Swap a lamp shade')
  await page.keyboard.press('Enter')
  await words().focus()
  articleId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.keyboard.type('You have ')
  await page.keyboard.press('Control+Alt+p')
  await page.getByRole('dialog', { name: 'Number of the rules' }).waitFor()
  await page.keyboard.type('sent back 30 days')
  await page.getByRole('option', { name: /Things can be sent back for 30 days/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await soon(() => words().innerText()).toContain('30 days')
  await page.keyboard.type(' for it.')
  await page.keyboard.press('Enter')
  await putIn('steps')
  for (const [title, text] of [
    ['Switch it off', 'Pull the plug too.'],
    ['Turn the ring', 'To the left.'],
  ]) {
    await page.keyboard.type(`${title}`)
    await page.keyboard.press('Enter')
    await page.keyboard.type(`${text}`)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
  }
  // From a step without a title and without words, out of the list.
  await page.keyboard.press('Enter')
  await putIn('callout')
  await page.keyboard.type('Let the bulb cool down first.')
  // Twice: out of the callout.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await putMedia('picture', async (window) => {
    await window
      .getByRole('button', { name: 'Picture file' })
      .setInputFiles({ name: 'ring.png', mimeType: 'image/png', buffer: picture })
    await window.getByText('ring.png').waitFor()
    await page.keyboard.press('Tab')
    await window.getByRole('button', { name: 'Put in' }).press('Enter')
    await window.getByText('Say in words what it shows.').waitFor()
    await window.getByLabel('What it shows').fill('A ring under a lamp')
  })
  await page.keyboard.press('Enter')
  await putMedia('video', async (window) => {
    const { content: buffer } = smallVideo()
    await window
      .getByRole('button', { name: 'Video file' })
      .setInputFiles({ name: 'ring.mp4', mimeType: 'video/mp4', buffer })
    await window.getByText('ring.mp4').waitFor()
    await window
      .getByRole('button', { name: 'Captions' })
      .setInputFiles({ name: 'ring.vtt', mimeType: 'text/vtt', buffer: Buffer.from(captions) })
    await window.getByText('ring.vtt').waitFor()
    await window.getByRole('textbox', { name: 'Title' }).fill('The ring')
    await window.getByLabel('Transcript').fill('Turn it to the left.')
  })
  await page.keyboard.press('Enter')
  await putIn('questions')
  await page.keyboard.type('Which bulb fits?')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Any with a small socket.')
  for (let count = 0; count < 3; count++) await page.keyboard.press('Enter')
  await putIn('table')
  for (const cell of ['Shade', 'Ring', 'Linen', 'Brass']) {
    await page.keyboard.type(cell)
    await page.keyboard.press('Tab')
  }
  await saved()
  await expectSound(screen, 'an article being written')
})

test('the preview shows it as shoppers will read it, as wide as a phone or a screen', async () => {
  await page.keyboard.press('Control+.')
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByText('Let the bulb cool down first.').waitFor()
  expect(await preview.locator('.steps > li').count()).toBe(2)
  expect(await preview.innerText()).toContain('You have 30 days for it.')
  for (const part of [
    'img[alt="A ring under a lamp"]',
    'video track[kind=captions]',
    'details summary',
    'th[scope=col]',
  ])
    expect(await preview.locator(part).count(), part).toBeGreaterThan(0)
  await preview.getByRole('button', { name: 'As on a phone' }).click()
  expect((await preview.locator('article').boundingBox())?.width).toBeLessThan(390)
  await page.keyboard.press('Control+.')
})

test('published, it is read by shoppers; a draft beside it changes nothing for them', async () => {
  await publication().getByRole('button', { name: 'Publish', exact: true }).click()
  await publication().getByText('Shoppers read version 1').waitFor()
  const first = await read('/help/en/articles/swap-a-lamp-shade')
  expect(first).toMatch(/^200/)
  expect(first).toContain('Switch it off')
  expect(first).toContain('30 days')
  await page.getByRole('textbox', { name: 'Title' }).fill('Swap a lamp shade safely')
  await page.getByRole('textbox', { name: 'Summary' }).fill('In two steps.')
  await saved()
  await page.getByRole('tab', { name: /English Changed since published/ }).waitFor()
  expect(await read('/help/en/articles/swap-a-lamp-shade')).not.toContain('safely')
  // Typed just before the page goes: it is there again.
  await page.getByRole('textbox', { name: 'Summary' }).fill('In two steps, with cold fingers.')
  page.once('dialog', (dialog) => void dialog.accept())
  await visit(page, `/console/help/${articleId}`)
  expect(await page.getByRole('textbox', { name: 'Summary' }).inputValue()).toBe('In two steps, with cold fingers.')
  await saved()
})

test('it can wait for a time of the store’s clock, and be taken back', async () => {
  await publication().getByRole('button', { name: 'Schedule' }).click()
  const dialog = page.getByRole('dialog', { name: 'Schedule' })
  await dialog.getByLabel('Day').fill('2026-11-27')
  await dialog.getByLabel('Time').fill('09:00')
  await dialog.getByText('Goes live Friday, November 27').waitFor()
  await expectSound(screen, 'a time to publish')
  await dialog.getByRole('button', { name: 'Schedule' }).click()
  await publication().getByText('Goes live Friday, November 27').waitFor()
  await publication().getByRole('button', { name: 'Take the time back' }).click()
  await publication().getByText('Goes live').waitFor({ state: 'detached' })
  await publication().getByRole('button', { name: 'Schedule' }).click()
  await dialog.getByRole('button', { name: 'Schedule' }).click()
  await publication().getByText('Goes live Thursday, November 26').waitFor()
  store.app.clock.advance({ days: 1 })
  await store.settle()
  await visit(page, `/console/help/${articleId}`)
  await publication().getByText('Shoppers read version 2').waitFor()
  expect(await read('/help/en/articles/swap-a-lamp-shade')).toContain('safely')
})

test('what could not go live at its time says so, and why', async () => {
  const draft = async (doc: object) => {
    const { translations } = await lena.call<Article>(`GET /help-articles/${articleId}`)
    await lena.call(`PUT /help-articles/${articleId}/drafts/en`, {
      title: 'Swap',
      doc,
      version: translations[0]?.version,
    })
  }
  await draft({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Soon.' }] }] })
  const at = addDays(store.app.clock.now(), 1).toISOString()
  await post(page, `/help-articles/${articleId}/publication`, { locale: 'en', at })
  await draft({ type: 'doc', content: [{ type: 'paragraph' }] })
  store.app.clock.advance({ days: 1 })
  await store.settle()
  await visit(page, '/console/help')
  await page.getByText('English: did not go live').waitFor()
  await visit(page, `/console/help/${articleId}`)
  await publication().getByText('It was to go live Friday, November 27').waitFor()
  await publication().getByText('It has no words yet.').waitFor()
  await expectSound(screen, 'an article that did not go live')
  await publication().getByRole('button', { name: 'Throw the draft away' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw it away' }).click()
  await publication().getByText('It was to go live').waitFor({ state: 'detached' })
})

test('an earlier version becomes the draft again, and is read once it is published', async () => {
  await page.getByRole('button', { name: 'Look at version 1' }).click()
  const dialog = page.getByRole('dialog', { name: 'Version 1' })
  await dialog.getByText('Let the bulb cool down first.').waitFor()
  await dialog.getByRole('button', { name: 'Make it the draft' }).click()
  await soon(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Swap a lamp shade')
  await publication().getByRole('button', { name: 'Publish the changes' }).click()
  await publication().getByText('Shoppers read version 3').waitFor()
  expect(await read('/help/en/articles/swap-a-lamp-shade')).not.toContain('safely')
})

test('when a colleague writes at the same time it is said, and both are kept', async () => {
  const { translations } = await lena.call<Article>(`GET /help-articles/${articleId}`)
  const before = async (route: Route) => {
    await lena.call(`PUT /help-articles/${articleId}/drafts/en`, {
      title: 'Swap a shade',
      doc: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hers.' }] }] },
      version: translations[0]?.version,
    })
    await route.continue()
  }
  await page.route('**/drafts/en', before, { times: 1 })
  await page.getByRole('textbox', { name: 'Title' }).fill('Mine')
  const alert = page.getByRole('alert').filter({ hasText: 'changed this too' })
  await alert.waitFor()
  await expectSound(screen, 'two who wrote at once')
  await alert.getByRole('button', { name: 'Go on with theirs' }).click()
  await soon(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Swap a shade')
  await soon(() => words().innerText()).toContain('Hers.')
  await page.getByText('“Mine”').waitFor()
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByRole('button', { name: 'Go on with this' }).click()
  await soon(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Mine')
  await saved()
  const after = await lena.call<{ translations: { draft: { title: string } }[] }>(`GET /help-articles/${articleId}`)
  expect(after.translations[0]?.draft.title).toBe('Mine')
})

test('what is pasted from Word and from Google Docs becomes what an article can hold', async () => {
  await page.getByRole('button', { name: 'Add a language' }).click()
  await page.getByRole('menuitem', { name: 'French' }).click()
  await page.getByRole('button', { name: 'Start empty' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Changer un abat-jour')
  await words().focus()
  await words().evaluate((element, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, pasted)
  await soon(() => words().locator('ol > li').count()).toBe(2)
  expect(await words().locator('h2, h3').allInnerTexts()).toEqual(['Grand', 'Petit'])
  expect(await words().locator('strong').allInnerTexts()).toEqual(['fort'])
  expect(await words().locator('a').getAttribute('href')).toBe('https://example.com/')
  expect(await words().innerText()).not.toContain('·')
  await saved()
})

const pasted = `<!--StartFragment--><b style="font-weight:normal" id="docs-internal-guid-1"><h1>Grand</h1>
<p style="font-family:Arial">Un mot <span style="font-weight:700">fort</span> et <a href="https://www.google.com/url?q=https://example.com/">un lien</a>.</p></b>
<h4>Petit</h4><p class="MsoListParagraph"><span style="mso-list:Ignore">1.</span>Un</p><p class="MsoListParagraph"><span style="mso-list:Ignore">2.</span>Deux</p>
<p><o:p>&nbsp;</o:p></p><img src="https://elsewhere.example/x.png"><!--EndFragment-->`

test('files from elsewhere come in, and what is wrong with one is said with its name and line', async () => {
  await visit(page, '/console/help?part=import')
  const file = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })
  await page
    .locator('[data-choose=files]')
    .setInputFiles([
      file('gift-card.md', '---\ntitle: Use a gift card\n---\nEnter its code when you pay.\n'),
      file('rule.md', '---\ntitle: A rule\n---\nWithin {{policy:no.such.rule|days}}.\n'),
      file('untitled.md', 'Only words'),
    ])
  await page.getByText('1 new · 0 updated').waitFor()
  await page.getByText('2 things to look at').press('Enter')
  const bad = page.getByRole('list', { name: 'What to look at' })
  await bad.getByText('rule.md · line 4').waitFor()
  await bad.getByText('untitled.md · line 1').waitFor()
  await expectSound(screen, 'an import')
})

test('what somebody looked for in vain leads to the article that answers it', async () => {
  for (const q of ['warranty card', 'Warranty card'])
    await shopper.request.get(`/api/v1/help/search?q=${encodeURIComponent(q)}&locale=en-US`)
  await visit(page, '/console/help?part=searches')
  await page.getByText('2 of 2 searches in vain').waitFor()
  await page.getByRole('button', { name: 'Write this article: “warranty card”' }).press('Enter')
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Warranty card')
  await page.keyboard.press('Enter')
  await words().waitFor()
  expect(await page.getByRole('textbox', { name: 'Other words for it' }).inputValue()).toBe('warranty card')
})

test('how an article did: read, judged with why, and who wrote all the same', async () => {
  const feedback = { article: articleId, locale: 'en', helped: false, why: 'not_clear', words: 'Which way is left?' }
  await post(shopper, '/help/feedback', feedback)
  const ava = await openScreen(browser, store.url, { as: 'ava' })
  const about = { kind: 'article', id: articleId }
  await post(ava.page, '/conversations', { text: 'How do I swap the lamp shade?', about, locale: 'de' })
  await store.settle()
  await ava.close()
  await page.setViewportSize(desktop)
  await visit(page, '/console/help?part=insights')
  await page.getByText('0% of 1').first().waitFor()
  const row = page.getByRole('listitem').filter({ hasText: 'Not clear: 1' })
  await row.getByText('Wrote all the same').locator('..').getByText('1', { exact: true }).waitFor()
  await row.getByText('1 reader wrote why').press('Enter')
  await page.getByText('Which way is left?').waitFor()
})

test('an article is put into an answer by keyboard, in the language of whoever wrote', async () => {
  const { translations } = await lena.call<Article>(`GET /help-articles/${articleId}`)
  expect(translations.map(({ locale }) => locale)).toEqual(['en', 'fr'])
  const doc = { type: 'doc', content: [{ type: 'steps', content: ['Aus', 'Drehen'].map(stepOf) }] }
  const draft = { title: 'Einen Lampenschirm tauschen', doc, version: 0 }
  await lena.call(`PUT /help-articles/${articleId}/drafts/de`, draft)
  await lena.call(`POST /help-articles/${articleId}/publication`, { locale: 'de' })
  const { data } = await lena.call<{ data: { id: string }[] }>('GET /conversations?view=all&limit=1')
  await visit(page, `/console/desk?c=${data[0]?.id}`)
  const reply = page.getByRole('textbox', { name: 'Reply' })
  for (const [keys, expected] of [
    [[], `Einen Lampenschirm tauschen\n${store.url}/help/de/articles/einen-lampenschirm-tauschen`],
    [['ArrowDown', 'ArrowDown'], '1. Aus\nSo geht es.\n2. Drehen\nSo geht es.'],
  ] as const) {
    await page.keyboard.press('h')
    const found = page.getByRole('dialog', { name: 'A help article' })
    // What they asked is looked for before anybody types.
    await found
      .getByRole('option', { name: /Einen Lampenschirm|Swap a lamp shade/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    const how = page.getByRole('dialog', { name: 'Einen Lampenschirm tauschen' })
    await how.getByText(/\/help\/de\//).waitFor()
    for (const key of keys) await page.keyboard.press(key)
    await page.keyboard.press('Enter')
    await soon(() => reply.inputValue()).toContain(expected)
    await page.keyboard.press('Escape')
  }
})

const stepOf = (title: string) => ({
  type: 'step',
  attrs: { title },
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'So geht es.' }] }],
})

test('the lists around it are whole by keyboard, in both sizes and themes', async () => {
  await visit(page, '/console/help')
  await page.getByText('English: changed since published').waitFor()
  await page.getByText('French: draft').waitFor()
  await page.getByRole('searchbox').fill('nothing like it')
  await page.getByText('No article like that').waitFor()
  for (const part of ['searches', 'categories', 'insights'])
    await expectSoundInBoth(screen, `/console/help?part=${part}`)
  await expectSoundInBoth(screen, `/console/help/${articleId}`)
})
