import { advanceReactions } from './reactions/advance.ts'
import { conversationReactions } from './reactions/conversations.ts'
import { claimReactions } from './reactions/claims.ts'
import { callReactions } from './reactions/calls.ts'
import { mailReactions } from './reactions/mail.ts'
import { changeReactions } from './reactions/changes.ts'
import { comingBackReactions } from './reactions/coming-back.ts'
import { incidentReactions } from './reactions/incidents.ts'
import { parcelReactions } from './reactions/parcels.ts'
import { problemReactions } from './reactions/problems.ts'
import { refundReactions } from './reactions/refunds.ts'
import { safetyReactions } from './reactions/safety.ts'
import { returnReactions } from './reactions/returns.ts'
import { signInReactions } from './reactions/sign-in.ts'
import { sellerReactions } from './reactions/sellers.ts'
import { staffReactions } from './reactions/staff.ts'
import { withdrawalReactions } from './reactions/withdrawals.ts'

/** Which facts are told to people. What the watch finds is told by the watch itself, through `queueNotification`. */
export const reactions = [
  ...signInReactions,
  ...staffReactions,
  ...sellerReactions,
  ...refundReactions,
  ...problemReactions,
  ...claimReactions,
  ...changeReactions,
  ...withdrawalReactions,
  ...advanceReactions,
  ...returnReactions,
  ...comingBackReactions,
  ...conversationReactions,
  ...incidentReactions,
  ...safetyReactions,
  ...callReactions,
  ...mailReactions,
  ...parcelReactions,
]
