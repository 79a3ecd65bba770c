import { addDays, addMinutes } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let desk: SmallDesk
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterAll(async () => desk?.close())

const lee = () => desk.as('lee')
const senior = () => desk.as('staff:stf_writer:senior')
const anyone = () => desk.as('anonymous')
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const words = (text: string) => ({ type: 'doc', content: [paragraph(text)] })
const read = (slug: string, locale?: string) => anyone().call('GET /help/articles/:slug', { slug, locale })
const gone = (slug: string, locale?: string) => expect(read(slug, locale)).rejects.toMatchObject({ status: 404 })
type Shown = { translations: { locale: string; version: number }[] }
function translation(article: Shown, locale = 'en'): { version: number } {
  const found = article.translations.find((each) => each.locale === locale)
  if (!found) throw new Error(`there is no ${locale}`)
  return found
}

async function draft(title: string, more: Record<string, unknown> = {}, locale = 'en') {
  return await senior().call('POST /help-articles', {
    ...more,
    draft: { locale, title, doc: words(`About ${title}`), ...(more.draft as object) },
  })
}
async function published(title: string, more: Record<string, unknown> = {}, locale = 'en') {
  const { id } = await draft(title, more, locale)
  return await lee().call('POST /help-articles/:id/publication', { id, locale })
}
const save = (id: string, locale: string, version: number, more: Record<string, unknown>) =>
  senior().call('PUT /help-articles/:id/drafts/:locale', { id, locale, version, title: 'T', doc: words('W'), ...more })
const category = (name: string, more: Record<string, unknown> = {}) =>
  lee().call('POST /help-categories', { names: { en: { name } }, ...more })
const eventsOf = async (id: string) =>
  (await desk.app.db.selectFrom('event').selectAll().where('subject_id', '=', id).orderBy('version').execute()).map(
    (row) => row.name,
  )

