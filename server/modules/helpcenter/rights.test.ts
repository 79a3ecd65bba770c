import type { StaffRole } from '#platform/auth/actor'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { helpArticles, helpContacts, helpImports, helpInsights, helpSearch, helpSettings } from './contract.ts'

let desk: SmallDesk
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterAll(async () => desk?.close())

const roles = ['observer', 'associate', 'senior', 'lead', 'supervisor', 'administrator'] as const satisfies StaffRole[]
/** From which role on each route of those who work here lets somebody in. */
const least: Record<string, StaffRole> = {
  'GET /help-articles': 'associate',
  'GET /help-articles/:id': 'associate',
  'GET /help-articles/:id/versions': 'associate',
  'GET /help-articles/:id/versions/:number': 'associate',
  'GET /help-articles/:id/feedback': 'associate',
  'POST /help-articles/preview': 'associate',
  'GET /help-insights': 'associate',
  'GET /help-imports': 'associate',
  'GET /help-imports/:id': 'associate',
  'GET /help-categories': 'associate',
  'GET /help-redirects': 'associate',
  'GET /help-synonyms': 'associate',
  'GET /help-contacts/:conversation': 'associate',
  'GET /help-searches': 'senior',
  'POST /help-articles': 'senior',
  'PUT /help-articles/:id': 'senior',
  'PUT /help-articles/:id/drafts/:locale': 'senior',
  'DELETE /help-articles/:id/drafts/:locale': 'senior',
  'POST /help-articles/:id/restoration': 'senior',
  'POST /help-articles/:id/publication': 'lead',
  'DELETE /help-articles/:id/publication': 'lead',
  'DELETE /help-articles/:id/schedule': 'lead',
  'POST /help-articles/:id/archive': 'lead',
  'DELETE /help-articles/:id/archive': 'lead',
  'POST /help-imports': 'lead',
  'POST /help-categories': 'lead',
  'PUT /help-categories/:id': 'lead',
  'DELETE /help-categories/:id': 'lead',
  'POST /help-redirects': 'lead',
  'DELETE /help-redirects/:id': 'lead',
  'POST /help-synonyms': 'lead',
  'PUT /help-synonyms/:id': 'lead',
  'DELETE /help-synonyms/:id': 'lead',
}
/** Looked at at the desk alone, by nobody's program. */
const inPerson = new Set(['GET /help-contacts/:conversation'])
/** Everybody's, as the pages are. */
const everybodys = ['GET /help/search', 'GET /help/suggestions', 'POST /help/searches/:id/choice']

const doc = { type: 'doc', content: [] }
/** What each route takes, of something that is not there: whoever is let in hears that, and whoever is not hears nothing of it. */
const inputs: Record<string, object> = {
  'POST /help-articles': { draft: { locale: 'en', title: 'T', doc } },
  'PUT /help-articles/:id': { version: 1 },
  'PUT /help-articles/:id/drafts/:locale': { title: 'T', doc, version: 0 },
  'POST /help-articles/:id/restoration': { locale: 'en', number: 1, version: 1 },
  'POST /help-articles/:id/publication': { locale: 'en' },
  'DELETE /help-articles/:id/publication': { locale: 'en' },
  'DELETE /help-articles/:id/schedule': { locale: 'en' },
  'GET /help-articles/:id/versions': { locale: 'en' },
  'GET /help-articles/:id/versions/:number': { locale: 'en' },
  'POST /help-articles/preview': { locale: 'en', doc },
  'POST /help-categories': { names: { en: { name: 'N' } } },
  'PUT /help-categories/:id': { names: { en: { name: 'N' } }, version: 1 },
  'POST /help-redirects': { locale: 'en', slug: 'old', article: 'hlp_none' },
  'POST /help-synonyms': { locale: 'en', words: ['a', 'b'] },
  'PUT /help-synonyms/:id': { locale: 'en', words: ['a', 'b'], version: 1 },
}
const parts = { id: 'hlp_none', locale: 'en', number: 1, conversation: 'cnv_none' }

/** Observers read what an associate reads, and change nothing. */
const reads = (route: string, first: StaffRole) => route.startsWith('GET ') && first === 'associate'

/** The status with which a route answers somebody. */
async function ask(who: string, route: string): Promise<number> {
  if (route === 'POST /help-imports') {
    const body = { files: [{ name: `${who}.md`, text: '# A\n\nb' }] }
    return (await desk.as(who).send('POST', '/help-imports?source=markdown', { body })).status
  }
  const named = [...route.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, parts[name as keyof typeof parts]])
  try {
    await desk.as(who).call(route, { ...Object.fromEntries(named), ...inputs[route] })
    return 200
  } catch (error) {
    return (error as { status: number }).status
  }
}
const isIn = (status: number) => status === 200 || status === 404 || status === 422

it('every route of the help center stands in the table', () => {
  const all = [helpArticles, helpInsights, helpImports, helpSettings, helpContacts, helpSearch].flatMap(Object.keys)
  expect(all.toSorted()).toEqual([...Object.keys(least), ...everybodys].toSorted())
})

it.each(Object.entries(least))('%s is for %s and above', async (route, first) => {
  for (const role of roles) {
    const status = await ask(`staff:stf_${role}:${role}`, route)
    const wanted = roles.indexOf(role) >= roles.indexOf(reads(route, first) ? 'observer' : first)
    expect([role, wanted ? isIn(status) : status]).toEqual([role, wanted ? true : 403])
  }
  expect(['key:admin', isIn(await ask('key:admin', route))]).toEqual(['key:admin', !inPerson.has(route)])
  for (const who of [
    'ava',
    'guest:ava:ord_1',
    'visitor:v1',
    'seller:acme:mia:owner',
    'seller:acme:mia:agent',
    'key:conversations:read',
  ])
    expect([who, await ask(who, route)]).toEqual([who, 403])
  expect(['anonymous', await ask('anonymous', route)]).toEqual(['anonymous', 401])
})

it('what may be done with an article is said to each as it is', async () => {
  const { id } = await desk.as('staff:stf_s:senior').call('POST /help-articles', inputs['POST /help-articles'] as never)
  const allowed = async (role: string) =>
    (await desk.as(`staff:stf_${role}:${role}`).call('GET /help-articles/:id', { id })).allowed
  expect(await allowed('associate')).toEqual([])
  expect(await allowed('senior')).toEqual(expect.arrayContaining(['draft', 'change']))
  expect(await allowed('senior')).not.toContain('publish')
  for (const role of ['lead', 'supervisor', 'administrator'])
    expect(await allowed(role)).toEqual(expect.arrayContaining(['draft', 'change', 'publish', 'archive']))
})
