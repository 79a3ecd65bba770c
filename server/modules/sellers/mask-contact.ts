import { foldText, hiddenIn } from './fold-text.ts'
import { isPhone, numbers } from './phone-numbers.ts'
import { knownStreet, streets } from './street-lines.ts'

/** What stands where something was left out. */
const mask = '•••'
/** Stands for each sign of it until everything was looked for, so that places stay what they are. */
const blank = '\uE000'

const email =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+\s?(?:@|[[({]\s?(?:at|ät)\s?[\])}])\s?[\p{L}\p{N}-]+\s?(?:\.|[[({]\s?(?:dot|punkt)\s?[\])}])\s?[\p{L}\p{N}-]+(?:(?:\.|\s?[[({]\s?(?:dot|punkt)\s?[\])}]\s?)[\p{L}\p{N}-]+)*/giu
// Ways to go on elsewhere, or to pay there, that carry a number or a name of theirs.
const elsewhere = [
  String.raw`wa\.me|(?:api|chat)\.whatsapp\.com|t\.me|telegram\.(?:me|org)|m\.me|signal\.(?:me|group)|line\.me|zalo\.me|discord\.gg`,
  String.raw`instagram\.com|instagr\.am|facebook\.com|fb\.(?:me|com)|tiktok\.com|twitter\.com|x\.com|linkedin\.com|snapchat\.com`,
  String.raw`paypal\.me|paypal\.com\/paypalme|venmo\.com|cash\.app|revolut\.me|monzo\.me`,
].join('|')
const links = new RegExp(
  String.raw`(?<![\p{L}\p{N}.-])(?:https?:\/\/)?(?:(?:www|m)\.)?(?:${elsewhere})\s?[/?]\s?[^\s)]+`,
  'giu',
)

const handles =
  /\b(?:insta|instagram|telegram|whatsapp|signal|snap|snapchat|tiktok|facebook|twitter|venmo|paypal|cash ?app)[\s:]{1,3}@[\p{L}\p{N}_.-]+/giu

/** What is known where something was said. */
export interface KnownAround {
  /** First lines of addresses that are nobody's to pass on, in whatever spelling. */
  streets?: readonly string[]
  /** Numbers of the order and its parcels, which stay. */
  numbers?: readonly string[]
}

/**
 * A message as the other side of a marketplace sees it: without e-mail addresses, phone numbers, street addresses and links to
 * messengers and wallets, so that the two go on where both are protected. Numbers of orders and parcels, amounts and dates stay.
 */
export function maskContact(text: string, known: KnownAround = {}): string {
  const { folded, sources } = foldText(text.replaceAll(blank, ' '))
  const kept = spansOf(folded, (known.numbers ?? []).flatMap(numberPattern))
  let left = folded
  const hide = (pattern: RegExp, isMeant: (found: string, at: number) => boolean = () => true) => {
    left = left.replaceAll(pattern, (found: string, ...more: unknown[]) => {
      const at = more.find((each): each is number => typeof each === 'number') ?? 0
      return isMeant(found, at) ? blank.repeat(found.length) : found
    })
  }
  for (const pattern of [email, links, handles, ...(known.streets ?? []).flatMap(knownStreet), ...streets])
    hide(pattern)
  hide(numbers, (found, at) => {
    if (kept.some(([from, to]) => from < at + found.length && at < to)) return false
    const before = left.slice(Math.max(0, at - 200), at).replaceAll(/\uE000+/gu, mask)
    return isPhone(found, before, hiddenIn(sources, at, at + found.length))
  })
  if (left === folded) return text
  let masked = ''
  let from = 0
  for (const { index, 0: run } of left.matchAll(/\uE000+/gu)) {
    masked += text.slice(from, sources[index]?.from) + mask
    from = sources[index + run.length - 1]?.to ?? text.length
  }
  return masked + text.slice(from)
}

/** A number as people write it: with spaces and hyphens, and letters of either case. */
function numberPattern(number: string): RegExp[] {
  const signs = number.match(/[\p{L}\p{N}]/gu) ?? []
  if (signs.length < 5 || !/\p{N}/u.test(number)) return []
  return [new RegExp(String.raw`(?<![\p{L}\p{N}])${signs.join(String.raw`[\s-]?`)}(?![\p{L}\p{N}])`, 'giu')]
}

function spansOf(text: string, patterns: readonly RegExp[]): [number, number][] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }): [number, number] => [index, index + found.length]),
  )
}
