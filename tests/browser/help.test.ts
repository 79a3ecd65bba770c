import { clientAt } from '#testing/server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, expectSoundInBoth, launch, openScreen, phone, visit } from './browser.ts'
import { writeHelp } from './help-articles.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let publicUrl: string
const article = '/help/en/articles/return-an-item'

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  await writeHelp(store.url)
  await store.settle()
  publicUrl = store.app.config.publicUrl.replace(/\/$/, '')
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
  await page.getByLabel('Language: English').click()
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
  // What is written in another language only is marked as such, and says so in the reader's own once it is open.
  await screen.page
    .getByRole('link', { name: /^When is my refund there/ })
    .first()
    .click()
  await screen.page.locator('p[lang="ar"][dir="rtl"]', { hasText: 'الإنجليزية' }).waitFor()
  expect(await screen.page.evaluate(() => document.documentElement.dir)).toBe('ltr')
  await expectSound(screen, 'an article in another language')
  // On paper there is the article alone, with everything that can be opened open.
  await visit(screen.page, article)
  await screen.page.emulateMedia({ media: 'print' })
  await screen.page.getByText('No, any wrapping will do.').waitFor()
  expect(await screen.page.locator('.no-print:visible').count()).toBe(0)
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
  for (const part of [
    `rel="canonical" href="${publicUrl}${article}"`,
    'hrefLang="de"',
    'hrefLang="x-default"',
    'og:title',
  ])
    expect(html).toContain(part)
  expect(factsOf(html)).toMatchObject([
    {
      '@type': 'BreadcrumbList',
      itemListElement: [{ position: 1 }, { name: 'Returns and refunds' }, { item: publicUrl + article }],
    },
    {
      '@type': 'FAQPage',
      mainEntity: [{ name: 'Do I need the box?', acceptedAnswer: { text: 'No, any wrapping will do.' } }, {}],
    },
    { '@type': 'HowTo', name: 'Return an item', step: [{ name: 'Choose the item' }, {}, { position: 3 }] },
  ])
  const map = await (await fetch(`${store.url}/help/sitemap.xml`)).text()
  for (const language of ['en', 'de', 'ar', 'es']) expect(map).toContain(`/help/${language}</loc>`)
  expect(map).toContain(
    `<xhtml:link rel="alternate" hreflang="de" href="${publicUrl}/help/de/articles/einen-artikel-zuruckgeben"/>`,
  )
  const robots = await (await fetch(`${store.url}/robots.txt`)).text()
  expect(robots).toContain(`Sitemap: ${publicUrl}/help/sitemap.xml`)
  const foreign = await fetch(`${store.url}${article}/feedback`, {
    method: 'POST',
    headers: { origin: 'https://evil.test' },
    body: new URLSearchParams({ helped: 'yes' }),
  })
  expect(foreign.status).toBe(403)
})

test('addresses lead on: old ones for good, other languages as long as nothing is written, and nowhere is nowhere', async () => {
  const lead = clientAt(store.url, 'staff:stf_help:administrator')
  const { data } = await lead.call('GET /help-articles', { q: 'Return an item' })
  await lead.call('POST /help-redirects', { locale: 'en', slug: 'returns-faq', article: data[0].id })
  for (const [path, ...leads] of [
    ['/help/en/articles/returns-faq', 301, article],
    ['/help/de/articles/return-an-item?search=hsr_1', 301, '/help/de/articles/einen-artikel-zuruckgeben?search=hsr_1'],
    ['/help/ar/articles/when-is-my-refund-there', 302, '/help/en/articles/when-is-my-refund-there?wanted=ar'],
    ['/help/fr', 302, '/help/en?wanted=fr'],
    ['/help/pt-BR/topics/returns', 302, '/help/en/topics/returns?wanted=pt-BR'],
  ] as const) {
    const answer = await fetch(store.url + path, { redirect: 'manual' })
    expect([path, answer.status, answer.headers.get('location')]).toEqual([path, ...leads])
  }
  const instead = await (await fetch(`${store.url}/help/fr`)).text()
  expect(instead).toContain('This isn’t written in French yet, so here it is in English.')
  expect(instead).toContain(`rel="canonical" href="${publicUrl}/help/en"`)
  for (const path of ['/help/en/articles/nowhere', '/help/en/topics/nowhere', '/help/xx', '/help/en/a/b']) {
    const answer = await fetch(store.url + path)
    expect([path, answer.status]).toEqual([path, 404])
    expect(await answer.text()).toContain('name="robots" content="noindex"')
  }
  const chosen = await fetch(`${store.url}/help`, {
    redirect: 'manual',
    headers: { 'accept-language': 'es-MX,en;q=0.5' },
  })
  expect(chosen.headers.get('location')).toBe('/help/es')
  // What was chosen in the portal goes before what the browser asks for.
  const kept = await fetch(`${store.url}/help`, {
    redirect: 'manual',
    headers: { 'accept-language': 'es-MX', cookie: 'language=en' },
  })
  expect(kept.headers.get('location')).toBe('/help/en')
})

/** What a page says of itself in the vocabulary of schema.org. */
function factsOf(html: string): unknown[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json = '']) =>
    JSON.parse(json),
  )
}
