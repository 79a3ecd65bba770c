import { staffWhoHold } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { presenceOf, writePresence } from '../presence.ts'
import type { ContactRow, RoutingTables } from '../tables.ts'
import { passContact } from './pass-contact.ts'
import { returnContact } from './return-contact.ts'

const db = tablesOf<RoutingTables>()

/** Somebody does not work here any more: everything they have goes to others, mail too. */
export async function leaveForGood(work: Work, staffId: string): Promise<void> {
  await lockRouting(work)
  const rows = await db(work)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('state', 'in', ['offered', 'held'])
    .orderBy('id')
    .forUpdate()
    .execute()
  if ((await presenceOf(work, staffId)).status !== 'offline') await writePresence(work, staffId, 'offline')
  for (const row of rows) await giveBack(work, row, row.channel === 'mail' ? 'put_back' : 'gone')
  await handOutWaiting(work)
}

/** Other people are in a team: who may not see its matters any more does not keep them. */
export async function followTeamMembers(work: Work, teamId: string): Promise<void> {
  await lockRouting(work)
  const rows = await db(work)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('team_id', '=', teamId)
    .where('state', 'in', ['offered', 'held'])
    .orderBy('id')
    .forUpdate()
    .execute()
  const seeing = await staffWhoHold(
    work,
    teamId,
    rows.flatMap((row) => row.staff_id ?? []),
  )
  for (const row of rows) if (row.staff_id && !seeing.has(row.staff_id)) await giveBack(work, row, 'put_back')
  // Whoever is new in it may have room for what waits.
  await handOutWaiting(work)
}

async function giveBack(work: Work, row: ContactRow, because: 'gone' | 'put_back'): Promise<void> {
  if (row.state === 'offered') await passContact(work, row, 'gone')
  else await returnContact(work, row, because)
}
