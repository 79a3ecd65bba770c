import { entryOf } from '../compose.ts'
import type { Speaker } from '../format.ts'
import type { TemplateName, TemplateParams } from '../templates.ts'

/** What a fact says, as it is kept: values that people see in the portal, without codes and links, and without lines of money. */
export type ToldValues = Record<string, unknown>

/** The values of a fact that its news is made of. */
export function toldValues(params: object): ToldValues {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => !Array.isArray(value) && !isHidden(value)))
}

/** News in the words of whoever reads it, from what was kept of the fact; undefined where that is not enough for today's words. */
export function inWords(
  template: string,
  kept: ToldValues,
  speaker: Speaker,
): { headline: string; words: string } | undefined {
  if (!(template in speaker.catalog.templates)) return undefined
  const params = Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, revived(value)]))
  try {
    return entryOf(template as TemplateName, params as unknown as TemplateParams[TemplateName], speaker)
  } catch {
    // The words of today ask for more than was kept then: what was said stands.
    return undefined
  }
}

/** Whether a time by which something was to happen has passed: what it says of it was true when it was told. */
export function isOver(kept: ToldValues, now: Date): boolean {
  return deadlines.some((name) => {
    const time = timeOf(kept[name])
    return time !== undefined && time < now
  })
}

// Names of values that say by when; a day that something happened on, such as of a sign-in, is none.
const deadlines = ['by', 'until', 'expected'] as const

const dayMs = 24 * 60 * 60 * 1000

// A day is over when its last hour is, wherever the reader is.
function timeOf(value: unknown): Date | undefined {
  const time = revived(value)
  if (typeof time !== 'object' || time === null) return undefined
  if ('moment' in time) return time.moment as Date
  return 'day' in time ? new Date((time.day as Date).getTime() + dayMs) : undefined
}

function revived(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      ['day', 'moment', 'exact'].includes(name) && typeof inner === 'string' ? new Date(inner) : inner,
    ]),
  )
}

function isHidden(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'hidden' in value
}
