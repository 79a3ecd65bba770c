import { type ProtectionCheck, reason } from '#modules/policy'
import type { Side } from './tables.ts'

/** Why a claim was decided as it was, in the words of whoever reads it. */
export function reasonFor(code: string, viewer: Side | 'staff', shopperWords: string): { code: string; words: string } {
  if (viewer === 'shopper') return { code, words: shopperWords }
  if (viewer === 'seller') return { code, words: sellerReasons[code] ?? shopperWords }
  return { code, words: code in unruled ? shopperWords : reason(code).staff }
}

/** What was decided by no rule of the table. */
const unruled: Readonly<Record<string, string>> = {
  settled_between: 'The shopper took your offer.',
  question_seller_silent: 'A question to you wasn’t answered in time, so it’s decided for the shopper.',
  question_shopper_silent: 'The shopper didn’t answer a question in time, so it’s decided for you.',
  nobody_decided: 'We didn’t decide this in time, so it’s decided for the shopper, without blame for you.',
  appeal_unanswered: 'We didn’t answer the appeal in time, so it’s decided for whoever appealed, at our cost.',
}

/** The reasons of the rules as the seller reads them. */
const sellerReasons: Readonly<Record<string, string>> = {
  ...unruled,
  claim_seller_silent: 'No answer from you came in time, so it’s decided for the shopper.',
  claim_came_back: 'The parcel came back to you, so the shopper gets their money back.',
  claim_protected: 'Every condition of the protection holds, so we pay, up to its limit.',
  claim_platform_lost: 'The carrier lost it under a label bought here, so we pay.',
  claim_accepted: 'You agreed.',
  claim_late: 'It arrived well after the promised day, so a share of the price and the shipping fee come back.',
  claim_not_refunded: 'The return arrived with you, and the shopper wasn’t paid.',
  claim_overcharged: 'The books show that more was charged than the price. The difference comes back.',
  claim_never_arrived_on_time: 'It never arrived. You shipped on time and with tracking, so there’s no blame.',
  claim_never_arrived: 'It never arrived, and nothing shows that it was shipped on time with tracking.',
  claim_scan_contradicted: 'What the carrier recorded doesn’t fit the shopper’s address.',
  claim_no_evidence: 'Nothing shows where it was left, and it’s within what the rules grant without proof.',
  claim_shown: 'The photos, or the refused return, show what was wrong, and nothing showed otherwise.',
}

/** One condition of the protection as a seller reads it. */
export function protectionWords({ condition, hours }: ProtectionCheck): string {
  switch (condition) {
    case 'platform_label':
      return 'The label was bought here'
    case 'first_scan_by_ship_by':
      return 'The carrier scanned it by the promised ship-by day'
    case 'answered_in_time':
      return hours === undefined ? 'You answered in time' : `You answered within ${hours} hours`
    case 'no_self_refund':
      return 'You didn’t refund it on your own'
  }
}
