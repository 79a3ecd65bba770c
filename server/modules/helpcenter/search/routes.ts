import { anyone, key, staff } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { helpSearch } from './contract.ts'
import { chooseResult, keepSearch, listSearches } from './kept-searches.ts'
import { searchHelp, type HelpSearchInput } from './search-help.ts'
import { suggestHelp } from './suggest-help.ts'

export const helpSearchRoutes = routes(helpSearch, {
  'GET /help/search': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, direct: answerSearch },
  'GET /help/suggestions': {
    who: [anyone],
    limit: { perMinute: 600, by: 'ip' },
    query: async (reader, input) => ({
      data: (await suggestHelp(reader, input)).map(({ articleId, marks, ...suggestion }) => ({
        article: articleId,
        titleMarks: marks,
        ...suggestion,
      })),
    }),
  },
  'POST /help/searches/:id/choice': {
    who: [anyone],
    limit: { perMinute: 120, by: 'ip' },
    command: chooseResult,
  },
  'GET /help-searches': { who: [staff('senior'), key('admin')], query: listSearches },
})

/** Searches, and keeps what was searched, except by colleagues and programs: they look for something else. */
export async function answerSearch({ input, actor, read, transact }: RawContext<HelpSearchInput>) {
  const { locale, hits, corrected } = await searchHelp(read(), input)
  const isReader = actor.kind !== 'staff' && actor.kind !== 'key'
  const kept = { q: input.q, locale: input.locale ?? locale, results: hits.length }
  return {
    locale,
    corrected,
    data: hits.map(({ articleId, marks, ...hit }) => ({ article: articleId, titleMarks: marks, ...hit })),
    search: isReader ? await transact((work) => keepSearch(work, kept)) : null,
  }
}
