import EmailReplyParser from 'email-reply-parser'
import { limits } from '../../../../limits.ts'
import { headerLabel, introduces, isForwardedLine, isOriginalLine, isReplyMarker } from './language-table.ts'

export interface Folded {
  /** What the writer wrote now. Never empty where the text is not. */
  shown: string
  /** What they were answering, in its order. */
  quoted: string
}

interface Range {
  from: number
  to: number
  /** Whether an introduction, and not only a sign at each line, says that it is an earlier mail. */
  isIntroduced: boolean
}

/** Of quoted lines that nothing introduces, so many are what an answer speaks about, and stay. */
const contextLines = 10

/**
 * Parts the words of now from earlier mails. Answers between quoted lines and below them stay, and so does everything where
 * nothing would be left: folding loses no word.
 */
export function foldText(text: string): Folded {
  const lines = text.split('\n')
  const ranges = quotedRanges(lines)
  if (ranges.length === 0) return foldByParser(text)
  const isQuoted = new Set(
    ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_none, at) => from + at)),
  )
  const part = (quoted: boolean) =>
    lines
      .filter((_line, at) => isQuoted.has(at) === quoted)
      .join('\n')
      .trim()
  const shown = part(false)
  return shown === '' ? { shown: text.trim(), quoted: '' } : { shown, quoted: part(true) }
}

function quotedRanges(lines: string[]): Range[] {
  const rest = restFrom(lines)
  const blocks = signedBlocks(lines.slice(0, rest ?? lines.length))
  const hasWordsBehind = (at: number) =>
    lines.slice(blocks[at]?.to, blocks[at + 1]?.from ?? rest ?? lines.length).some((line) => line.trim() !== '')
  const answered = new Set(blocks.filter((_block, at) => hasWordsBehind(at)))
  // More than one quotation with words behind it: an answer between the lines, which is read with them.
  const folded =
    answered.size > 1
      ? []
      : blocks.filter((block) => block.isIntroduced || !answered.has(block) || block.to - block.from > contextLines)
  return rest === undefined ? folded : [...folded, { from: rest, to: lines.length, isIntroduced: true }]
}

/** The line from which everything is an earlier mail, though nothing marks its lines. */
function restFrom(lines: string[]): number | undefined {
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.length > 500 || /^\s*>/.test(line)) continue
    if (isForwardedLine(line)) return undefined
    if (isReplyMarker(line) || isOriginalLine(line) || isHeaderBlock(lines, at)) return beforeRule(lines, at)
    const introduction = introductionAt(lines, at)
    if (introduction?.certainty === 'sure' && !/^\s*>/.test(nextWords(lines, introduction.to))) return at
  }
  return undefined
}

function isHeaderBlock(lines: string[], at: number): boolean {
  if (!['from', 'date'].includes(headerLabel(lines[at] ?? '') ?? '')) return false
  const found = new Set<string>()
  for (const line of lines.slice(at, at + 8)) {
    const label = headerLabel(line)
    if (label) found.add(label)
  }
  return found.size >= 3 && found.has('from')
}

// Outlook draws a line above.
function beforeRule(lines: string[], at: number): number {
  const above = lines.slice(0, at).findLastIndex((line) => line.trim() !== '')
  return above >= 0 && /^\s*[_-]{5,}\s*$/.test(lines[above] ?? '') ? above : at
}

function nextWords(lines: string[], at: number): string {
  return lines.slice(at, at + 4).find((line) => line.trim() !== '') ?? ''
}

/** An introduction may be broken into up to three lines. */
function introductionAt(lines: string[], at: number): { to: number; certainty: 'sure' | 'perhaps' } | undefined {
  if ((lines[at] ?? '').trim() === '') return undefined
  for (let count = 1; count <= 3 && at + count <= lines.length; count++) {
    const last = lines[at + count - 1] ?? ''
    if (last.trim() === '' || last.length > 400) return undefined
    const certainty = introduces(lines.slice(at, at + count).join(' '))
    if (certainty) return { to: at + count, certainty }
  }
  return undefined
}

/** Blocks of lines with a `>` before each, with the introduction above them. */
function signedBlocks(lines: string[]): Range[] {
  const blocks: Range[] = []
  for (let at = 0; at < lines.length; at++) {
    if (!/^\s*>/.test(lines[at] ?? '')) continue
    let to = at
    for (let next = at; next < lines.length && /^\s*(?:>|$)/.test(lines[next] ?? ''); next++)
      if (lines[next]?.trim()) to = next + 1
    const before = introductionAbove(lines, at)
    blocks.push({ from: before ?? at, to, isIntroduced: before !== undefined })
    at = to - 1
  }
  return blocks
}

function introductionAbove(lines: string[], at: number): number | undefined {
  const last = [at - 1, at - 2, at - 3].find((above) => lines[above]?.trim())
  if (last === undefined) return undefined
  for (let from = last; from > last - 3 && from >= 0 && lines[from]?.trim(); from--)
    if (introductionAt(lines, from)?.to === last + 1) return from
  return isOriginalLine(lines[last] ?? '') ? last : undefined
}

// Without any of these there is nothing that it could find, and looking is not cheap.
const mayQuote = /^[ \t]*>|[:：][ \t]*$|^[ \t]*[-_*]{2,}/mu

// What our table does not know. Only a quotation at the end is believed, and a signature is no quotation.
function foldByParser(text: string): Folded {
  const whole = { shown: text.trim(), quoted: '' }
  if (
    text.length > limits.mailReading.parserCharacters ||
    !mayQuote.test(text) ||
    text.split('\n').some(isForwardedLine)
  )
    return whole
  const fragments = new EmailReplyParser().read(text).getFragments()
  const first = fragments.findIndex((fragment) => fragment.isQuoted() && fragment.isHidden())
  if (first < 1 || fragments.slice(first).some((fragment) => !fragment.isHidden())) return whole
  const part = (some: typeof fragments) =>
    some
      .map((fragment) => fragment.getContent())
      .join('\n')
      .trim()
  const shown = part(fragments.slice(0, first))
  return shown === '' ? whole : { shown, quoted: part(fragments.slice(first)) }
}
