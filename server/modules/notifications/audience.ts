import { topicOf, type TemplateName } from './templates.ts'
import { wayOf } from './topics.ts'

const toAddresses: ReadonlySet<string> = new Set(['sign_in_unknown', 'withdrawal_received', 'withdrawal_answered'])
const toStaff: ReadonlySet<string> = new Set(['staff_invitation', 'approval_decided', 'safety_for_staff'])

/** Whom a kind of mail is for. */
export function audienceOf(template: TemplateName): 'shopper' | 'seller' | 'staff' | 'address' {
  if (toStaff.has(template)) return 'staff'
  if (template.startsWith('seller_') || template === 'safety_for_seller') return 'seller'
  return toAddresses.has(template) ? 'address' : 'shopper'
}

const aboutAccount: ReadonlySet<string> = new Set(['address_confirmed', 'erasure_done'])

/** Whether it is a shopper's own matter although it goes to an address. */
export function isAboutAccount(template: TemplateName): boolean {
  return aboutAccount.has(template)
}

// They go to an address, or say what is only true where they are read.
const onlyMailed: ReadonlySet<string> = new Set(['address_confirmed', 'confirm_code', 'erasure_done', 'news_digest'])

/** Whether something is told by mail and in no other way. */
export function isOnlyMailed(template: TemplateName): boolean {
  return onlyMailed.has(template)
}

/** Whether a kind of mail comes whatever anybody chose, so that there is nothing to unsubscribe from. */
export function isAlways(template: TemplateName): boolean {
  return wayOf(topicOf[template], 'email') === 'always'
}
