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

/** Whether a kind of mail comes whatever anybody chose, so that there is nothing to unsubscribe from. */
export function isAlways(template: TemplateName): boolean {
  return wayOf(topicOf[template], 'email') === 'always'
}
