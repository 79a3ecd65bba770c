import type { Refund } from '#contract/refunds'
import type { Replacement } from '#contract/replacements'
import type { Reason } from '#modules/policy'
import { formatMoney, type Money } from '#platform/money'
import { addHours } from '#platform/time'
import { dayInWords, momentInWords } from '#platform/words'
import { checklistWords } from './rules.ts'
import type { Offer, ProblemRow, ReviewRow, Verdict } from './tables.ts'

interface AnswerFacts {
  row: ProblemRow
  review: ReviewRow | null
  refund: Refund | null
  replacement: Replacement | null
  zone: string
}

/** The answer first, then why: what a problem's page begins with. */
export function answerWords(facts: AnswerFacts): { headline: string; words: string } {
  const { row, review, zone } = facts
  const why = reasonsNow(row)
    .map((reason) => reason.shopper)
    .filter(Boolean)
    .join(' ')
  switch (row.state) {
    case 'remedied':
      if (row.payment_failed_at) return paymentFailedWords
      return { headline: remedyWords(facts), words: why }
    case 'open':
      return openWords(row, why)
    case 'waiting':
      return {
        headline: row.wait_until
          ? `Give it until ${momentInWords(row.wait_until, zone)}. Then it’s your choice.`
          : 'Give it a little longer. Then it’s your choice.',
        words: why,
      }
    case 'in_review':
      return {
        headline: review
          ? `A person is on it. You’ll hear from us by ${momentInWords(review.decide_by, zone)}.`
          : 'A person is on it.',
        words: review && review.silences > 0 ? `${sorryWords(missedBy(row, review), zone)} ${why}`.trim() : why,
      }
    case 'turned_up':
      return { headline: 'Great, it turned up. Thanks for telling us!', words: turnedUpWords(row) }
    case 'withdrawn':
      return {
        headline: 'You took this back. All good.',
        words: 'If something is still wrong, tell us again from your order.',
      }
    case 'closed':
      return closedWords(row, review)
  }
}

/** What was to be done before a choice could be made is over once somebody looks, or once it is settled. */
const onlyWhileOpen = new Set(['photo_first', 'wait_for_it', 'statement_needed'])

/** The reasons that are still true of a problem in its state. */
export function reasonsNow({ state, verdict }: Pick<ProblemRow, 'state' | 'verdict'>): readonly Reason[] {
  return state === 'open' || state === 'waiting'
    ? verdict.reasons
    : verdict.reasons.filter(({ code }) => !onlyWhileOpen.has(code))
}

/** The first answer that was promised and did not come; null while none was missed. */
export function missedBy({ verdict }: Pick<ProblemRow, 'verdict'>, review: ReviewRow): Date | null {
  return review.silences === 0 ? null : addHours(review.hard_limit, -verdict.leadWithinHours)
}

function sorryWords(promisedBy: Date | null, zone: string): string {
  return promisedBy
    ? `You were to hear from us by ${momentInWords(promisedBy, zone)}. We didn’t keep that, and we’re sorry.`
    : 'We’re sorry that this takes longer than we said.'
}

/** Acknowledged first, then what is needed, then why. */
function openWords(row: ProblemRow, why: string): { headline: string; words: string } {
  const { condition } = row.verdict
  if (row.offers.some((offer) => offer.kind === 'claim'))
    return { headline: 'That’s frustrating. We get it put right.', words: why }
  if (condition && condition.missing > 0)
    return { headline: conditionHeadlines[row.kind] ?? 'That’s frustrating, and it’s on us.', words: why }
  if (row.verdict.guarantee) return { headline: 'That’s frustrating. Here’s what we can do.', words: why }
  return { headline: 'That’s frustrating, and it’s on us. Here’s what we can do.', words: why }
}

const conditionHeadlines: Partial<Record<ProblemRow['kind'], string>> = {
  damaged: 'Sorry it came broken. Show us, and pick what we do.',
  defective: 'Sorry it doesn’t work. Show us, and pick what we do.',
  wrong_item: 'Sorry, that’s not what you ordered. Show us what came.',
  missing_parts: 'Sorry something is missing. Show us what came.',
  not_as_described: 'Sorry it isn’t what was described. Show us what came.',
}

const paymentFailedWords = {
  headline: 'The payment didn’t go through, and nothing was taken.',
  words: 'It’s still fine to keep it and pay, or to send it back for free. Choose again, or a person helps you.',
}

const sentThings: Partial<Record<Offer['kind'], string>> = {
  replacement: 'A new one',
  parts: 'The missing part',
  exchange: 'The other one',
}

function remedyWords({ row, refund, replacement, zone }: AnswerFacts): string {
  if (row.remedy_kind === 'exchange' && row.replacement_id === null)
    return 'We’re taking the payment for the difference. Then it’s on its way.'
  const sent = row.remedy_kind && sentThings[row.remedy_kind]
  if (sent && replacement?.state === 'delivered') return replacement.words
  if (sent) return `${sent} is on its way.${replacement?.arrivalWords ? ` ${replacement.arrivalWords}.` : ''}`
  if (row.remedy_kind === 'claim') return 'We’ve asked the seller, and we stand behind it.'
  if (row.remedy_kind === 'return_for_refund') return 'Send it back for free, and your money is on its way.'
  if (row.remedy_kind === 'cancel')
    return 'We’re stopping the order. Your money goes back as soon as the warehouse confirms.'
  if (!refund) return 'It’s done.'
  const parts = refund.perTender.map((movement) => `${shown(movement.amount)} to ${movement.label}`).join(' and ')
  const last = refund.perTender
    .map((movement) => movement.expectedBy)
    .filter((date) => date !== null)
    .toSorted()
    .at(-1)
  if (refund.state === 'succeeded') return `Your money is back: ${parts}.`
  if (refund.state === 'failed')
    return 'Your refund didn’t go through. Nothing is lost: we’re opening another way to get it.'
  return `Your money is on its way: ${parts}${last ? `, there by ${dayInWords(new Date(last), zone)}` : ''}.`
}

