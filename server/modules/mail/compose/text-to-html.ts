import { escapeHtml } from '#platform/escape-html'
import { directionOf, paragraphsOf } from '../reading/paragraphs.ts'

const deepestQuote = 5

/**
 * Words as HTML: each paragraph with direction and language of its own, line breaks as they were typed, quoted lines set apart, and
 * web addresses that can be followed. @param language of words in Latin letters, BCP 47
 */
export function textToHtml(text: string, language: string, depth = 0): string {
  return runsOf(text)
    .map(({ isQuoted, lines }) => {
      if (!isQuoted || depth === deepestQuote) return paragraphs(lines.join('\n'), language)
      const words = lines.map((line) => line.replace(/^> ?/, '')).join('\n')
      const side = directionOf(words) === 'rtl' ? 'right' : 'left'
      // Mail programs know no logical sides.
      const style = `margin:0 0 1em;padding-${side}:1em;border-${side}:3px solid #c8c8c8;color:#555`
      return `<blockquote type="cite" style="${style}">\n${textToHtml(words, language, depth + 1)}\n</blockquote>`
    })
    .filter(Boolean)
    .join('\n')
}

function runsOf(text: string): { isQuoted: boolean; lines: string[] }[] {
  const runs: { isQuoted: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const isQuoted = line.startsWith('>')
    const last = runs.at(-1)
    if (last?.isQuoted === isQuoted) last.lines.push(line)
    else runs.push({ isQuoted, lines: [line] })
  }
  return runs
}

function paragraphs(text: string, language: string): string {
  return paragraphsOf(text, language)
    .map(({ text: words, dir, lang }) => {
      const lines = withLinks(words).replaceAll('\n', '<br>\n').replaceAll('  ', '&nbsp; ')
      return `<p dir="${dir}" lang="${escapeHtml(lang)}" style="margin:0 0 1em">${lines}</p>`
    })
    .join('\n')
}

// What turns the direction of letters around could show another address than the one that is followed.
const address =
  /(https?:\/\/[^\s<>"'\u200e\u200f\u202a-\u202e\u2066-\u2069]*[^\s<>"'.,;:!?)\]}\u200e\u200f\u202a-\u202e\u2066-\u2069])/g

function withLinks(words: string): string {
  return words
    .split(address)
    .map((part, index) => {
      const safe = escapeHtml(part)
      return index % 2 === 0 ? safe : `<a href="${safe}" dir="ltr">${safe}</a>`
    })
    .join('')
}
