import type { Returnable, ReturnRequest } from '#contract/returns'

export type Resolution = 'refund' | 'replacement' | 'exchange' | 'store_credit'
export type Step = 'items' | 'why' | 'photo' | 'what' | 'to' | 'how' | 'point' | 'slot' | 'check'
type Method = NonNullable<ReturnRequest['method']>

/** What was answered so far. It lives in the address: going back, reloading and sharing keep it. */
export interface ReturnAnswers {
  /** The item that the flow was opened with. */
  item?: string
  /** How many of which. */
  items?: Record<string, number>
  why?: Record<string, string>
  files?: Record<string, string[]>
  what?: Resolution
  to?: Record<string, string>
  how?: Method
  point?: string
  slot?: string
  /** A page that was asked for, to change its answer. */
  step?: Step
  /** The item that the page is about, where it is asked of each. */
  about?: string
}

const resolutions: readonly string[] = ['refund', 'replacement', 'exchange', 'store_credit']
const methods: readonly string[] = ['drop_off', 'locker', 'label', 'pickup', 'store', 'keep']
const steps: readonly string[] = ['items', 'why', 'photo', 'what', 'to', 'how', 'point', 'slot', 'check']

/** Reads the answers out of an address that anybody may have typed. */
export function readAnswers(search: Record<string, unknown>): ReturnAnswers {
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
  const one = <T>(value: unknown, known: readonly string[]) =>
    known.includes(String(value)) ? (value as T) : undefined
  return {
    item: text(search.item),
    items: record(search.items, (value) => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined)),
    why: record(search.why, text),
    files: record(search.files, (value) =>
      Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined,
    ),
    what: one<Resolution>(search.what, resolutions),
    to: record(search.to, text),
    how: one<Method>(search.how, methods),
    point: text(search.point),
    slot: text(search.slot),
    step: one<Step>(search.step, steps),
    about: text(search.about),
  }
}

function record<T>(value: unknown, read: (value: unknown) => T | undefined): Record<string, T> | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const known = read(inner)
    return known === undefined ? [] : [[key, known] as const]
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

export type ReturnableItem = Returnable['items'][number]

/** The items that go back, with what goes without saying filled in: a page with one choice is not shown. */
export function chosenItems(
  answers: ReturnAnswers,
  returnable: Returnable,
): { item: ReturnableItem; quantity: number }[] {
  const named = returnable.items.flatMap((item) => {
    const quantity = answers.items?.[item.itemId]
    return quantity ? [{ item, quantity: Math.min(quantity, item.quantity) }] : []
  })
  if (named.length > 0) return named
  const asked = returnable.items.find((item) => item.itemId === answers.item)
  const only = asked ?? (returnable.items.length === 1 ? returnable.items[0] : undefined)
  return only && only.quantity === 1 ? [{ item: only, quantity: 1 }] : []
}

const sizeReasons = new Set(['too_small', 'too_large'])
/** Nothing is wrong with it, so nobody wants the very same again. */
const unwanted = new Set([
  ...sizeReasons,
  'style_not_as_expected',
  'changed_mind',
  'no_longer_needed',
  'accidental_order',
  'better_price_available',
  'unwanted_gift',
])

/** What can be had instead: what every chosen item allows, likeliest first, without what makes no sense for the reason. */
export function resolutionsFor(
  items: readonly { item: ReturnableItem }[],
  why: Record<string, string> = {},
): Resolution[] {
  const [first, ...others] = items
  const all = (first?.item.resolutions ?? []).filter((each) =>
    others.every(({ item }) => item.resolutions.includes(each)),
  )
  const reasons = items.map(({ item }) => why[item.itemId] ?? '')
  const sensible = reasons.every((reason) => unwanted.has(reason))
    ? all.filter((each) => each !== 'replacement' || all.length === 1)
    : all
  return reasons.some((reason) => sizeReasons.has(reason))
    ? [...sensible].sort((one, other) => Number(other === 'exchange') - Number(one === 'exchange'))
    : sensible
}

const sizes = ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', '2xl', 'xxxl', '3xl', '4xl']

/** Other variants of an item than the one that goes back; sizes from small to large. */
export function variantsInstead(item: ReturnableItem): ReturnableItem['variants'] {
  return item.variants
    .filter(({ options }) => !isSame(options, item.options))
    .sort(
      (one, other) =>
        sizeRank(one) - sizeRank(other) || nameOf(one).localeCompare(nameOf(other), undefined, { numeric: true }),
    )
}

type Options = Record<string, string>

function isSame(one: Options, other: Options) {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}

const nameOf = ({ options }: { options: Options }) => Object.values(options).join(' ')

function sizeRank({ options }: { options: Options }) {
  return Math.max(...Object.values(options).map((option) => sizes.indexOf(option.toLowerCase())), -1)
}

/** The first question that is still open before the way back; then `how`, and `check` once that is chosen. */
export function nextStep(answers: ReturnAnswers, returnable: Returnable): { step: Step; itemId?: string } {
  const chosen = chosenItems(answers, returnable)
  if (chosen.length === 0) return { step: 'items' }
  const unasked = chosen.find(({ item }) => !item.reasons.some((reason) => reason.code === answers.why?.[item.itemId]))
  if (unasked) return { step: 'why', itemId: unasked.item.itemId }
  const unseen = chosen.find(
    ({ item }) =>
      item.reasons.find((reason) => reason.code === answers.why?.[item.itemId])?.photo &&
      !answers.files?.[item.itemId]?.length,
  )
  if (unseen) return { step: 'photo', itemId: unseen.item.itemId }
  const possible = resolutionsFor(chosen, answers.why)
  if (possible.length > 1 && !(answers.what && possible.includes(answers.what))) return { step: 'what' }
  if (resolutionOf(answers, possible) === 'exchange') {
    const open = chosen.find(({ item }) => !variantsInstead(item).some((each) => each.id === answers.to?.[item.itemId]))
    if (open) return { step: 'to', itemId: open.item.itemId }
  }
  return { step: answers.how ? 'check' : 'how' }
}

export function resolutionOf(answers: ReturnAnswers, possible: readonly Resolution[]): Resolution {
  return answers.what && possible.includes(answers.what) ? answers.what : (possible[0] ?? 'refund')
}

/** The request that the answers come to. */
export function requestOf(answers: ReturnAnswers, returnable: Returnable): ReturnRequest {
  const chosen = chosenItems(answers, returnable)
  const resolution = resolutionOf(answers, resolutionsFor(chosen, answers.why))
  const [from, until] = answers.slot?.split('~') ?? []
  return {
    items: chosen.map(({ item, quantity }) => ({
      item: item.itemId,
      order: returnable.orderId,
      quantity,
      reason: answers.why?.[item.itemId] ?? item.reasons[0]?.code ?? '',
      ...(answers.files?.[item.itemId]?.length ? { files: answers.files[item.itemId] } : {}),
    })),
    resolution,
    ...(resolution === 'exchange' && answers.to
      ? {
          exchangeFor: chosen.flatMap(({ item, quantity }) => {
            const to = answers.to?.[item.itemId]
            return to ? [{ item: item.itemId, order: returnable.orderId, to, quantity }] : []
          }),
        }
      : {}),
    ...(answers.how && answers.how !== 'keep' ? { method: answers.how } : {}),
    ...(answers.point && answers.how !== 'pickup' && answers.how !== 'label' ? { dropOffPoint: answers.point } : {}),
    ...(answers.how === 'pickup' && from && until ? { pickup: { from, until } } : {}),
  }
}
