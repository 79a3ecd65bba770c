import type { ShownPage } from '#contract/helpcenter'
import { articleHref, homeHref, topicHref } from './links.ts'

/** What a page is, in the vocabulary of schema.org: its place, and the questions and steps that it answers with. */
export function structuredData({ frame, view }: ShownPage, helpTitle: string): object[] {
  const url = (path: string) => `${frame.publicUrl}${path}`
  if (view.kind === 'home')
    return [
      {
        '@context': 'https://schema.org',
        '@type': 'WebSite',
        name: `${helpTitle} – ${frame.store.name}`,
        url: url(homeHref(frame.locale)),
        inLanguage: frame.locale,
      },
    ]
  if (view.kind === 'topic')
    return [
      crumbs([
        [helpTitle, url(homeHref(frame.locale))],
        [view.topic.name, url(topicHref(frame.locale, view.topic.slug))],
      ]),
    ]
  if (view.kind !== 'article') return []
  const { article } = view
  const category = article.category
  return [
    crumbs([
      [helpTitle, url(homeHref(frame.locale))],
      ...(category ? [[category.name, url(topicHref(frame.locale, category.slug))] as [string, string]] : []),
      [article.title, url(articleHref(article.locale, article.slug))],
    ]),
    ...(article.questions.length > 0
      ? [
          {
            '@context': 'https://schema.org',
            '@type': 'FAQPage',
            inLanguage: article.locale,
            mainEntity: article.questions.map(({ question, answer }) => ({
              '@type': 'Question',
              name: question,
              acceptedAnswer: { '@type': 'Answer', text: answer },
            })),
          },
        ]
      : []),
    ...(article.steps.length > 1
      ? [
          {
            '@context': 'https://schema.org',
            '@type': 'HowTo',
            name: article.title,
            description: article.summary || undefined,
            inLanguage: article.locale,
            step: article.steps.map(({ title, text }, index) => ({
              '@type': 'HowToStep',
              position: index + 1,
              name: title,
              text: text || title,
            })),
          },
        ]
      : []),
  ]
}

function crumbs(steps: readonly (readonly [name: string, item: string])[]): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(([name, item], index) => ({ '@type': 'ListItem', position: index + 1, name, item })),
  }
}
