import { anonymous } from '#platform/auth/actor'
import { transact, type Work } from '#platform/work'
import { addDays, addMinutes } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { openDesk, type SmallDesk, uploadPicture } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../limits.ts'
import { takeFeedback } from './take-feedback.ts'

let desk: SmallDesk
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterAll(async () => desk?.close())

const anyone = () => desk.as('anonymous')
const browser = { 'user-agent': 'Mozilla/5.0 (Test)' }
const words = (text: string, ...more: object[]) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }, ...more],
})
async function published(title: string, ...more: object[]): Promise<{ id: string; slug: string }> {
  const made = await desk.as('lee').call('POST /help-articles', {
    draft: { locale: 'en', title, doc: words(title, ...more) },
  })
  await desk.as('lee').call('POST /help-articles/:id/publication', { id: made.id, locale: 'en' })
  return { id: made.id, slug: made.translations[0].slug }
}
const read = (slug: string, more: object = {}, headers = browser) =>
  anyone().call('GET /help/articles/:slug', { slug, ...more }, headers)
const insights = async (article: string) => await desk.as('sam').call('GET /help-insights', { article })
const say = (article: string, more: object, who = 'anonymous', headers: Record<string, string> = browser) =>
  desk.as(who).call('POST /help/feedback', { article, locale: 'en', ...more }, headers)

describe('feedback', () => {
  it('counts once for a person and a version, the last word, without telling whose it was', async () => {
    const { id } = await published('Judged')
    await say(id, { helped: false, why: 'not_clear', words: 'Call me at +1 415 555 0100 or ava@one.test' })
    await say(id, { helped: true, why: 'not_clear' })
    await say(id, { helped: false, why: 'not_true', words: 'It was 20 days, not 30' }, 'ava')
    await say(id, { helped: false, search: 'hsr_1' }, 'visitor:v1')
    await say(id, { helped: true }, 'anonymous', { 'user-agent': 'Another' })
    const { data } = await desk.as('sam').call('GET /help-articles/:id/feedback', { id })
    expect(data).toHaveLength(4)
    expect(data.filter((each: { helped: boolean }) => each.helped)).toHaveLength(2)
    expect((await insights(id)).data).toMatchObject([{ helped: 2, notHelped: 2, words: 1, why: { not_true: 1 } }])
    const rows = await desk.app.db.selectFrom('help_feedback').selectAll().where('article_id', '=', id).execute()
    expect(JSON.stringify(rows)).not.toMatch(/555 0100|one\.test|cus_|127\.0/)
    await desk.as('lee').call('PUT /help-articles/:id/drafts/:locale', {
      id,
      locale: 'en',
      title: 'Judged again',
      doc: words('New'),
      version: 2,
    })
    await desk.as('lee').call('POST /help-articles/:id/publication', { id, locale: 'en' })
    await say(id, { helped: true }, 'ava')
    expect((await insights(id)).total).toEqual({ views: 0, helped: 3, notHelped: 2, contacts: 0 })
  })

  it('of one network counts for few, whatever they call their browser', async () => {
    const { id } = await published('Stuffed')
    const strangers = Array.from({ length: 60 }, (_, number) => number)
    const { sayingsOfNetwork } = limits.helpcenter
    // Not by HTTP, which counts by the minute too.
    for (const number of strangers)
      await takeFeedback(
        {
          app: desk.app,
          actor: number % 2 ? anonymous : { kind: 'visitor', visitorId: `vis_${number}` },
          input: { article: id, locale: 'en', helped: false },
          transact: (run: (work: Work) => Promise<unknown>) => transact(desk.app, anonymous, run),
        } as never,
        { ip: '203.0.113.9', headers: { 'user-agent': `Browser ${number}` } },
      )
    const { notHelped } = (await insights(id)).total
    expect(notHelped).toBeGreaterThan(sayingsOfNetwork / 2)
    expect(notHelped).toBeLessThanOrEqual(sayingsOfNetwork)
  })

  it('is about what is read, in a known way', async () => {
    const { id } = await published('Only what is read')
    await expect(say('hlp_none', { helped: true })).rejects.toMatchObject({ status: 404 })
    await expect(say(id, { helped: true, locale: 'de' })).rejects.toMatchObject({ status: 404 })
    await expect(say(id, { helped: true, why: 'because' })).rejects.toMatchObject({ status: 400, param: 'why' })
    await expect(say(id, {})).rejects.toMatchObject({ status: 400, param: 'helped' })
  })

  it('is nobody’s after a month', async () => {
    const { id } = await published('Forgotten')
    await say(id, { helped: false }, 'ava')
    await runUntil(desk.app, addDays(desk.app.clock.now(), 31))
    const [row] = await desk.app.db.selectFrom('help_feedback').selectAll().where('article_id', '=', id).execute()
    expect(row).toMatchObject({ person: null, helped: false })
    await say(id, { helped: true }, 'ava')
    const { from } = await insights(id)
    expect((await desk.as('sam').call('GET /help-articles/:id/feedback', { id })).data).toHaveLength(2)
    expect(from).toBe('2026-03-06')
  })
})

