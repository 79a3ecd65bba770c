/** An article’s words for a message, which knows no forms: steps keep their numbers, points their bullets, headings a line above. */
export function plainWords(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return linesOf(body)
    .join('\n')
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/** Looked at, not read. */
const left = 'img, video, hr, .callout-name, .transcript > summary'

function linesOf(parent: Element): string[] {
  return [...parent.children].flatMap((element): string[] => {
    if (element.matches(left)) return []
    if (element.matches('ul, ol')) return ['', ...[...element.children].flatMap(itemLines), '']
    if (element.matches('table')) return ['', ...[...element.querySelectorAll('tr')].map(rowLine), '']
    if (element.matches('h2, h3, summary')) return ['', words(element), '']
    if (element.matches('p, figcaption'))
      return element.matches('.step-title') ? [words(element)] : [words(element), '']
    return linesOf(element)
  })
}

function itemLines(item: Element, index: number): string[] {
  const list = item.parentElement
  const mark = list?.matches('ol') ? `${((list as HTMLOListElement).start || 1) + index}. ` : '• '
  const inner = item.cloneNode(true) as Element
  const isLine = !inner.querySelector('p')
  if (isLine) {
    const nested = [...inner.children].filter((each) => each.matches('ul, ol'))
    for (const each of nested) each.remove()
    return [mark + words(inner), ...nested.flatMap((each) => [...each.children].flatMap(itemLines))]
  }
  const [first = '', ...rest] = linesOf(inner).filter((line) => line !== '')
  return [mark + first, ...rest]
}

function rowLine(row: Element): string {
  return [...row.children].map(words).join(' | ')
}

/** A line of it; where a link leads stands behind its words, as nothing else shows it. */
function words(element: Element): string {
  return [...element.childNodes]
    .map((node) => {
      if (!(node instanceof Element)) return (node.nodeValue ?? '').replaceAll(/\s+/g, ' ')
      if (node.tagName === 'BR') return '\n'
      const href = node.tagName === 'A' ? node.getAttribute('href') : null
      const address = href?.startsWith('/') ? location.origin + href : href
      const inner = words(node)
      return address && address !== inner ? `${inner} (${address})` : inner
    })
    .join('')
}