describe('writing and publishing', () => {
  it('shows a draft to colleagues only, then to everybody, with its version kept', async () => {
    const made = await draft('Return an item', { topic: 'return' })
    expect(made).toMatchObject({
      topic: 'return',
      translations: [{ locale: 'en', state: 'draft', slug: 'return-an-item', published: null }],
    })
    await gone('return-an-item')
    const after = await lee().call('POST /help-articles/:id/publication', { id: made.id, locale: 'en' })
    expect(translation(after)).toMatchObject({
      state: 'published',
      draft: null,
      published: { number: 1, by: 'Lee Grant' },
    })
    expect(await read('return-an-item')).toMatchObject({
      article: made.id,
      locale: 'en',
      title: 'Return an item',
      topic: 'return',
      html: '<p>About Return an item</p>',
      version: 1,
      languages: [{ locale: 'en', slug: 'return-an-item' }],
    })
    expect(await eventsOf(made.id)).toEqual(['article.drafted', 'article.published'])
  })

  it('keeps a draft beside what is read, and a restored version beside both', async () => {
    const { id, translations } = await published('Gift cards')
    const { version } = translations[0]
    const again = await save(id, 'en', version, { title: 'Gift cards, new', doc: words('Second') })
    expect((await read('gift-cards')).html).toBe('<p>About Gift cards</p>')
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en', version: translation(again).version })
    expect(await read('gift-cards')).toMatchObject({ title: 'Gift cards, new', html: '<p>Second</p>', version: 2 })
    const versions = await lee().call('GET /help-articles/:id/versions', { id, locale: 'en', limit: 1 })
    expect(versions.data).toMatchObject([{ number: 2, by: 'Lee Grant' }])
    const next = { id, locale: 'en', limit: 1, cursor: versions.nextCursor }
    expect((await lee().call('GET /help-articles/:id/versions', next)).data).toMatchObject([{ number: 1 }])
    const one = await lee().call('GET /help-articles/:id/versions/:number', { id, locale: 'en', number: 1 })
    expect(one).toMatchObject({ title: 'Gift cards', html: '<p>About Gift cards</p>' })
    const now = translation(await lee().call('GET /help-articles/:id', { id })).version
    const restored = await senior().call('POST /help-articles/:id/restoration', {
      id,
      locale: 'en',
      number: 1,
      version: now,
    })
    expect(translation(restored)).toMatchObject({ draft: { title: 'Gift cards' }, published: { number: 2 } })
    expect((await read('gift-cards')).html).toBe('<p>Second</p>')
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })
    expect(await read('gift-cards')).toMatchObject({ title: 'Gift cards', version: 3 })
  })

  it('of two who change it at once one is told', async () => {
    const { id, translations } = await draft('Twice')
    const { version } = translations[0]
    const both = await Promise.allSettled([
      save(id, 'en', version, { title: 'A' }),
      save(id, 'en', version, { title: 'B' }),
    ])
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((each) => each.status === 'rejected')).toMatchObject({
      reason: { status: 422, code: 'changed_meanwhile', details: { version: version + 1 } },
    })
    await expect(
      lee().call('POST /help-articles/:id/publication', { id, locale: 'en', version }),
    ).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await expect(save(id, 'de', 3, {})).rejects.toMatchObject({ code: 'changed_meanwhile', details: { version: 0 } })
  })

  it('who may: associates read, seniors write, leads publish', async () => {
    const { id } = await draft('Rights')
    const { status } = await desk.as('sam').send('GET', `/help-articles/${id}`)
    expect(status).toBe(200)
    const wants = [
      ['sam', 'POST', '/help-articles', { draft: { locale: 'en', title: 'x', doc: words('x') } }],
      ['staff:stf_writer:senior', 'POST', `/help-articles/${id}/publication`, { locale: 'en' }],
      ['staff:stf_writer:senior', 'POST', `/help-articles/${id}/archive`, {}],
      ['ava', 'GET', `/help-articles/${id}`, undefined],
      ['sam', 'POST', '/help-categories', { names: { en: { name: 'x' } } }],
    ] as const
    for (const [who, method, path, body] of wants)
      expect([path, (await desk.as(who).send(method, path, { body })).status]).toEqual([path, 403])
    expect((await anyone().send('GET', `/help-articles/${id}`)).status).toBe(401)
    await expect(lee().call('GET /help-articles/:id', { id: 'hlp_none' })).rejects.toMatchObject({ status: 404 })
  })

  it('lists by title, place, state and language, and by page', async () => {
    const place = await category('Listed')
    const ids: string[] = []
    for (const each of ['Zoé one', 'Zoé two', 'Zoé three']) ids.push((await draft(each, { category: place.id })).id)
    await lee().call('POST /help-articles/:id/publication', { id: ids[1], locale: 'en' })
    const list = (input: object) => desk.as('sam').call('GET /help-articles', { category: place.id, ...input })
    const first = await list({ q: 'zoe', limit: 2 })
    expect(first.data).toHaveLength(2)
    expect(first.data[0]).toMatchObject({
      category: { id: place.id, name: 'Listed' },
      translations: [{ locale: 'en' }],
    })
    expect((await list({ q: 'zoe', limit: 2, cursor: first.nextCursor })).data).toHaveLength(1)
    expect((await list({ state: 'published' })).data.map((each: { id: string }) => each.id)).toEqual([ids[1]])
    expect((await list({ locale: 'de' })).data).toEqual([])
    expect((await list({ q: '%' })).data).toEqual([])
  })
})

