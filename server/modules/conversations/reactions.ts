import { customerChanged, customerSeparated, endsSight } from '#events/customers'
import { staffChanged, teamChanged } from '#events/staff'
import { staffWhoHold } from '#modules/staff'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { assignConversation } from './commands/assign-conversation.ts'
import { partStrangers } from './commands/part-strangers.ts'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/**
 * Nothing stays with somebody who cannot work on it: it is nobody's again, so that others see it waiting. And nothing is shown as one
 * of two who may not see each other any more.
 */
export const reactions = [
  on(staffChanged, 'conversations.put-back-of-person', async (work, { payload: { staffId } }) =>
    putBack(work, { assignee: staffId }),
  ),
  on(teamChanged, 'conversations.put-back-of-team', async (work, { payload: { teamId } }) =>
    putBack(work, { team: teamId }),
  ),
  on(customerChanged, 'conversations.part-of-changed', async (work, occurrence) => {
    if (endsSight(occurrence)) await partStrangers(work, occurrence.payload.customerId)
  }),
  on(customerSeparated, 'conversations.part-of-separated', async (work, { payload: { customerId } }) =>
    partStrangers(work, customerId),
  ),
]

async function putBack(work: Work, { assignee, team }: { assignee?: string; team?: string }): Promise<void> {
  const held = await db(work)
    .selectFrom('conversation')
    .select(['id', 'assignee_id', 'team_id'])
    .where('store_id', '=', work.storeId)
    .where('state', '=', 'open')
    .where('merged_into', 'is', null)
    .where('assignee_id', 'is not', null)
    .$if(assignee !== undefined, (query) => query.where('assignee_id', '=', assignee ?? ''))
    .$if(team !== undefined, (query) => query.where('team_id', '=', team ?? ''))
    .orderBy('id')
    .execute()
  for (const [teamId, rows] of Map.groupBy(held, (row) => row.team_id)) {
    const holds = await staffWhoHold(
      work,
      teamId,
      rows.flatMap((row) => row.assignee_id ?? []),
    )
    for (const { id, assignee_id } of rows)
      if (assignee_id && !holds.has(assignee_id)) await assignConversation(work, id, { staffId: null })
  }
}
