import { roleReaches, type StaffRole } from '#platform/auth/actor'
import type { Conversation } from './contract.ts'
import { whyNotStep, whyNotWelcome } from './conduct/rules.ts'
import type { ConductStep } from './conduct/tables.ts'
import { mayWrite } from './rules.ts'
import type { ConversationRow, ParticipantRow } from './tables.ts'

export type ConversationAction = Conversation['allowed'][number]['action']
type Allowed = Conversation['allowed'][number]
type NotAllowed = Conversation['notAllowed'][number]

/** What decides which actions somebody has. */
export interface ActionFacts {
  side: 'shopper' | 'desk' | 'seller'
  row: Pick<ConversationRow, 'state' | 'channel' | 'assignee_id' | 'merged_into' | 'customer_id' | 'visitor_id'>
  now: Date
  /** See `resumeUntil` of rules.ts. */
  resumeUntil: Date | null
  conduct: ConductStep | null
  /** Who asks, where it is somebody of the store. */
  staff: { id: string; role: StaffRole; participant: Pick<ParticipantRow, 'joined' | 'left_at'> | null } | null
}

/** The actions that somebody has on a conversation now, and why usual ones are missing. Commands ask the same rules. */
export function allowedOn(facts: ActionFacts): { allowed: Allowed[]; notAllowed: NotAllowed[] } {
  const allowed: Allowed[] = []
  const notAllowed: NotAllowed[] = []
  const decide = (action: ConversationAction, no: Omit<NotAllowed, 'action'> | null, until?: Date | null) => {
    if (no) notAllowed.push({ action, ...no })
    else allowed.push({ action, ...(until === undefined ? {} : { until: until?.toISOString() ?? null }) })
  }
  const write = facts.side === 'desk' ? staffWrites(facts) : whyNotWelcome(facts.conduct, facts.row.channel)
  decide('write', write)
  decide('upload', write)
  if (facts.side !== 'seller') {
    decide(
      'resolve',
      facts.row.state === 'open' ? null : { code: 'not_possible_now', message: 'It is solved already.' },
    )
    decide('reopen', reopens(facts), facts.resumeUntil)
    decide('transcript', null)
  }
  if (facts.side === 'desk') deskActions(facts, decide)
  return { allowed, notAllowed }
}

function staffWrites({ row, staff }: ActionFacts): Omit<NotAllowed, 'action'> | null {
  if (!staff) return null
  return mayWrite({ assigneeId: row.assignee_id, staffId: staff.id, participant: staff.participant })
    ? null
    : { code: 'not_joined', message: 'A colleague has this conversation. Take it over to write in it.' }
}

function reopens({ side, row, now, resumeUntil, conduct }: ActionFacts): Omit<NotAllowed, 'action'> | null {
  if (row.state === 'open') return { code: 'not_possible_now', message: 'It is open.' }
  const notWelcome = side === 'shopper' ? whyNotWelcome(conduct, row.channel) : null
  if (notWelcome) return notWelcome
  if (resumeUntil && now > resumeUntil)
    return {
      code: 'too_late',
      message: 'It is closed for good. A new message begins a new conversation that names it.',
    }
  return null
}

function deskActions(
  { row, staff, conduct }: ActionFacts,
  decide: (action: ConversationAction, no: Omit<NotAllowed, 'action'> | null) => void,
): void {
  decide('note', null)
  decide('assign', row.merged_into === null ? null : isMerged)
  decide('move', row.merged_into === null ? null : isMerged)
  decide('tag', null)
  decide('merge', row.merged_into === null ? null : { code: 'already_merged', message: 'It is merged already.' })
  decide('undo_merge', row.merged_into !== null ? null : { code: 'not_merged', message: 'It is not merged.' })
  decide('split', row.merged_into === null ? null : isMerged)
  if (staff) decide('follow', null)
  if (!row.customer_id && !row.visitor_id) return
  const isSupervisor = !staff || roleReaches(staff.role, 'supervisor')
  const step = (next: ConductStep) => whyNotStep(next, { inForce: conduct, isSupervisor, hasEnd: true })
  decide('warn', step('warned'))
  decide('restrict', conduct === 'mail_only' || conduct === 'blocked' ? step('blocked') : step('mail_only'))
}

const isMerged = { code: 'already_merged', message: 'It is shown with another one. Do this there.' }
