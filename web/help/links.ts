/** The addresses of help pages, as everything links to them. */
export const homeHref = (locale: string) => `/help/${locale}`
export const searchHref = (locale: string) => `/help/${locale}/search`
export const topicHref = (locale: string, slug: string) => `/help/${locale}/topics/${slug}`
/**
 * @param search the search that led to it, so that what follows can be told from it
 * @param wanted the language of whoever is led there, where it is another one
 */
export function articleHref(
  locale: string,
  slug: string,
  { search, wanted }: { search?: string | null | undefined; wanted?: string } = {},
): string {
  return withQuery(`/help/${locale}/articles/${slug}`, {
    search: search ?? undefined,
    wanted: wanted === locale ? undefined : wanted,
  })
}

/** Where a person is asked, with what was read and searched before. */
export function contactHref({ article, search }: { article?: string; search?: string | null } = {}): string {
  return withQuery('/contact', { about: article && `article:${article}`, search: search ?? undefined })
}

function withQuery(path: string, values: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return query.size > 0 ? `${path}?${query}` : path
}
