import { addDays, addMinutes } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchHelp } from './search-help.ts'
import { suggestHelp } from './suggest-help.ts'

let desk: SmallDesk
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  for (const [locale, each] of Object.entries(articles))
    for (const [title, text] of each) ids.set(title, await publish(title, text, { locale }))
})
afterAll(async () => desk?.close())

const articles: Record<string, [title: string, text: string][]> = {
  en: [
    ['Return an item', 'Send back what you do not want within 30 days. Print the label and drop the parcel off.'],
    ['When your refund arrives', 'Money goes back to the card that you paid with, five days after we have it.'],
    ['Track a parcel', 'Open your orders and choose Track. You see where it was scanned last.'],
    ['Get an invoice', 'Every order has one. Open the order and choose Download.'],
    ['Cancel an order', 'While it has not left the warehouse, cancel it in your orders.'],
    ['Something arrived broken', 'Take a photo and tell us. We replace it or give the money back.'],
    ['Change your e-mail address', 'In your account, choose Security.'],
    ['Furnishing a café', 'Larger quantities of chairs and tables are agreed with us.'],
    ['Sign in without a password', 'We mail you a code with six digits.'],
  ],
  de: [
    ['Artikel zurückgeben', 'Innerhalb von 30 Tagen. Drucken Sie das Etikett und geben Sie das Paket ab.'],
    ['Lieferzeiten', 'Wie lange die Zustellung dauert, hängt von der Adresse ab.'],
    ['Rechnung herunterladen', 'Zu jeder Bestellung gibt es eine.'],
    ['Schäden melden', 'Senden Sie uns ein Bild der beschädigten Ware.'],
  ],
  es: [
    ['Devolver un artículo', 'Tienes 30 días. Imprime la etiqueta y entrega el paquete.'],
    ['Cómo cancelar un pedido', 'Mientras no haya salido del almacén puedes cancelarlo.'],
    ['Cuándo llega el reembolso', 'El dinero vuelve a la tarjeta con la que pagaste.'],
  ],
  fr: [
    ['Renvoyer un article', 'Vous avez 30 jours. Imprimez l’étiquette et déposez le colis.'],
    ['Suivre une livraison', 'Ouvrez vos commandes et choisissez Suivre.'],
    ['Modifier l’adresse', 'Tant que la commande n’est pas expédiée, changez-la dans vos commandes.'],
  ],
}

const ids = new Map<string, string>()
const lee = () => desk.as('lee')
const anyone = () => desk.as('anonymous')
const doc = (text: string) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] })

async function write(title: string, text: string, { locale = 'en', ...more }: Record<string, unknown> = {}) {
  const draft = { locale, title, doc: doc(text), ...more }
  const { id } = await lee().call('POST /help-articles', { draft })
  return id as string
}
async function publish(title: string, text: string, more: Record<string, unknown> = {}) {
  const id = await write(title, text, more)
  await lee().call('POST /help-articles/:id/publication', { id, locale: more.locale ?? 'en' })
  return id
}
const search = (q: string, locale = 'en', more: Record<string, unknown> = {}) =>
  anyone().call('GET /help/search', { q, locale, ...more })
type Mark = { text: string; marked: boolean }
// Not by the route, which takes so many questions a minute from one place.
const titles = async (q: string, locale = 'en') =>
  (await searchHelp(desk.reader(), { q, locale })).hits.map(({ title }) => title)
const first = async (q: string, locale?: string) => (await titles(q, locale))[0]
const suggested = async (q: string, locale = 'en') =>
  (await suggestHelp(desk.reader(), { q, locale })).map(({ title }) => title)
const marked = (marks: Mark[]) => marks.filter((each) => each.marked).map(({ text }) => text)
const whole = (marks: Mark[]) => marks.map(({ text }) => text).join('')

