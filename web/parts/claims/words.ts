import type { Claim } from '#contract/claims'
import { type ClaimKey, isolated, useClaimText } from './text.ts'

/** Which of the two sides looks at the screen. */
export type Viewer = 'shopper' | 'seller'

/** The answer first, then what happens next and by when, made of the claim's fields in the reader's language. */
export function useClaimWords(viewer: Viewer): (claim: Claim) => { headline: string; words: string } {
  const { t, has, format } = useClaimText()
  return (claim) => {
    const key = keyOf(claim, viewer)
    const { decision } = claim
    const values = {
      seller: isolated(claim.seller.name),
      shopper: isolated(claim.shopper.name),
      when: claim.dueAt ? format.dayAndTime(claim.dueAt) : '',
      day: claim.dueAt ? format.day(claim.dueAt) : '',
      amount: decision ? format.money(decision.follows?.amount ?? decision.amount) : '',
      yours: format.money(borneBySeller(claim)),
      payer: decision?.verdict === 'for_seller' ? 'nobody' : (decision?.payer ?? 'nobody'),
      counts: decision?.counts ? 'yes' : 'no',
    }
    const title = `${viewer}.${key.title}`
    const detail = `${viewer}.${key.words}`
    if (!has(title) || !has(detail)) return { headline: claim.headline, words: claim.words }
    const more = appealWords(claim, viewer)
    const tail = more ? ` ${t(more, { day: format.day(decision?.appealUntil ?? '') })}` : ''
    return { headline: t(title, values), words: `${t(detail, values)}${tail}` }
  }
}

function keyOf(claim: Claim, viewer: Viewer): { title: string; words: string } {
  const same = (key: string) => ({ title: key, words: `${key}.words` })
  if (claim.paused && claim.state !== 'closed') return same('paused')
  if (claim.question) return same(claim.question.to === viewer ? 'asked' : 'asksOther')
  if (claim.decision && !['appealed', 'withdrawn', 'closed'].includes(claim.state))
    return viewer === 'shopper'
      ? shopperDecided(claim)
      : { title: claim.decision.verdict, words: waitsForGoods(claim) ? 'return.words' : 'decided.words' }
  if (claim.state === 'seller_due' && claim.advanced) return same('advanced')
  if (claim.state === 'seller_due' && viewer === 'seller' && hasSaidNo(claim))
    return { title: 'seller_due', words: 'seller_due.again.words' }
  return same(claim.state)
}

/** A first no made it a claim, and the claim has not been answered. */
function hasSaidNo({ entries }: Claim): boolean {
  return entries.some(({ kind, side }) => kind === 'answer' && side === 'seller')
}

/** Whether the thing itself is with the shopper, who would keep it. */
export function isWithShopper({ ground }: Claim): boolean {
  return ['damaged', 'faulty', 'not_as_described', 'late'].includes(ground)
}

function waitsForGoods({ decision }: Claim): boolean {
  return decision?.award === 'return' && decision.follows?.paid !== true
}

/** What a seller bears of it, commission off: as it was booked, as it will be once the goods are back, or as it would be. */
export function borneBySeller({ decision, debit, ahead, tooMuch, value }: Claim): Claim['value'] {
  if (decision?.follows?.yours) return decision.follows.yours
  if (debit) return debit.amount
  return ahead?.silent.yours ?? tooMuch ?? value
}

function shopperDecided(claim: Claim): { title: string; words: string } {
  const { decision, advanced } = claim
  if (decision?.verdict === 'for_seller') {
    const key = advanced ? 'kept' : 'for_seller'
    return { title: key, words: `${key}.words` }
  }
  if (decision?.award === 'return')
    return decision.follows?.paid
      ? { title: 'paid', words: 'return.paid.words' }
      : { title: 'return', words: 'return.words' }
  if (decision?.verdict === 'split')
    return { title: 'paid', words: isWithShopper(claim) ? 'split.words' : 'split.settled' }
  if (decision?.award === 'late') return { title: 'late', words: 'late.words' }
  return { title: 'paid', words: 'paid.words' }
}

/** Until when somebody who did not get all of it can ask for another look. */
function appealWords(claim: Claim, viewer: Viewer): ClaimKey | null {
  if (!claim.allowed.includes('appeal') || !claim.decision?.appealUntil) return null
  return viewer === 'shopper' ? 'shopper.appealUntil' : 'seller.appealUntil'
}
