import type { HelpArticle, HelpArticleLine } from '#contract/helpcenter'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Input, type Output } from '../../kit/call.ts'

export type Translation = HelpArticle['translations'][number]
export type Line = HelpArticleLine
export type SearchLine = Output<'GET /help-searches'>['data'][number]
export type SearchHit = Output<'GET /help/search'>['data'][number]
export type ArticleFilter = Omit<Input<'GET /help-articles'>, 'limit' | 'cursor'>

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
}

export const articlesQuery = (filter: ArticleFilter) =>
  infiniteQueryOptions({
    queryKey: ['help', 'articles', filter],
    queryFn: ({ signal, pageParam }) =>
      call('GET /help-articles', { ...filter, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ['help', 'article', id],
    queryFn: ({ signal }) => call('GET /help-articles/:id', { id }, { signal }),
  })

/** Published articles by their title, each as it is called in one language. */
export const articlesFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['help', 'found', q],
    queryFn: async ({ signal }) => {
      const { data } = await call('GET /help-articles', { q, limit: 8 }, { signal })
      return {
        data: data.flatMap(({ id, translations }) =>
          translations
            .filter(({ state }) => state === 'published')
            .map(({ slug, locale, title }) => ({ id, slug, locale, title })),
        ),
      }
    },
    staleTime: 10_000,
  })

/** Articles by their title, published or not. */
export const articleTitlesQuery = (q: string) =>
  queryOptions({
    queryKey: ['help', 'titles', q],
    queryFn: ({ signal }) => call('GET /help-articles', { q: q || undefined, limit: 20 }, { signal }),
    staleTime: 10_000,
  })

export const versionsQuery = (id: string, locale: string) =>
  infiniteQueryOptions({
    queryKey: ['help', 'versions', id, locale],
    queryFn: ({ signal, pageParam }) =>
      call('GET /help-articles/:id/versions', { id, locale, limit: 20, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const versionQuery = (id: string, locale: string, number: number) =>
  queryOptions({
    queryKey: ['help', 'version', id, locale, number],
    queryFn: ({ signal }) => call('GET /help-articles/:id/versions/:number', { id, locale, number }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const categoriesQuery = queryOptions({
  queryKey: ['help', 'categories'],
  queryFn: ({ signal }) => call('GET /help-categories', {}, { signal }),
})

export const redirectsQuery = infiniteQueryOptions({
  queryKey: ['help', 'redirects'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /help-redirects', { limit: 50, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const synonymsQuery = queryOptions({
  queryKey: ['help', 'synonyms'],
  queryFn: ({ signal }) => call('GET /help-synonyms', {}, { signal }),
})

export const fileQuery = (id: string) =>
  queryOptions({
    queryKey: ['file', id],
    queryFn: ({ signal }) => call('GET /files/:id', { id }, { signal }),
    staleTime: 60_000,
  })

export const searchesQuery = (filter: Omit<Input<'GET /help-searches'>, 'limit' | 'cursor'>) =>
  infiniteQueryOptions({
    queryKey: ['help', 'searches', filter],
    queryFn: ({ signal, pageParam }) =>
      call('GET /help-searches', { ...filter, limit: 30, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

/** Articles as somebody who searches the pages finds them; without a question, none. */
export const foundQuery = (q: string, locale: string | undefined) =>
  queryOptions({
    queryKey: ['help', 'search', q, locale],
    queryFn: ({ signal }) => call('GET /help/search', { q, locale, limit: 8 }, { signal }),
    enabled: q !== '' && locale !== undefined,
    staleTime: 30_000,
  })

/** An article as shoppers read it; a colleague's look is no reading. */
export const pageQuery = (slug: string, locale: string) =>
  queryOptions({
    queryKey: ['help', 'page', slug, locale],
    queryFn: ({ signal }) => call('GET /help/articles/:slug', { slug, locale, counted: 'false' }, { signal }),
    staleTime: 30_000,
  })

export const articleInsightsQuery = (filter: Omit<Input<'GET /help-insights'>, 'article'>) =>
  queryOptions({
    queryKey: ['help', 'insights', filter],
    queryFn: ({ signal }) => call('GET /help-insights', filter, { signal }),
  })

export const feedbackQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['help', 'feedback', id],
    queryFn: ({ signal, pageParam }) =>
      call('GET /help-articles/:id/feedback', { id, limit: 20, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const helpImportsQuery = infiniteQueryOptions({
  queryKey: ['help', 'imports'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /help-imports', { limit: 10, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})