describe('what is found', () => {
  it.each([
    ['en', 'returned items', 'Return an item'],
    ['en', 'REFUNDING', 'When your refund arrives'],
    ['en', 'canceling orders', 'Cancel an order'],
    ['en', 'cafe furniture', 'Furnishing a café'],
    ['en', 'email', 'Change your e-mail address'],
    ['de', 'zurückgegebene Artikel', 'Artikel zurückgeben'],
    ['de', 'Rueckgabe', 'Artikel zurückgeben'],
    ['de', 'Lieferzeit', 'Lieferzeiten'],
    ['de', 'Rechnungen', 'Rechnung herunterladen'],
    ['de', 'Schaden', 'Schäden melden'],
    ['de', 'Bestellrechnung', 'Rechnung herunterladen'],
    ['es', 'devolviendo articulos', 'Devolver un artículo'],
    ['es', 'cancelación de pedidos', 'Cómo cancelar un pedido'],
    ['es', 'REEMBOLSOS', 'Cuándo llega el reembolso'],
    ['fr', 'renvoyés', 'Renvoyer un article'],
    ['fr', 'livraisons', 'Suivre une livraison'],
    ['fr', 'changement d’adresses', 'Modifier l’adresse'],
  ])('%s: other forms of a word, “%s”', async (locale, q, title) => {
    expect(await first(q, locale)).toBe(title)
  })

  it.each([
    ['en', 'retrun', 'Return an item'],
    ['en', 'refnud', 'When your refund arrives'],
    ['en', 'invoce', 'Get an invoice'],
    ['en', 'cancle my oder', 'Cancel an order'],
    ['en', 'pasword', 'Sign in without a password'],
    ['de', 'Rechnugn', 'Rechnung herunterladen'],
    ['es', 'reenbolso', 'Cuándo llega el reembolso'],
    ['fr', 'livrason', 'Suivre une livraison'],
  ])('%s: a mistyped word, “%s”', async (locale, q, title) => {
    expect(await first(q, locale)).toBe(title)
  })

  it.each([
    ['en', 'How do I send back the things I do not want?', 'Return an item'],
    ['en', 'When will I get my money back?', 'When your refund arrives'],
    ['en', 'where is my package', 'Track a parcel'],
    ['en', 'Hi, my lamp came damaged, what can I do about it?', 'Something arrived broken'],
    ['en', 'I need a bill for my order', 'Get an invoice'],
    ['en', 'how can i log in', 'Sign in without a password'],
    ['de', 'Wie lange dauert der Versand?', 'Lieferzeiten'],
    ['de', 'Meine Ware ist kaputt, was nun?', 'Schäden melden'],
    ['de', 'Wie kann ich etwas zurückschicken?', 'Artikel zurückgeben'],
    ['es', '¿Cómo puedo anular una compra?', 'Cómo cancelar un pedido'],
    ['fr', 'Où est mon colis ? Je veux le localiser', 'Suivre une livraison'],
  ])('%s: a question in other words, “%s”', async (locale, q, title) => {
    expect(await first(q, locale)).toBe(title)
  })

  it('by words that the store says mean the same, and by those given to an article', async () => {
    expect(await titles('sprongle')).toEqual([])
    const made = await lee().call('POST /help-synonyms', { locale: 'en', words: ['sprongle', 'parcel'] })
    expect(await first('sprongle')).toBe('Track a parcel')
    await lee().call('DELETE /help-synonyms/:id', { id: made.id })
    expect(await titles('sprongle')).toEqual([])
    await publish('Gift cards', 'They never end.', { keywords: ['wumpus'] })
    expect(await titles('wumpus')).toEqual(['Gift cards'])
  })

  it('says how a mistyped word was taken, as articles write it', async () => {
    const corrected = async (q: string, locale?: string) => (await search(q, locale)).corrected
    expect(await corrected('My  REFNUD, please?')).toBe('My refund, please?')
    expect(await corrected('Rechnugn, Schääden', 'de')).toBe('rechnung, schäden')
    expect(await corrected('refund')).toBeNull()
    expect(await corrected('zebra')).toBeNull()
  })

  it('nothing where nothing fits', async () => {
    expect(await search('zebra giraffe')).toMatchObject({ data: [] })
    expect(await search('how do I zebra')).toMatchObject({ data: [] })
  })
})

