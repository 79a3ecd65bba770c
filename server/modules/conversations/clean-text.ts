import { redactNumbers, type Redacted } from '#platform/redact-numbers'

// Everything below a blank but the tab and the end of a line, and the byte-order mark.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF]/g

/**
 * A text as it is stored: the writer's own characters, without control characters, and without card numbers. Nothing is put
 * into another normal form: what somebody wrote comes back as it was, and only searching compares normal forms.
 */
export function cleanText(text: string): { text: string; redacted: Redacted[] } {
  const plain = text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll(controls, '')
  return redactNumbers(plain.trimEnd().replace(/^\n+/, ''))
}

/** One line of it, such as a subject. */
export function cleanLine(text: string): string {
  return cleanText(text.replaceAll(/\s+/g, ' ')).text.trim()
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The beginning of a text, cut only between characters as people see them, with an ellipsis where something is left out. */
export function beginningOf(text: string, characters: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= characters) return line
  let cut = ''
  // A window is enough: looking for the borders of a long text would cost more than the text is worth here.
  for (const { segment } of graphemes.segment(line.slice(0, characters * 2 + 64))) {
    if (cut.length + segment.length > characters - 1) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}
