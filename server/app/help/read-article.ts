import type { HelpPage, ReadArticle } from '#contract/helpcenter'

/** Headings from which on an article gets a list of them. */
const longHeadings = 3

/** What an article is made of, read from its HTML: that is written by us, every text in it is escaped. */
export function readArticle(article: HelpPage): ReadArticle {
  const { html } = article
  const contents = [...html.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/gs)].map(([, id = '', title = '']) => ({
    id: decoded(id),
    title: textOf(title),
  }))
  return {
    ...article,
    contents: contents.length >= longHeadings ? contents : [],
    steps: stepsOf(html),
    questions: [...html.matchAll(/<div class="faq">(.*?<\/details>)<\/div>/gs)].flatMap(([, items = '']) =>
      [...items.matchAll(/<details><summary>(.*?)<\/summary>(.*?)<\/details>/gs)].map(
        ([, question = '', answer = '']) => ({ question: textOf(question), answer: textOf(answer) }),
      ),
    ),
  }
}

/** The steps of the first list of steps. */
function stepsOf(html: string): { title: string; text: string }[] {
  const from = html.indexOf('<ol class="steps">')
  if (from < 0) return []
  return html
    .slice(from, endOfList(html, from))
    .split('<li><p class="step-title">')
    .slice(1)
    .map((step) => {
      const [title = '', ...rest] = step.split('</p>')
      return { title: textOf(title), text: textOf(rest.join('</p>')) }
    })
}

/** Where the list that begins at a place ends: lists may stand in it. */
function endOfList(html: string, from: number): number {
  let depth = 0
  for (const { 0: tag, index } of html.slice(from).matchAll(/<ol\b|<\/ol>/g)) {
    depth += tag === '</ol>' ? -1 : 1
    if (depth === 0) return from + index
  }
  return html.length
}

function textOf(html: string): string {
  return decoded(html.replaceAll(/<\/?(p|li|br|td|th|tr|h\d)\b[^>]*>/g, ' ').replaceAll(/<[^>]*>/g, ''))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function decoded(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => signs[name] ?? '')
}
