import { tokensOf, type Token } from './tokens.ts'

/** A part of an excerpt; `marked` is what was looked for. */
export interface Segment {
  text: string
  marked: boolean
}

/**
 * The part of a text that says most about what was looked for, with those words marked as the text writes them.
 * @param worth what a word counts, by how it is looked for; 0 for what was not looked for
 * @param characters about how long it is
 */
export function excerptOf(
  text: string,
  locale: string,
  worth: (plain: string) => number,
  characters: number,
): Segment[] {
  const tokens = tokensOf(text, locale)
  const hits = tokens.filter((token) => worth(token.plain) > 0)
  const place = Math.min(bestPlace(hits, worth, characters), Math.max(0, text.length - characters))
  const from = startOf(text, tokens, place, characters)
  const to = endOf(text, tokens, from + characters)
  return joined([
    ...(from > 0 ? [{ text: '…', marked: false }] : []),
    ...segmentsOf(text, hits, from, to),
    ...(to < text.trimEnd().length ? [{ text: '…', marked: false }] : []),
  ])
}

/** A whole text with its words marked. */
export function marksOf(text: string, locale: string, isMarked: (plain: string) => boolean): Segment[] {
  const hits = tokensOf(text, locale).filter(({ plain }) => isMarked(plain))
  return joined(segmentsOf(text, hits, 0, text.length))
}

function segmentsOf(text: string, hits: readonly Token[], from: number, to: number): Segment[] {
  const segments: Segment[] = []
  let at = from
  for (const hit of hits) {
    if (hit.from < at || hit.to > to) continue
    segments.push({ text: plainLine(text.slice(at, hit.from)), marked: false })
    segments.push({ text: text.slice(hit.from, hit.to), marked: true })
    at = hit.to
  }
  segments.push({ text: plainLine(text.slice(at, to)).replace(/(?: ·)*\s*$/u, ''), marked: false })
  return segments.filter((segment) => segment.text !== '')
}

// Where the words that follow within one excerpt count most, each word once.
function bestPlace(hits: readonly Token[], worth: (plain: string) => number, characters: number): number {
  let best = { place: 0, value: 0 }
  for (const [index, first] of hits.entries()) {
    const seen = new Set<string>()
    let value = 0
    for (let next = index; next < hits.length; next++) {
      const hit = hits[next] as Token
      if (hit.to > first.from + characters * 0.8) break
      value += worth(hit.plain) * (seen.has(hit.plain) ? 0.1 : 1)
      seen.add(hit.plain)
    }
    if (value > best.value + 1e-9) best = { place: first.from, value }
  }
  return best.place
}

// The beginning of the sentence, where it is not far; else some words before.
function startOf(text: string, tokens: readonly Token[], place: number, characters: number): number {
  const reach = Math.max(0, place - Math.floor(characters / 3))
  if (reach === 0) return 0
  const before = text.slice(reach, place)
  const sentence = [...before.matchAll(/[.!?。！？؟]\s+|\n+/gu)].at(-1)
  if (sentence) return reach + sentence.index + sentence[0].length
  const near = place - Math.floor(characters / 6)
  return tokens.find((token) => token.from >= near)?.from ?? place
}

function endOf(text: string, tokens: readonly Token[], end: number): number {
  if (end >= text.length) return text.length
  const last = tokens.findLast((token) => token.to <= end)
  return last?.to ?? end
}

// A heading or a point of a list ends with its line, most without a full stop: a dot between tells it from what follows.
function plainLine(text: string): string {
  return text
    .replaceAll(
      /(\S?)[^\S\n]*\n\s*/gu,
      (_break, before: string) => `${before}${endsSentence.test(before) ? '' : ' ·'} `,
    )
    .replaceAll(/\s+/gu, ' ')
}

const endsSentence = /[.!?:;,…。！？：；，、؟،؛]/u

function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = []
  for (const segment of segments) {
    const last = result.at(-1)
    if (last && !last.marked && !segment.marked) last.text += segment.text
    else result.push({ ...segment })
  }
  return result
}
