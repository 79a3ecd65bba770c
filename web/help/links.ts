/** The addresses of help pages, as everything links to them. */
export const homeHref = (locale: string) => `/help/${locale}`
export const searchHref = (locale: string) => `/help/${locale}/search`
export const topicHref = (locale: string, slug: string) => `/help/${locale}/topics/${slug}`
/** @param search the search that led to it, so that what follows can be told from it */
export const articleHref = (locale: string, slug: string, search?: string | null) =>
  `/help/${locale}/articles/${slug}${search ? `?search=${encodeURIComponent(search)}` : ''}`

/** Where a person is asked, with what was read and searched before. */
export function contactHref({ article, search }: { article?: string; search?: string | null } = {}): string {
  const query = new URLSearchParams()
  if (article) query.set('about', `article:${article}`)
  if (search) query.set('search', search)
  const text = query.toString()
  return `/contact${text && `?${text}`}`
}