describe('views and contacts', () => {
  it('are counted by day, without programs, colleagues and looks', async () => {
    const { id, slug } = await published('Counted')
    await Promise.all(Array.from({ length: 20 }, () => read(slug)))
    await read(slug, { counted: false })
    await read(slug, {}, { 'user-agent': 'Googlebot/2.1' })
    await desk.as('sam').call('GET /help/articles/:slug', { slug }, browser)
    expect((await insights(id)).data).toMatchObject([{ article: { id, title: 'Counted' }, views: 20, contacts: 0 }])
    expect((await anyone().call('GET /help/home')).popular[0]).toMatchObject({ slug })
    await expect(
      desk.as('sam').call('GET /help-insights', { from: '2026-04-01', to: '2026-03-01' }),
    ).rejects.toMatchObject({ status: 400, param: 'from' })
    await expect(
      desk.as('sam').call('GET /help-insights', { from: '2020-04-01', to: '2026-03-01' }),
    ).rejects.toMatchObject({ status: 400, param: 'from' })
  })

  it('a conversation says which article it began from, and the search before', async () => {
    const { id } = await published('Not enough')
    const { conversation } = await desk.as('ava').call('POST /conversations', {
      text: 'I still do not know',
      about: { kind: 'article', id },
      search: 'hsr_2',
    })
    expect(conversation.about).toEqual({ kind: 'article', id })
    await desk.as('visitor:v2').call('POST /conversations', { text: 'Me too', about: { kind: 'article', id } })
    await runJobs(desk.app)
    expect((await insights(id)).data).toMatchObject([{ contacts: 2 }])
    const rows = await desk.app.db.selectFrom('help_contact').selectAll().where('article_id', '=', id).execute()
    expect(new Set(rows.map((row) => row.search_id))).toEqual(new Set(['hsr_2', null]))
    const { times } = await desk.as('ben').call('GET /call-options')
    const ask = { about: { kind: 'article', id }, number: '(503) 555-0199', at: times[0] }
    const { conversationId } = await desk.as('ben').call('POST /call-requests', ask)
    await runJobs(desk.app)
    const cameFrom = await desk.as('sam').call('GET /help-contacts/:conversation', { conversation: conversationId })
    expect(cameFrom).toMatchObject({ article: { id, title: 'Not enough' }, locale: 'en-US' })
    await desk.as('lee').call('POST /help-articles/:id/archive', { id })
    const later = { text: 'And now?', about: { kind: 'article', id } }
    await expect(desk.as('ava').call('POST /conversations', later)).rejects.toMatchObject({ status: 404 })
  })
})

