import { remotePicturePort } from '#modules/files'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let desk: SmallDesk
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  desk.app.ports.set(remotePicturePort, {
    fetch: async (url) => {
      if (url.includes('gone')) throw new Error('nobody answers')
      return await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
    },
  })
})
afterAll(async () => desk?.close())

type Files = Record<string, string | object>
async function take(source: string, files: Files, publish = false, who = 'lee') {
  const body = {
    files: Object.entries(files).map(([name, text]) => ({
      name,
      text: typeof text === 'string' ? text : JSON.stringify(text),
    })),
  }
  const answer = await desk.as(who).send('POST', `/help-imports?source=${source}&publish=${publish}`, { body })
  if (answer.status !== 200) throw Object.assign(new Error(JSON.stringify(answer.body)), answer.body.error)
  return answer.body
}
const counts = ({ created, updated, unchanged, kept }: Record<string, number>) => [created, updated, unchanged, kept]
const read = (slug: string, locale = 'en') => desk.as('anonymous').call('GET /help/articles/:slug', { slug, locale })
const find = async (q: string) => (await desk.as('sam').call('GET /help-articles', { q })).data
const markdown = (front: string, body: string) => `---\n${front}\n---\n${body}`

describe('Markdown', () => {
  it('comes in as drafts, each language of an article beside the other, and the same once more changes nothing', async () => {
    const files = {
      'categories.yaml':
        '- slug: sending-back\n  names:\n    en: { name: Sending back }\n    de: { name: Zurückschicken }\n',
      'en/return.md': markdown(
        'title: Return something\ncategory: sending-back\ntopic: return\nkeywords: [send back, rma]\nrelated: exchange',
        'Within {{policy:return.window.standard|days}}.',
      ),
      'de/return.md': markdown('title: Etwas zurückschicken', 'Innerhalb von {{policy:return.window.standard|days}}.'),
      'exchange.md': '# Exchange it\n\nFor another size.',
    }
    const first = await take('markdown', files)
    expect([counts(first), first.bad]).toEqual([[3, 0, 0, 0], []])
    expect(await take('markdown', files)).toMatchObject({ created: 0, unchanged: 3 })
    const [line] = await find('Return something')
    expect(line).toMatchObject({
      topic: 'return',
      category: { name: 'Sending back' },
      translations: [
        { locale: 'de', state: 'draft', slug: 'etwas-zuruckschicken' },
        { locale: 'en', state: 'draft', slug: 'return-something' },
      ],
    })
    expect((await desk.as('sam').call('GET /help-articles/:id', { id: line.id })).related).toMatchObject([
      { title: 'Exchange it' },
    ])
    await desk.as('lee').call('POST /help-articles/:id/publication', { id: line.id, locale: 'de' })
    expect((await read('etwas-zuruckschicken', 'de')).html).toBe('<p>Innerhalb von 30 Tage.</p>')
  })

  it('leaves what was changed here, and updates what was not', async () => {
    const files = (text: string) => ({
      'one.en.md': `# One to change\n\n${text}`,
      'two.en.md': `# Two to change\n\n${text}`,
    })
    await take('markdown', files('First'), true)
    const [{ id }] = await find('One to change')
    await desk.as('lee').call('PUT /help-articles/:id/drafts/:locale', {
      id,
      locale: 'en',
      version: 2,
      title: 'One to change',
      doc: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'By hand' }] }] },
    })
    expect(counts(await take('markdown', files('Second'), true))).toEqual([0, 1, 0, 1])
    expect((await read('two-to-change')).html).toBe('<p>Second</p>')
    expect((await read('one-to-change')).html).toBe('<p>First</p>')
  })

  it('names what is wrong with file and line, and takes the rest', async () => {
    const taken = await take('markdown', {
      'good.md': '# Good one\n\nYes.',
      'key.md': markdown('title: Key', 'One\n\nTwo {{policy:no.such.rule|days}}'),
      'form.md': markdown('title: Form', 'Two {{policy:return.window.standard|weeks}}'),
      'front.md': markdown('title: T\ncolour: red', 'x'),
      'topic.md': markdown('title: T\ntopic: nothing', 'x'),
      'yaml.md': markdown('title: "T', 'x'),
      'untitled.md': 'Only words',
      'locale.md': markdown('title: T\nlocale: nothing at all', 'x'),
      'link.md': '# Linked\n\n[x](javascript:alert(1)) ![y](local.png)',
      'slug.md': markdown('title: T\nslug: good-one', 'x'),
    })
    expect(counts(taken)).toEqual([2, 0, 0, 0])
    expect(taken.bad.map((each: Record<string, unknown>) => [each.file, each.line, each.code])).toEqual([
      ['key.md', 6, 'unknown_policy_key'],
      ['form.md', 4, 'unknown_policy_form'],
      ['front.md', 3, 'front_matter_wrong'],
      ['topic.md', 3, 'front_matter_wrong'],
      ['yaml.md', expect.any(Number), 'front_matter_wrong'],
      ['untitled.md', 1, 'title_missing'],
      ['locale.md', 1, 'unknown_language'],
      ['link.md', 1, 'picture_left_out'],
      ['slug.md', null, 'slug_taken'],
    ])
    expect(await find('T')).not.toContainEqual(expect.objectContaining({ title: 'T' }))
    const list = await desk.as('sam').call('GET /help-imports', { limit: 1 })
    expect(list.data).toMatchObject([{ id: taken.id, by: 'Lee Grant', source: 'markdown' }])
    expect(await desk.as('sam').call('GET /help-imports/:id', { id: taken.id })).toEqual(taken)
  })

  it('is for those who publish, and has a known shape', async () => {
    await expect(take('markdown', { 'a.md': '# A\n\nb' }, false, 'sam')).rejects.toMatchObject({ code: 'forbidden' })
    const send = (body: unknown) => desk.as('lee').send('POST', '/help-imports?source=markdown', { body })
    for (const body of ['{', {}, { files: [] }, { files: [{ name: 'a', text: 'x\0' }] }, { files: [{ name: 'a' }] }])
      expect((await send(body)).status).toBe(400)
    expect((await desk.as('lee').send('POST', '/help-imports?source=other', { body: { files: [] } })).status).toBe(400)
  })
})