describe('addresses', () => {
  it('are one article’s each; those made from a title get a number, chosen ones are refused', async () => {
    await published('One address')
    expect((await draft('One address')).translations[0].slug).toBe('one-address-2')
    await expect(draft('Other', { draft: { slug: 'One Address' } })).rejects.toMatchObject({
      status: 422,
      code: 'slug_taken',
    })
    expect((await draft('كيف أعيد طلبي؟', {}, 'ar')).translations[0].slug).toBe('كيف-أعيد-طلبي')
    const many = await Promise.all(Array.from({ length: 5 }, () => draft('At once')))
    expect(new Set(many.map((each) => each.translations[0].slug)).size).toBe(5)
  })

  it('that changed lead on, and go back to whoever takes them', async () => {
    const { id, translations } = await published('Old address')
    const { version } = translations[0]
    await save(id, 'en', version, { slug: 'new-address' })
    expect((await read('old-address')).slug).toBe('old-address')
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })
    expect(await read('old-address')).toMatchObject({ article: id, slug: 'new-address' })
    const redirects = await desk.as('sam').call('GET /help-redirects', { article: id })
    expect(redirects.data).toMatchObject([{ slug: 'old-address', byHand: false, article: { id, title: 'T' } }])
    const other = await published('Old address')
    expect(await read('old-address')).toMatchObject({ article: other.id })
    expect((await desk.as('sam').call('GET /help-redirects', { article: id })).data).toEqual([])
  })

  it('can be made and removed by hand', async () => {
    const { id } = await published('By hand')
    const made = await lee().call('POST /help-redirects', { locale: 'en', slug: '360012345-by-hand', article: id })
    expect(await read('360012345-by-hand')).toMatchObject({ article: id, slug: 'by-hand' })
    await expect(
      lee().call('POST /help-redirects', { locale: 'en', slug: 'by-hand', article: id }),
    ).rejects.toMatchObject({ code: 'slug_taken' })
    await expect(
      lee().call('POST /help-redirects', { locale: 'en', slug: 'x', article: 'hlp_none' }),
    ).rejects.toMatchObject({ status: 404 })
    await lee().call('DELETE /help-redirects/:id', { id: made.id })
    await gone('360012345-by-hand')
  })
})

describe('languages', () => {
  it('are answered by the one asked for, its base, the store’s, English', async () => {
    const { id } = await published('Languages')
    for (const [locale, title] of [
      ['de', 'Sprachen'],
      ['pt-BR', 'Idiomas'],
    ] as const) {
      await save(id, locale, 0, { title })
      await lee().call('POST /help-articles/:id/publication', { id, locale })
    }
    const titles: Record<string, string> = { de: 'Sprachen', 'de-AT': 'Sprachen', pt: 'Idiomas', 'pt-PT': 'Idiomas' }
    for (const locale of ['de', 'de-AT', 'pt', 'pt-PT', 'fr', 'x', ''])
      expect([locale, (await read('languages', locale)).title]).toEqual([locale, titles[locale] ?? 'Languages'])
    expect(await read('sprachen', 'en')).toMatchObject({ locale: 'en', slug: 'languages' })
    expect((await read('languages', 'de')).languages).toEqual([
      { locale: 'de', slug: 'sprachen' },
      { locale: 'en', slug: 'languages' },
      { locale: 'pt-BR', slug: 'idiomas' },
    ])
    await expect(save(id, 'not a language', 0, {})).rejects.toMatchObject({ status: 400, param: 'locale' })
  })

  it('of the first page fall back one by one', async () => {
    const place = await category('Orders', { names: { en: { name: 'Orders' }, de: { name: 'Bestellungen' } } })
    const one = await published('In both', { category: place.id })
    await save(one.id, 'de', 0, { title: 'In beiden' })
    await lee().call('POST /help-articles/:id/publication', { id: one.id, locale: 'de' })
    await published('Only English', { category: place.id })
    const topic = await anyone().call('GET /help/topics/:slug', { slug: 'orders', locale: 'de' })
    expect(topic).toMatchObject({
      locale: 'de',
      name: 'Bestellungen',
      articles: [
        { title: 'In beiden', locale: 'de' },
        { title: 'Only English', locale: 'en' },
      ],
    })
    const home = await anyone().call('GET /help/home', { locale: 'de' })
    expect(home.locale).toBe('de')
    expect(home.categories.find((each: { slug: string }) => each.slug === 'orders')).toMatchObject({
      name: 'Bestellungen',
      articles: 2,
      first: [{ title: 'In beiden' }, { title: 'Only English' }],
    })
    await category('Empty')
    expect((await anyone().call('GET /help/home')).categories.map((each: { slug: string }) => each.slug)).not.toContain(
      'empty',
    )
    expect((await anyone().send('GET', '/help/topics/empty')).status).toBe(404)
  })
})