describe('files', () => {
  const figure = (file: string) => ({ type: 'image', attrs: { file, alt: 'A label' } })

  it('are everybody’s while a published article shows them', async () => {
    const file = await uploadPicture(desk.as('lee'), 'label')
    const get = (range?: string) => fetch(`${desk.server.url}/help/files/${file}`, range ? { headers: { range } } : {})
    expect((await get()).status).toBe(404)
    const { id, slug } = await published('With a picture', figure(file))
    expect((await read(slug)).html).toContain(`<img src="/help/files/${file}" alt="A label"`)
    const answer = await get()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect((await get('bytes=0-9')).status).toBe(206)
    await desk.as('lee').call('DELETE /help-articles/:id/publication', { id, locale: 'en' })
    expect((await get()).status).toBe(404)
    expect((await fetch(`${desk.server.url}/help/files/file_none`)).status).toBe(404)
  })

  it('of a draft must be there, and may be seen by colleagues before', async () => {
    const draft = (file: string) =>
      desk.as('lee').call('POST /help-articles', { draft: { locale: 'en', title: 'F', doc: words('F', figure(file)) } })
    await expect(draft('file_none')).rejects.toMatchObject({ status: 404 })
    await expect(draft('https://else.test/x.png')).rejects.toMatchObject({ status: 400 })
    const file = await uploadPicture(desk.as('lee'), 'before')
    const preview = { locale: 'en', doc: words('F', figure(file)) }
    const { html, missing } = await desk.as('sam').call('POST /help-articles/preview', preview)
    expect(missing).toEqual([])
    const [, url = ''] = /src="([^"]+)"/.exec(html) ?? []
    expect((await desk.as('sam').send('GET', url.replaceAll('&amp;', '&'))).status).toBe(200)
  })

  it('that only a draft names are kept, and go when nothing names them any more', async () => {
    const [first, second] = [
      await uploadPicture(desk.as('lee'), 'draft one'),
      await uploadPicture(desk.as('lee'), 'two'),
    ]
    const isThere = async (file: string) => (await desk.as('lee').send('GET', `/files/${file}`)).status === 200
    const later = async () => {
      await runJobs(desk.app)
      await runUntil(desk.app, addMinutes(desk.app.clock.now(), limits.files.unusedMinutes + 1))
    }
    const save = (id: string, version: number, ...blocks: object[]) =>
      desk.as('lee').call('PUT /help-articles/:id/drafts/:locale', {
        id,
        locale: 'en',
        version,
        title: 'D',
        doc: words('D', ...blocks),
      })
    const { id } = await desk.as('lee').call('POST /help-articles', {
      draft: { locale: 'en', title: 'D', doc: words('D', figure(first), figure(second)) },
    })
    await save(id, 1, figure(first))
    await later()
    expect([await isThere(first), await isThere(second)]).toEqual([true, false])
    // A version names it for good, whatever the draft says.
    await desk.as('lee').call('POST /help-articles/:id/publication', { id, locale: 'en' })
    await save(id, 3)
    await desk.as('lee').call('POST /help-articles/:id/publication', { id, locale: 'en' })
    await later()
    expect(await isThere(first)).toBe(true)
    // One that comes and goes in a draft, and one of a draft that is thrown away.
    const [third, fourth] = [
      await uploadPicture(desk.as('lee'), 'three'),
      await uploadPicture(desk.as('lee'), 'fourth'),
    ]
    await save(id, 5, figure(third), figure(fourth))
    await save(id, 6, figure(fourth))
    await save(id, 7, figure(third), figure(fourth))
    await later()
    expect([await isThere(third), await isThere(fourth)]).toEqual([true, true])
    await desk.as('lee').call('DELETE /help-articles/:id/drafts/:locale', { id, locale: 'en' })
    await later()
    expect([await isThere(third), await isThere(fourth)]).toEqual([false, false])
  })

  it('captions are taken from colleagues as what they are', async () => {
    const form = new FormData()
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.000\nPut the label on\n'
    form.append('file', new Blob([vtt], { type: 'text/plain' }), 'captions.vtt')
    const { status, body } = await desk.as('lee').send('POST', '/files', { body: form })
    expect([status, body.mediaType]).toEqual([201, 'text/vtt'])
  })
})