describe('Zendesk', () => {
  const files = {
    'sections.json': {
      sections: [{ id: 7, category_id: 3, locale: 'en-us', name: 'Refunds', description: '<b>Money</b>', position: 2 }],
    },
    'translations.json': {
      translations: [
        { source_id: 7, source_type: 'Section', locale: 'de', title: 'Erstattungen', body: '' },
        {
          source_id: 41,
          source_type: 'Article',
          locale: 'de',
          title: 'Wann kommt mein Geld?',
          body: '<p>Bald</p>',
          draft: false,
        },
      ],
    },
    'articles.json': {
      articles: [
        {
          id: 41,
          locale: 'en-us',
          section_id: 7,
          title: 'When is my money back?',
          body: '<p>Soon. See <a href="/hc/en-us/articles/42-Other">the other</a> or <a href="https://else.test/hc/en-us/articles/42">else</a>.</p><script>x()</script><p onclick="x">Yes</p>',
          draft: false,
          position: 1,
          label_names: ['refund', 'money'],
          html_url: 'https://shop.zendesk.com/hc/en-us/articles/41-When-is-my-money-back',
        },
        { id: 42, locale: 'en-us', section_id: 7, title: 'Other', body: '<p>Draft</p>', draft: true, html_url: '' },
        { id: 43, locale: 'en-us', section_id: 7, title: '', body: '<p>x</p>' },
      ],
    },
  }

  it('comes in with sections, languages and old addresses; links lead on', async () => {
    const taken = await take('zendesk', files, true)
    expect(counts(taken)).toEqual([3, 0, 0, 0])
    expect(taken.bad).toMatchObject([{ file: 'articles.json', reference: '43', code: 'title_missing' }])
    const page = await read('41-when-is-my-money-back')
    expect(page).toMatchObject({ slug: 'when-is-my-money-back', category: { name: 'Refunds' }, locale: 'en' })
    expect(page.html).toBe(
      '<p>Soon. See <a href="/help/en/articles/42">the other</a> or <a href="https://else.test/hc/en-us/articles/42" rel="noopener noreferrer">else</a>.</p><p>Yes</p>',
    )
    expect(await read('41', 'de')).toMatchObject({ title: 'Wann kommt mein Geld?', category: { name: 'Erstattungen' } })
    await expect(read('42')).rejects.toMatchObject({ status: 404 })
    expect(await take('zendesk', files, true)).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
  })
})

describe('Intercom', () => {
  const article = (id: string, body: string, more: object = {}) => ({
    type: 'article',
    id,
    title: `Help ${id}`,
    description: 'What it is',
    body,
    state: 'published',
    parent_id: 9,
    parent_type: 'collection',
    default_locale: 'en',
    url: `https://help.shop.test/en/articles/${id}-help-${id}`,
    ...more,
  })

  it('comes in with collections and translations; pictures are fetched, then it is read', async () => {
    const taken = await take(
      'intercom',
      {
        'collections.json': {
          type: 'list',
          data: [{ type: 'collection', id: '9', name: 'Getting started', order: 1 }],
        },
        'articles.json': {
          type: 'list',
          data: [
            article(
              '501',
              '<p>Look</p><div class="intercom-container"><img src="https://pics.test/1.png" alt="A red square"></div>',
              {
                translated_content: {
                  type: 'article_translated_content',
                  de: { title: 'Hilfe', description: '', body: '<p>Schau</p>', state: 'draft' },
                },
              },
            ),
            article('502', '<img src="https://pics.test/gone.png">'),
          ],
        },
      },
      true,
    )
    expect([counts(taken), taken.bad]).toEqual([[3, 0, 0, 0], []])
    await expect(read('help-501')).rejects.toMatchObject({ status: 404 })
    await runJobs(desk.app, { allowFailures: true })
    const page = await read('501-help-501')
    expect(page).toMatchObject({ title: 'Help 501', summary: 'What it is', category: { name: 'Getting started' } })
    const [, path = ''] = /<img src="([^"]+)" alt="A red square"/.exec(page.html) ?? []
    expect((await fetch(`${desk.server.url}${path}`)).status).toBe(200)
    const [{ id }] = await find('Help 502')
    await expect(
      desk.as('lee').call('POST /help-articles/:id/publication', { id, locale: 'en' }),
    ).rejects.toMatchObject({
      code: 'not_ready',
      details: { missing: [{ code: 'picture_not_fetched', path: 'doc.content[0]' }] },
    })
    expect((await find('Help 501'))[0].translations).toMatchObject([
      { locale: 'de', state: 'draft' },
      { locale: 'en', state: 'published' },
    ])
  })
})
