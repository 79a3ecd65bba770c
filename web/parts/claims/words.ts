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
      amount: decision ? format.money(decision.amount) : '',
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
    return viewer === 'shopper' ? shopperDecided(claim) : { title: claim.decision.verdict, words: 'decided.words' }
  if (claim.state === 'seller_due' && claim.advanced)
    return viewer === 'shopper' ? same('advanced') : { title: 'seller_due', words: 'advanced.words' }
  return same(claim.state)
}

function shopperDecided({ decision, advanced }: Claim): { title: string; words: string } {
  if (decision?.verdict === 'for_seller') {
    const key = advanced ? 'kept' : 'for_seller'
    return { title: key, words: `${key}.words` }
  }
  if (decision?.award === 'return') return { title: 'return', words: 'return.words' }
  if (decision?.verdict === 'split') return { title: 'paid', words: 'split.words' }
  if (decision?.award === 'late') return { title: 'late', words: 'late.words' }
  return { title: 'paid', words: 'paid.words' }
}

/** Until when somebody who did not get all of it can ask for another look. */
function appealWords(claim: Claim, viewer: Viewer): ClaimKey | null {
  if (!claim.allowed.includes('appeal') || !claim.decision?.appealUntil) return null
  return viewer === 'shopper' ? 'shopper.appealUntil' : 'seller.appealUntil'
}