describe('only what is published', () => {
  it('a draft, a plan, what was taken back, an archive and old words are found by nobody', async () => {
    const id = await write('Quokka rules', 'About the quokka.')
    const found = async () => [...(await titles('quokka')), ...(await suggested('quokk'))]
    expect(await found()).toEqual([])
    const at = addDays(desk.app.clock.now(), 1)
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en', at: at.toISOString() })
    expect(await found()).toEqual([])
    await runUntil(desk.app, addMinutes(at, 1))
    expect(await found()).toEqual(['Quokka rules', 'Quokka rules'])

    const [{ version }] = (await lee().call('GET /help-articles/:id', { id })).translations
    const change = { id, locale: 'en', version, title: 'Numbat rules', doc: doc('About the numbat.') }
    await lee().call('PUT /help-articles/:id/drafts/:locale', change)
    expect(await titles('numbat')).toEqual([])
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })
    expect(await titles('numbat')).toEqual(['Numbat rules'])
    expect(await found()).toEqual([])

    await lee().call('DELETE /help-articles/:id/publication', { id, locale: 'en' })
    expect([...(await titles('numbat')), ...(await suggested('numb'))]).toEqual([])
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'en' })
    expect(await titles('numbat')).toEqual(['Numbat rules'])
    await lee().call('POST /help-articles/:id/archive', { id })
    expect([...(await titles('numbat')), ...(await suggested('numb'))]).toEqual([])
    for (const table of ['help_search_entry', 'help_search_posting'] as const) expect(await rowsOf(table, id)).toBe(0)
  })

  it('counts of words are right after many at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, (_each, at) => write(`Axolotl ${at}`, 'axolotl')))
    const publication = (method: string) =>
      Promise.all(made.map((id) => lee().call(`${method} /help-articles/:id/publication`, { id, locale: 'en' })))
    await publication('POST')
    const counts = async () => {
      const { rows } = await desk.app.pool.query(
        `select (select documents from help_search_term where term = 'axolotl') as term,
          (select documents from help_search_word where word = 'axolotl') as word,
          (select documents from help_search_size where locale = 'en')
            = (select count(*)::int from help_search_entry where locale = 'en') as agree`,
      )
      return rows[0]
    }
    expect(await counts()).toEqual({ term: 12, word: 12, agree: true })
    await publication('DELETE')
    expect(await counts()).toEqual({ term: null, word: null, agree: true })
  })

  async function rowsOf(table: string, id: string): Promise<number> {
    const { rows } = await desk.app.pool.query(`select 1 from ${table} where article_id = $1`, [id])
    return rows.length
  }
})

describe('suggestions while somebody types', () => {
  it.each([
    ['en', 'retu', 'Return an item'],
    ['en', 'canc', 'Cancel an order'],
    ['en', 'cancel an o', 'Cancel an order'],
    ['en', 'track my par', 'Track a parcel'],
    ['en', 'invioc', 'Get an invoice'],
    ['en', 'when does my refu', 'When your refund arrives'],
    ['de', 'Rech', 'Rechnung herunterladen'],
    ['es', 'reem', 'Cuándo llega el reembolso'],
    ['fr', 'livr', 'Suivre une livraison'],
  ])('%s: “%s”', async (locale, q, title) => {
    expect((await suggested(q, locale))[0]).toBe(title)
  })

  it('marks what was typed, at most so many', async () => {
    const { data } = await anyone().call('GET /help/suggestions', { q: 'an ord', locale: 'en', limit: 1 })
    expect(data).toHaveLength(1)
    expect(marked(data[0].titleMarks)).toContain('order')
    expect(whole(data[0].titleMarks)).toBe(data[0].title)
  })
})

describe('marks', () => {
  it('show the passage that fits, with what was looked for as the text writes it', async () => {
    const filler = 'Nothing of interest stands here, and it goes on for a while. '.repeat(30)
    await publish('About our wood', `${filler}Oiled Walnut tables want oiling twice a year.\n${filler}`)
    const { data } = await search('oil walnut')
    const [{ excerpt }] = data
    expect(marked(excerpt)).toEqual(['Oiled', 'Walnut', 'oiling'])
    expect(whole(excerpt).length).toBeLessThan(320)
    expect(whole(excerpt)).toMatch(/^…Oiled Walnut tables want oiling twice a year\..*…$/)
  })

  it('tell headings and points of a list from what follows', async () => {
    await publish(
      'About our benches',
      'Care of a larchbench\nWash it.\nOil it\n\nOnce a year, larchbench by larchbench',
    )
    const { data } = await search('larchbench')
    expect(whole(data[0].excerpt)).toBe(
      'Care of a larchbench · Wash it. Oil it · Once a year, larchbench by larchbench',
    )
  })

  it('are pieces of text, never HTML, and stay text on the page', async () => {
    const bad = '<script>alert("kiwi")</script><mark>kiwi</mark> & <img src=x onerror=alert(1)> kiwi'
    await publish('Kiwi <b onclick="x()">bold</b> & co', bad)
    const { data } = await search('kiwi')
    expect(whole(data[0].titleMarks)).toBe('Kiwi <b onclick="x()">bold</b> & co')
    expect(marked(data[0].excerpt)).toEqual(['kiwi', 'kiwi', 'kiwi'])
    expect(whole(data[0].excerpt)).toBe(bad)
  })

  it('do not break letters of two parts', async () => {
    await publish('Emoji', `${'😀'.repeat(150)} tamarind ${'👩‍👩‍👧'.repeat(100)}`)
    const { data } = await search('tamarind')
    expect(whole(data[0].excerpt).isWellFormed()).toBe(true)
    expect(marked(data[0].excerpt)).toEqual(['tamarind'])
  })
})