describe('times and ends', () => {
  it('publishes at a time by the store’s clock; what is read stays read until then', async () => {
    const { id } = await draft('Later')
    const at = addDays(desk.app.clock.now(), 1).toISOString()
    const waiting = await lee().call('POST /help-articles/:id/publication', { id, locale: 'en', at })
    expect(translation(waiting)).toMatchObject({ state: 'scheduled', scheduledAt: at })
    await gone('later')
    await runUntil(desk.app, at)
    expect(await read('later')).toMatchObject({ title: 'Later', version: 1 })
    const { version } = translation(await lee().call('GET /help-articles/:id', { id }))
    await save(id, 'en', version, { title: 'Later still' })
    const soon = addMinutes(desk.app.clock.now(), 60).toISOString()
    const both = await lee().call('POST /help-articles/:id/publication', { id, locale: 'en', at: soon })
    expect(translation(both)).toMatchObject({ state: 'published', scheduledAt: soon })
    const back = await lee().call('DELETE /help-articles/:id/schedule', { id, locale: 'en' })
    expect(translation(back)).toMatchObject({ state: 'published', scheduledAt: null, draft: { title: 'Later still' } })
    await runUntil(desk.app, addMinutes(desk.app.clock.now(), 120))
    expect((await read('later')).title).toBe('Later')
    await expect(lee().call('DELETE /help-articles/:id/schedule', { id, locale: 'en' })).rejects.toMatchObject({
      code: 'not_possible_now',
    })
    await expect(
      lee().call('POST /help-articles/:id/publication', { id, locale: 'en', at: '2020-01-01T00:00:00Z' }),
    ).rejects.toMatchObject({ status: 400, param: 'at' })
  })

  it('a time that comes when it cannot be published is taken back, and said', async () => {
    const { id, translations } = await draft('Too late')
    const at = addMinutes(desk.app.clock.now(), 10).toISOString()
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en', at })
    await save(id, 'en', translations[0].version + 1, { doc: { type: 'doc', content: [{ type: 'paragraph' }] } })
    await runUntil(desk.app, at)
    expect(translation(await lee().call('GET /help-articles/:id', { id }))).toMatchObject({
      state: 'draft',
      scheduledAt: null,
      refused: { at, code: 'not_ready', missing: ['empty'] },
    })
    expect((await eventsOf(id)).at(-1)).toBe('article.scheduled')
    const { data } = await lee().call('GET /help-articles', {})
    expect(data.find((line: { id: string }) => line.id === id).translations[0]).toMatchObject({
      state: 'draft',
      refusedAt: at,
    })
    const later = addMinutes(desk.app.clock.now(), 10).toISOString()
    await save(id, 'en', translations[0].version + 3, {})
    const again = await lee().call('POST /help-articles/:id/publication', { id, locale: 'en', at: later })
    expect(translation(again)).toMatchObject({ state: 'scheduled', refused: null })
  })

  it('is taken off, put back as it was, archived and brought back', async () => {
    const { id } = await published('Coming and going')
    const off = await lee().call('DELETE /help-articles/:id/publication', { id, locale: 'en' })
    expect(translation(off)).toMatchObject({ state: 'unpublished', published: null })
    await gone('coming-and-going')
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })
    expect((await read('coming-and-going')).version).toBe(2)
    await expect(lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })).rejects.toMatchObject({
      code: 'nothing_to_publish',
    })
    const archived = await lee().call('POST /help-articles/:id/archive', { id })
    expect(archived).toMatchObject({ archived: true, allowed: ['bring_back'] })
    await gone('coming-and-going')
    expect((await lee().call('GET /help-articles', { q: 'coming and' })).data).toEqual([])
    expect((await lee().call('GET /help-articles', { q: 'coming and', archived: true })).data).toHaveLength(1)
    await expect(save(id, 'de', 0, {})).rejects.toMatchObject({ code: 'archived' })
    await lee().call('DELETE /help-articles/:id/archive', { id })
    await gone('coming-and-going')
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })
    await read('coming-and-going')
    expect(await eventsOf(id)).toEqual([
      'article.drafted',
      'article.published',
      'article.unpublished',
      'article.published',
      'article.unpublished',
      'article.changed',
      'article.changed',
      'article.published',
    ])
  })

  it('a draft is thrown away, but not the only thing there is', async () => {
    const { id, translations } = await published('Thrown')
    await save(id, 'en', translations[0].version, { title: 'Bad idea', slug: 'bad-idea' })
    const after = await senior().call('DELETE /help-articles/:id/drafts/:locale', { id, locale: 'en' })
    expect(translation(after)).toMatchObject({ draft: null, slug: 'thrown' })
    const only = await draft('Only a draft')
    await expect(
      senior().call('DELETE /help-articles/:id/drafts/:locale', { id: only.id, locale: 'en' }),
    ).rejects.toMatchObject({ code: 'never_published' })
  })
})

