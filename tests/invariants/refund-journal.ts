import { sql } from 'kysely'
import type { AnyDatabase } from '#platform/work'
import { ratherThan, type Violations } from './violations.ts'

/** The books for accountants: the journal has what moved, notes have what the journal says, and their numbers have no gap. */
export async function checkRefundJournal(db: AnyDatabase, found: Violations, storeId = 'main'): Promise<void> {
  const { rows: movements } = await sql<{ id: string; external: boolean; moved: number; booked: number }>`
    select m.id, r.origin = 'external' as external,
      (case when m.state = 'succeeded' then m.amount_minor else 0 end)::int as moved,
      coalesce((select sum(j.gross_minor) from refund_journal j where j.store_id = m.store_id and j.movement_id = m.id), 0)::int as booked
    from refund_movement m join refund r on r.store_id = m.store_id and r.id = m.refund_id
    where m.store_id = ${storeId}`.execute(db)
  for (const { id, external, moved, booked } of movements)
    if (moved !== booked && !(external && booked === 0))
      found.add('journal', `movement ${id} ${ratherThan(booked, moved)}`)

  const { rows: refunds } = await sql<{ id: string; moved: number; noted: number }>`
    select r.id,
      coalesce((select sum(m.amount_minor) from refund_movement m where m.store_id = r.store_id and m.refund_id = r.id and m.state = 'succeeded' and m.tender_id is not null), 0)::int as moved,
      coalesce((select sum(n.gross_minor) from credit_note n where n.store_id = r.store_id and n.refund_id = r.id), 0)::int as noted
    from refund r where r.store_id = ${storeId} and r.origin = 'here'
      and not exists (select 1 from refund_movement m where m.store_id = r.store_id and m.refund_id = r.id and m.state = 'requested')`.execute(
    db,
  )
  for (const { id, moved, noted } of refunds)
    if (moved !== noted) found.add('journal', `credit notes of refund ${id} ${ratherThan(noted, moved)}`)

  const { rows: notes } = await sql<{ number: string; gross: number; booked: number }>`
    select n.number, n.gross_minor::int as gross,
      coalesce((select sum(j.gross_minor) from refund_journal j where j.store_id = n.store_id and j.credit_note_id = n.id), 0)::int as booked
    from credit_note n where n.store_id = ${storeId}`.execute(db)
  for (const { number, gross, booked } of notes)
    if (gross !== booked) found.add('journal', `credit note ${number} ${ratherThan(booked, gross)}`)

  const { rows: series } = await sql<{ name: string; last: number; highest: number; count: number }>`
    select s.country || ' ' || s.year as name, s.last_number as last, max(n.sequence)::int as highest, count(n.id)::int as count
    from credit_note_series s
    left join credit_note n on n.store_id = s.store_id and n.legal_entity = s.legal_entity and n.country = s.country and n.year = s.year
    where s.store_id = ${storeId} group by s.country, s.year, s.legal_entity, s.last_number`.execute(db)
  for (const { name, last, highest, count } of series)
    if (last !== count || highest !== count)
      found.add('journal', `numbers of ${name} go to ${last}, and ${count} notes to ${highest}`)
}
