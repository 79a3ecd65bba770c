import type { HelpTopic } from '#contract/helpcenter'

/** Own matters of a shopper that an article can answer: all that the server knows, which the type sees to. */
const known = {
  tracking: true,
  missing: true,
  late: true,
  damaged: true,
  cancel: true,
  return: true,
  refund: true,
  replacement: true,
  claim: true,
  payment: true,
  sign_in: true,
  account: true,
  contact: true,
  gift: true,
  safety: true,
} satisfies Record<HelpTopic, true>

export const topics = Object.keys(known) as HelpTopic[]