describe('languages', () => {
  it('answers in the reader’s, its base, the store’s, then any that knows', async () => {
    expect(await search('Rechnung', 'de-AT')).toMatchObject({ locale: 'de', data: [{ locale: 'de' }] })
    expect(await search('invoice', 'fr')).toMatchObject({ locale: 'en', data: [{ title: 'Get an invoice' }] })
    expect(await search('invoice', 'ja')).toMatchObject({ data: [{ locale: 'en' }] })
    expect(await search('reembolso', 'en')).toMatchObject({ locale: 'es', data: [{ locale: 'es' }] })
    expect(await first('invoice', 'not a language!')).toBe('Get an invoice')
    const { data } = await anyone().call('GET /help/search', { q: 'invoice' })
    expect(data[0].title).toBe('Get an invoice')
    expect(await suggested('invo', 'fr')).toEqual(['Get an invoice'])
  })

  it('an article that is there in several is shown once, in the nearest', async () => {
    const id = await publish('Okapi colors', 'Okapi.', { locale: 'pt' })
    const draft = { id, locale: 'pt-BR', version: 0, title: 'Cores do Okapi', doc: doc('Okapi.') }
    await lee().call('PUT /help-articles/:id/drafts/:locale', draft)
    await lee().call('POST /help-articles/:id/publication', { id, locale: 'pt-BR' })
    expect(await titles('okapi', 'pt-BR')).toEqual(['Cores do Okapi'])
    expect(await titles('okapi', 'pt')).toEqual(['Okapi colors'])
  })

  it('finds in scripts without blanks, and whatever the vowel signs', async () => {
    await publish('返品について', '商品は三十日以内に返品できます。', { locale: 'ja' })
    await publish('إرجاع منتج', 'لديك ثلاثون يومًا.', { locale: 'ar' })
    expect(await first('返品', 'ja')).toBe('返品について')
    expect(await first('ارجاع المنتج', 'ar')).toBe('إرجاع منتج')
  })
})

describe('what strangers send', () => {
  const hostile: [what: string, q: string][] = [
    ['SQL', `'; drop table help_search_entry; --`],
    ['operators', 'a & | ! ( ) : * <-> "'],
    ['signs of patterns and templates', '\\ % _ \\% $1 ${x} {{x}}'],
    ['half a letter', 'invoice \uD800'],
    ['a turn of direction', '\u202Einvoice\u202C'],
    ['pictures', '🙂🙂🙂'],
    ['a dot', '.'],
    ['hyphens', '-'.repeat(1_900)],
    ['one endless word', 'ä'.repeat(2_000)],
    ['the same word', 'invoice '.repeat(240)],
    ['words joined by hyphens', `${'a-'.repeat(900)}invoice`],
    ['hundreds of unknown words', Array.from({ length: 280 }, (_each, at) => `wo${at}rds`).join(' ')],
    ['hundreds of mistyped words', 'invoixe retrun refumd cancle '.repeat(68)],
    ['open brackets', `${'("'.repeat(500)}invoice`],
    ['letters of two parts', 'n\u0303'.repeat(900)],
    ['Arabic', 'كتاب '.repeat(380)],
    ['no blanks', '返'.repeat(1_900)],
  ]

  it.each(hostile)('is answered in time: %s', async (_what, q) => {
    const begin = performance.now()
    const { hits } = await searchHelp(desk.reader(), { q, locale: 'en' })
    const suggestions = await suggestHelp(desk.reader(), { q, locale: 'de' })
    expect(hits.length + suggestions.length).toBeLessThanOrEqual(16)
    expect(performance.now() - begin).toBeLessThan(1_000)
  })

  it('is answered by the routes too', async () => {
    for (const [, q] of hostile.slice(0, 8))
      for (const path of ['search', 'suggestions']) {
        const { status, body } = await anyone().send('GET', `/help/${path}?${new URLSearchParams({ q, locale: 'en' })}`)
        expect([q, status, Array.isArray(body.data)]).toEqual([q, 200, true])
      }
  })

  it('is refused where it is too long, empty or no question at all', async () => {
    for (const q of ['', '   ', 'x'.repeat(2_001), 'a\u0000b'])
      await expect(search(q)).rejects.toMatchObject({ status: 400 })
    await expect(search('x', 'en', { limit: 51 })).rejects.toMatchObject({ status: 400, param: 'limit' })
    await expect(search('x', 'e'.repeat(36))).rejects.toMatchObject({ status: 400, param: 'locale' })
    expect(await first('invoice')).toBe('Get an invoice')
  })
})