describe('what stands around an article', () => {
  it('has related ones by hand first, then of its category', async () => {
    const place = await category('Related')
    const [one, two, three] = [
      await published('First of related', { category: place.id }),
      await published('Second of related', { category: place.id }),
      await published('Elsewhere'),
    ]
    const change = (input: object) =>
      senior().call('PUT /help-articles/:id', { id: one.id, version: one.version, ...input })
    await change({ related: [three.id] })
    expect((await read('first-of-related')).related.map((each: { title: string }) => each.title)).toEqual([
      'Elsewhere',
      'Second of related',
    ])
    await expect(change({ topic: 'gift' })).rejects.toMatchObject({ code: 'changed_meanwhile' })
    const again = { version: one.version + 1 }
    await expect(change({ ...again, related: [one.id] })).rejects.toMatchObject({ status: 400, param: 'related' })
    await expect(change({ ...again, related: [two.id, 'hlp_x'] })).rejects.toMatchObject({ param: 'related[1]' })
    await expect(change({ ...again, category: 'hlc_x' })).rejects.toMatchObject({ param: 'category' })
  })

  it('categories are named per language, moved, and removed when empty', async () => {
    const made = await category('Payments', {
      names: { en: { name: 'Payments' }, ar: { name: 'الدفع', summary: 'كيف' } },
    })
    expect(made).toMatchObject({ slug: 'payments', names: { ar: { name: 'الدفع', summary: 'كيف' } }, articles: 0 })
    await expect(category('Else', { slug: 'payments' })).rejects.toMatchObject({ code: 'slug_taken' })
    await expect(category('', { names: {} })).rejects.toMatchObject({ status: 400, param: 'names' })
    const moved = { id: made.id, names: { en: { name: 'Paying' } }, position: 0, version: 1 }
    expect(await lee().call('PUT /help-categories/:id', moved)).toMatchObject({
      slug: 'payments',
      position: 0,
      version: 2,
    })
    await expect(lee().call('PUT /help-categories/:id', moved)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect((await desk.as('sam').call('GET /help-categories')).data[0].id).toBe(made.id)
    const { id } = await draft('Pays', { category: made.id })
    await expect(lee().call('DELETE /help-categories/:id', { id: made.id })).rejects.toMatchObject({
      code: 'has_articles',
      details: { articles: 1 },
    })
    await lee().call('POST /help-articles/:id/archive', { id })
    await lee().call('DELETE /help-categories/:id', { id: made.id })
  })

  it('words that mean the same are kept by language', async () => {
    const made = await lee().call('POST /help-synonyms', { locale: 'en', words: ['Parcel', 'package', 'parcel'] })
    expect(made).toMatchObject({ words: ['parcel', 'package'], version: 1 })
    const changed = { id: made.id, locale: 'en', words: ['parcel', 'packet'], version: 1 }
    expect(await lee().call('PUT /help-synonyms/:id', changed)).toMatchObject({ version: 2 })
    await expect(lee().call('PUT /help-synonyms/:id', changed)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    await expect(lee().call('POST /help-synonyms', { locale: 'en', words: ['a', 'A'] })).rejects.toMatchObject({
      param: 'words',
    })
    expect((await desk.as('sam').call('GET /help-synonyms', { locale: 'de' })).data).toEqual([])
    await lee().call('DELETE /help-synonyms/:id', { id: made.id })
    await expect(lee().call('DELETE /help-synonyms/:id', { id: made.id })).rejects.toMatchObject({ status: 404 })
    await runJobs(desk.app)
  })
})