function turnedUpWords(row: ProblemRow): string {
  switch (row.turned_up_choice) {
    case 'keep_and_pay':
      return 'It’s yours to keep, and we take the payment the way the order was paid.'
    case 'return':
      return 'Sending it back is free. You don’t have to pay anything.'
    case 'keep_free':
      return 'It’s yours to keep, on us.'
    default:
      return 'Nothing else to do. This doesn’t count against you in any way.'
  }
}

function closedWords(row: ProblemRow, review: ReviewRow | null): { headline: string; words: string } {
  if (row.remedy_kind === 'wait')
    return {
      headline: 'We’ll keep watching it for you.',
      words: 'If it still doesn’t come, tell us again from your order. It takes two taps.',
    }
  return {
    headline: 'We looked at this carefully, and we couldn’t put it right this way.',
    words: `${review?.note ?? ''} If you see it differently, a person is one tap away and has the whole story.`.trim(),
  }
}

/** The words on a remedy's button, and one sentence beside it. */
export function offerWords(
  offer: Offer,
  zone: string,
  verdict?: Pick<Verdict, 'condition' | 'guarantee'>,
): { title: string; words: string } {
  const hours = verdict?.guarantee?.hours
  const back = backWords(offer, verdict)
  switch (offer.kind) {
    case 'claim':
      return {
        title: 'Get this put right',
        words: hours
          ? `We ask the seller for you: ${hours.contact} hours to put it right, then ${hours.answer} more to answer the claim that it becomes. If they stay silent, we put it right without them.`
          : 'We ask the seller for you, and put it right if they don’t.',
      }
    case 'replacement':
      return offer.expectedBy
        ? {
            title: `Send a new one, arrives ${dayInWords(new Date(offer.expectedBy), zone)}`,
            words: `Free, and as fast as we can. ${back}`,
          }
        : { title: 'Send a new one', words: `Free, and as fast as we can. ${back}` }
    case 'exchange':
      return { title: 'Take another one instead', words: `You pick which one, and see what changes in price. ${back}` }
    case 'parts':
      return {
        title: offer.expectedBy
          ? `Send what’s missing, arrives ${dayInWords(new Date(offer.expectedBy), zone)}`
          : 'Send what’s missing',
        words: 'Tell us in a note which part it is. You keep everything you have.',
      }
    case 'refund':
      return { title: refundTitle('Refund', offer), words: datesOf(offer, zone) }
    case 'cancel':
      return {
        title: refundTitle('Cancel and refund', offer),
        words: 'We stop the order first; your money goes back as soon as the warehouse confirms.',
      }
    case 'wait':
      return { title: 'Wait a little longer', words: 'We keep watching it. You can still choose something else later.' }
    case 'store_credit':
      return {
        title: offer.amount ? `Take ${shown(offer.amount)} as store credit` : 'Take store credit',
        words: 'There at once, and it doesn’t expire.',
      }
    case 'return_for_refund':
      return {
        title: refundTitle('Send it back and get', offer),
        words: 'Free, and without a box where we have a drop-off point.',
      }
    case 'partial_refund':
      return { title: refundTitle('Keep it and get', offer), words: datesOf(offer, zone) }
    case 'person':
      return {
        title: 'Ask a person',
        words: 'Someone on our team looks at it, with everything you told us already in front of them.',
      }
  }
}

/** Whether the old one goes back. */
function backWords({ returnNeeded }: Offer, verdict: Pick<Verdict, 'condition'> | undefined): string {
  if (returnNeeded) return 'Send the old one back when the new one is there. That’s free too.'
  return verdict?.condition?.keep === false && returnNeeded === undefined ? '' : 'You don’t have to send anything back.'
}

function refundTitle(verb: string, { amount, method }: Offer): string {
  if (!amount) return verb
  const to = method.length === 1 ? ` to ${method[0]?.label}` : ''
  return `${verb} ${shown(amount)}${to}`
}

function datesOf({ method }: Offer, zone: string): string {
  const parts = method.map((each) => {
    const when = each.expectedBy ? `by ${dayInWords(new Date(each.expectedBy), zone)}` : 'soon'
    return method.length === 1 ? `There ${when}.` : `${shown(each.amount)} to ${each.label} ${when}.`
  })
  return parts.join(' ')
}

/** What happens when nobody decides in time. */
export function silenceWords(review: ReviewRow, zone: string): string {
  if (review.silences > 0) return 'Somebody more senior has it now, and it stays open until you have an answer.'
  return review.on_silence === 'for_shopper'
    ? 'If nobody gets to it by then, we decide for you.'
    : `If nobody gets to it by then, it goes to a lead, by ${momentInWords(review.hard_limit, zone)} at the latest.`
}

/** Places worth a look before it counts as missing; offered, never forced. */
export function checklistOf(row: Pick<ProblemRow, 'verdict'>): { code: string; words: string }[] {
  const photo = row.verdict.evidence?.reasons.some((reason) => reason.code.includes('photo')) ?? false
  return Object.entries(checklistWords)
    .filter(([code]) => code !== 'neighbour' && (photo || code !== 'photo'))
    .map(([code, words]) => ({ code, words }))
}

function shown(amount: Money): string {
  return formatMoney(amount, 'en-US')
}
