import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
import { writeHelp } from './help-articles.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
const article = '/help/en/articles/return-an-item'

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  await writeHelp(store.url)
  await store.settle()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

test('without a script: found in spite of typos, read, judged, and read in another language', async () => {
  const context = await browser.newContext({ baseURL: store.url, javaScriptEnabled: false, viewport: phone })
  const page = await context.newPage()
  await page.goto('/help')
  await page.getByRole('searchbox').fill('retrun an itme')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('heading', { level: 1, name: /retrun an itme/ }).waitFor()
  await page.getByRole('link', { name: /^Return an item/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Return an item' }).waitFor()
  expect(new URL(page.url()).searchParams.get('search')).toBeTruthy()
  await page.getByText('Do I need the box?').click()
  await page.getByText('No, any wrapping will do.').waitFor()
  await page.getByText('Read what is said').click()
  await page.getByText('Bring it as it is.').waitFor()
  expect(await page.locator('track').getAttribute('src')).toMatch(/^\/help\/files\/file_/)
  // Where a person is asked, what was read and searched is known.
  expect(await page.getByRole('main').getByRole('link', { name: 'Contact us' }).getAttribute('href')).toMatch(
    /^\/contact\?about=article%3Ahlp_\w+&search=\w+/,
  )

  await page.getByText('No', { exact: true }).click()
  await page.getByLabel('Something is missing').check()
  await page.getByLabel('In your own words, if you like').fill('What about shoes?')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'Thank you. That tells us what to write better.' }).waitFor()
  await page.getByRole('link', { name: 'Back to “Return an item”' }).click()
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByRole('heading', { name: 'Thank you. Good to know.' }).waitFor()

  await page.goto(article)
  await page.getByText('English', { exact: true }).click()
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await page.getByRole('heading', { level: 1, name: 'Einen Artikel zurückgeben' }).waitFor()
  await page.goto('/help/en/articles/something-old')
  await page.getByRole('heading', { level: 1, name: 'This page isn’t here' }).waitFor()
  await page.getByRole('searchbox').waitFor()
  await context.close()
})

test('every page is sound on a desktop, dark, and on a phone, light; in Arabic and in a language without words of ours', async () => {
  const screen = await openScreen(browser, store.url)
  for (const path of ['/help/en', article, '/help/en/search?q=refund', '/help/en/nowhere'])
    await expectSoundInBoth(screen, path)
  for (const path of ['/help/ar', '/help/de/topics/returns', '/help/es']) {
    await visit(screen.page, path)
    await expectSound(screen, path)
  }
  await screen.page.goto('/help/ar')
  expect(await screen.page.evaluate(() => [document.documentElement.dir, document.documentElement.lang])).toEqual([
    'rtl',
    'ar',
  ])
  await screen.close()
})

test('with a script: answers while somebody types, thanks without leaving, and the theme stays', async () => {
  const screen = await openScreen(browser, store.url)
  const { page } = screen
  await visit(page, '/help/en')
  await page.getByRole('searchbox').fill('refnud')
  const answer = page.getByRole('list', { name: 'Suggested answers' }).getByRole('link', { name: /refund/i })
  await answer.first().waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('A')
  await page.keyboard.press('Escape')
  await answer.first().waitFor({ state: 'hidden' })
  await visit(page, article)
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.getByText('Thank you. Good to know.').waitFor()
  expect(new URL(page.url()).pathname).toBe(article)
  await page.getByLabel('Light or dark').selectOption('dark')
  await visit(page, '/help/en')
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
  expect(screen.complaints).toEqual([])
  await screen.close()
})

test('what goes on in one’s own orders stands above the answer, and is kept nowhere', async () => {
  const screen = await openScreen(browser, store.url, { as: 'ava', viewport: phone })
  const { page } = screen
  const answer = await page.goto('/help/en/articles/where-is-my-parcel')
  expect(answer?.headers()['cache-control']).toBe('private, no-store')
  const own = page.getByRole('region', { name: 'Yours right now' })
  await own.getByRole('link', { name: /Stoneware Mug.*late/ }).waitFor()
  await expectSound(screen, 'an article with own orders')
  await own.getByRole('link').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/orders\/ord_\w+\/tracking$/)
  await screen.close()
})

test('whoever writes to a person sees answers beside it, and the person sees the article', async () => {
  const screen = await openScreen(browser, store.url, { as: 'ava', viewport: phone })
  const { page } = screen
  await page.goto(article)
  await page.getByRole('main').getByRole('link', { name: 'Contact us' }).click()
  await page.getByText('The help page that you read is with us.').waitFor()
  await page.getByLabel('What can we put right?').fill('When is my refund there?')
  const answers = page.getByRole('region', { name: 'This may be the answer already' })
  expect(await answers.getByRole('link').first().getAttribute('target')).toBe('_blank')
  await expectSound(screen, 'contact with answers')
  await page.getByRole('button', { name: /Start the chat|Send the message/ }).click()
  await page.getByRole('log').getByText('When is my refund there?').waitFor()
  const { rows } = await store.app.pool.query('select about_kind from conversation order by opened_at desc limit 1')
  expect(rows).toEqual([{ about_kind: 'article' }])
  await visit(page, '/help?order=ord_1')
  expect(new URL(page.url()).pathname).toBe('/contact')
  await screen.close()
})

test('public pages may be kept and say what they are; forms of other sites are refused', async () => {
  const first = await fetch(store.url + article)
  expect(first.headers.get('cache-control')).toContain('public')
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self';")
  const etag = first.headers.get('etag') ?? ''
  expect((await fetch(store.url + article, { headers: { 'if-none-match': etag } })).status).toBe(304)
  const html = await first.text()
  for (const part of ['rel="canonical"', 'hrefLang="de"', 'hrefLang="x-default"', 'og:title', '"FAQPage"', '"HowTo"'])
    expect(html).toContain(part)
  const moved = await fetch(`${store.url}/help/de/articles/return-an-item`, { redirect: 'manual' })
  expect([moved.status, moved.headers.get('location')]).toEqual([301, '/help/de/articles/einen-artikel-zuruckgeben'])
  const map = await (await fetch(`${store.url}/help/sitemap.xml`)).text()
  for (const language of ['en', 'de', 'ar', 'es']) expect(map).toContain(`/help/${language}</loc>`)
  const foreign = await fetch(`${store.url}${article}/feedback`, {
    method: 'POST',
    headers: { origin: 'https://evil.test' },
    body: new URLSearchParams({ helped: 'yes' }),
  })
  expect(foreign.status).toBe(403)
  const chosen = await fetch(`${store.url}/help`, {
    redirect: 'manual',
    headers: { 'accept-language': 'es-MX,en;q=0.5' },
  })
  expect(chosen.headers.get('location')).toBe('/help/es')
})
