import { maskContact } from '#modules/sellers'
import { formatMoney } from '#platform/money'
import { dayInWords, momentInWords } from '#platform/words'
import type { ClaimRecord } from './queries.ts'
import type { Side } from './tables.ts'

/** What whoever looks at a claim reads first, and what happens next, by when. */
export function claimWords(
  { row, questions, offers }: ClaimRecord,
  viewer: Side | 'staff',
  seller: string,
  zone: string,
): { headline: string; words: string } {
  const due = row.due_at === null ? '' : momentInWords(row.due_at, zone)
  if (row.paused_at !== null && row.state !== 'closed')
    return {
      headline: 'Waiting for the bank',
      words: 'A chargeback is open for this order. No deadline runs until the bank has answered.',
    }
  const question = questions.find((each) => each.state === 'open')
  if (question) return questionWords(question.side, viewer, due)
  const offer = offers.find((each) => each.state === 'open')
  if (viewer === 'seller') return sellerWords(row, due, zone)
  const before =
    offer && viewer === 'shopper'
      ? `${seller} offers ${amountOf(offer.amount_minor, offer.currency)}${isWithShopper(row) ? ', and you keep it' : ''}. ${maskContact(offer.words ?? '')} If you’d rather not, everything goes on as before.`
      : null
  const words = shopperWords(row, seller, due, zone)
  return before ? { headline: words.headline, words: before.replace('  ', ' ') } : words
}

type Row = ClaimRecord['row']

const closedWords: Record<string, { headline: string; words: string }> & {
  refunded_elsewhere: { headline: string; words: string }
} = {
  chargeback_paid: { headline: 'Your bank has paid you', words: 'So there’s nothing left to do here.' },
  refunded_elsewhere: { headline: 'This was paid back elsewhere', words: 'So there’s nothing left to do here.' },
  turned_up: { headline: 'Great, it turned up', words: 'Thanks for telling us. It counts for nobody.' },
}

function shopperWords(row: Row, seller: string, due: string, zone: string): { headline: string; words: string } {
  switch (row.state) {
    case 'contacting':
      return {
        headline: `We’ve asked ${seller} to put it right`,
        words: `If they haven’t by ${due}, we step in. You don’t have to do anything.`,
      }
    case 'seller_due':
      return row.advanced
        ? {
            headline: 'You’re paid. The rest is between us and the seller',
            words: 'There’s nothing more for you to do.',
          }
        : {
            headline: `${seller} has until ${due} to answer`,
            words: 'If they don’t, we put it right without them. You don’t have to do anything.',
          }
    case 'review':
      return {
        headline: 'A person is looking at both sides',
        words: `You’ll hear from us by ${due} at the latest.`,
      }
    case 'appealed':
      return {
        headline: 'Somebody else takes another look',
        words: `You’ll hear from us by ${due}.`,
      }
    case 'withdrawn':
      return { headline: 'You took this back', words: 'Nothing of it counts. If something’s still wrong, tell us.' }
    case 'closed':
      return {
        ...(closedWords[row.closed_reason ?? ''] ?? closedWords.refunded_elsewhere),
      }
    default:
      return decidedWords(row, seller, zone)
  }
}

function decidedWords(row: Row, seller: string, zone: string): { headline: string; words: string } {
  const appeal =
    row.appeal_until === null || row.state === 'final'
      ? ''
      : ` If you have something new to show, you can ask for another look until ${dayInWords(row.appeal_until, zone)}.`
  const amount = amountOf(row.award_minor ?? 0, row.currency)
  if (row.verdict === 'for_seller')
    return row.advanced
      ? {
          headline: 'You keep your refund',
          words: 'We settled the rest with the seller. There’s nothing more for you to do.',
        }
      : { headline: `We agree with ${seller} on this one`, words: `Here’s why, below.${appeal}` }
  if (row.award === 'return')
    return {
      headline: 'Send it back for free, and your money comes back',
      words: 'Your way back is ready. The seller pays for it.',
    }
  if (row.verdict === 'split')
    return {
      headline: `You get ${amount} back`,
      words: `${isWithShopper(row) ? 'And you keep it.' : 'That settles it.'}${appeal}`,
    }
  if (row.award === 'late')
    return {
      headline: `You get ${amount} back for the wait`,
      words: 'That’s the shipping fee and a share of the price.',
    }
  return { headline: `You get ${amount} back`, words: 'We’ve put it right.' }
}

function sellerWords(row: Row, due: string, zone: string): { headline: string; words: string } {
  switch (row.state) {
    case 'contacting':
      return {
        headline: `Answer by ${due}`,
        words: 'Put it right, or say no. Without an answer it becomes a claim.',
      }
    case 'seller_due':
      return {
        headline: `Answer by ${due}`,
        words: row.advanced
          ? 'The shopper has been paid, and the amount is held from you. Without an answer you bear it, and it counts as a defect.'
          : row.refused_at !== null
            ? 'You said no, so it became a claim, and the claim needs an answer of its own. Without one it’s decided for the shopper, you pay, and it counts as a defect.'
            : 'Without an answer it’s decided for the shopper, you pay, and it counts as a defect.',
      }
    case 'review':
      return { headline: 'A person is deciding', words: `By ${due}. You can add evidence until then.` }
    case 'appealed':
      return { headline: 'Somebody else decides the appeal', words: `By ${due}.` }
    case 'withdrawn':
      return { headline: 'The shopper took it back', words: 'Nothing of it counts.' }
    case 'closed':
      return row.closed_reason === 'turned_up'
        ? { headline: 'It turned up after all', words: 'It doesn’t count against you.' }
        : { headline: 'Settled elsewhere', words: 'The bank or the storefront paid the shopper.' }
    default:
      return sellerDecided(row, zone)
  }
}

function sellerDecided(row: Row, zone: string): { headline: string; words: string } {
  const blame = row.counts ? 'It counts as a defect.' : 'It doesn’t count against you.'
  const until =
    row.state === 'final' || row.appeal_until === null
      ? ''
      : ` You can appeal until ${dayInWords(row.appeal_until, zone)}.`
  if (row.verdict === 'for_seller') return { headline: 'Decided for you', words: `You pay nothing. ${blame}` }
  const who =
    row.payer === 'seller' ? 'You pay.' : row.payer === 'platform' ? 'The marketplace pays.' : 'The carrier pays.'
  if (row.award === 'return')
    return {
      headline: 'Decided for the shopper',
      words: `It comes back to you at your cost. ${who.replace('.', ' once it’s back.')} ${blame}`,
    }
  const headline = row.verdict === 'split' ? 'Settled in part' : 'Decided for the shopper'
  return { headline, words: `${who} ${blame}${row.seller_answer === 'accepted' ? '' : until}` }
}

/** The thing itself is there, and would be kept. */
function isWithShopper({ ground }: Row): boolean {
  return ['damaged', 'faulty', 'not_as_described', 'late'].includes(ground)
}

function questionWords(to: Side, viewer: Side | 'staff', due: string): { headline: string; words: string } {
  if (to === viewer)
    return {
      headline: `We have a question for you, until ${due}`,
      words: 'Without an answer it’s decided for the other side.',
    }
  return { headline: `We asked the ${to} something`, words: `They have until ${due} to answer.` }
}

function amountOf(amountMinor: number, currency: string): string {
  return formatMoney({ amountMinor, currency }, 'en-US')
}