describe('searches without success', () => {
  const lines = async (more: Record<string, unknown> = {}) =>
    (await desk.as('staff:stf_writer:senior').call('GET /help-searches', more)).data as Record<string, unknown>[]
  const line = async (query: string) => (await lines({ limit: 100 })).find((each) => each.query === query)
  const openSearch = (id: string, article = ids.get('Get an invoice')) =>
    anyone().call('POST /help/searches/:id/choice', { id, article })

  it('are listed by what was looked for, the most wanted first, with why', async () => {
    for (const q of ['Yak saddles', 'yak saddles!', 'YAK   saddles']) await search(q)
    await search('yak blankets')
    expect(await line('yak saddles')).toMatchObject({ times: 3, searches: 3, nothingFound: 3, locale: 'en' })
    const [most] = await lines({ why: 'nothing_found' })
    expect(most).toMatchObject({ query: 'yak saddles' })
    const one = await desk.as('lee').call('GET /help-searches', { why: 'nothing_found', limit: 1 })
    const next = await desk
      .as('lee')
      .call('GET /help-searches', { why: 'nothing_found', limit: 1, cursor: one.nextCursor })
    expect(next.data[0].query).not.toBe('yak saddles')
  })

  it('so are those with results that nobody opened, after which somebody wrote, or that did not help', async () => {
    const opened = await search('invoice download yes')
    const left = await search('invoice download left')
    const wrote = await search('invoice download wrote')
    const judged = await search('invoice download judged')
    for (const { search: id } of [opened, wrote, judged]) await openSearch(id)
    const about = { kind: 'article', id: ids.get('Get an invoice') }
    await desk.as('ava').call('POST /conversations', { text: 'Where is it?', about, search: wrote.search })
    await runJobs(desk.app)
    const said = { article: about.id, locale: 'en', helped: false, search: judged.search }
    await anyone().call('POST /help/feedback', said)
    expect(await line('invoice download left')).toBeUndefined()
    await runUntil(desk.app, addMinutes(desk.app.clock.now(), 31))
    expect(await line('invoice download yes')).toBeUndefined()
    expect(await line('invoice download left')).toMatchObject({ times: 1, notOpened: 1, nothingFound: 0 })
    expect(await line('invoice download wrote')).toMatchObject({ times: 1, wroteToUs: 1, notOpened: 0 })
    expect(await line('invoice download judged')).toMatchObject({ times: 1, didNotHelp: 1, notOpened: 0 })
    expect(left.search).toMatch(/^hls_/)
  })

  it('opening an article from a search is what counts as opened', async () => {
    const { search: id, data } = await search('invoice opened by reading')
    const browser = { 'user-agent': 'Mozilla/5.0 (Test)' }
    await anyone().call('GET /help/articles/:slug', { slug: data[0].slug, locale: 'en', search: id }, browser)
    await anyone().call('GET /help/articles/:slug', { slug: data[0].slug, locale: 'en', search: 'hls_none' }, browser)
    await runUntil(desk.app, addMinutes(desk.app.clock.now(), 31))
    expect(await line('invoice opened by reading')).toBeUndefined()
  })

  it('hold nothing of a person: no numbers, no addresses, not who', async () => {
    await desk.as('ava').call('GET /help/search', {
      q: 'Yurt order 4711-0815 for ava@one.test, call +1 415 555 0100, card 4242 4242 4242 4242',
      locale: 'en',
    })
    const { rows } = await desk.app.pool.query(`select * from help_search where query like 'yurt%'`)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/4711|one\.test|555|4242|cus_/)
  })

  it('are not kept of colleagues, and only seniors see them', async () => {
    expect((await desk.as('sam').call('GET /help/search', { q: 'yeti colleagues', locale: 'en' })).search).toBeNull()
    expect(await line('yeti colleagues')).toBeUndefined()
    for (const who of ['anonymous', 'ava', 'sam'])
      expect((await desk.as(who).send('GET', '/help-searches')).status).toBeGreaterThanOrEqual(401)
  })

  it('are over after a day, and gone after three months', async () => {
    const { search: id } = await search('yam recipes')
    await expect(openSearch('hls_none')).rejects.toMatchObject({ status: 404 })
    await expect(openSearch(id, 'hlp_none')).rejects.toMatchObject({ status: 404 })
    await runUntil(desk.app, addDays(desk.app.clock.now(), 2))
    await expect(openSearch(id)).rejects.toMatchObject({ status: 404 })
    await runUntil(desk.app, addDays(desk.app.clock.now(), 91))
    expect(await line('yam recipes')).toBeUndefined()
    expect((await desk.app.pool.query('select 1 from help_search')).rowCount).toBe(0)
  })
})
