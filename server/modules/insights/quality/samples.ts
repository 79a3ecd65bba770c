import { loadVisibleConversations } from '#modules/conversations'
import { findStaff } from '#modules/staff'
import { conflict, forbidden, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Selectable } from 'kysely'
import type * as z from 'zod'
import { limits } from '../../../limits.ts'
import { QualityAnswers, type QualitySample } from '../contract.ts'
import { qualitySampleScored } from '../events.ts'
import { scoreOf } from './rules.ts'
import type { QualitySampleRow, QualityTables } from './tables.ts'

const db = tablesOf<QualityTables>()

type Row = Omit<Selectable<QualitySampleRow>, 'store_id' | 'resolution_id' | 'drawn_at'>

/** Samples, latest week first: of everybody for leads and above as far as they see the conversations, else one's own. */
export async function listSamples(
  reader: Reader,
  query: { week?: string | undefined; staff?: string | undefined; open?: 'true' | 'false' | undefined },
): Promise<{ data: QualitySample[]; questions: string[] }> {
  const { actor } = reader
  if (actor.kind !== 'staff') return forbidden()
  const isOwnOnly = actor.role === 'associate' || actor.role === 'senior'
  const staffId = isOwnOnly ? actor.staffId : query.staff
  const rows = await select(reader)
    .$if(staffId !== undefined, (each) => each.where('staff_id', '=', staffId ?? ''))
    .$if(query.week !== undefined, (each) => each.where('week', '=', query.week ?? ''))
    .$if(query.open === 'true', (each) => each.where('scored_at', 'is', null))
    .orderBy('quality_sample.week', 'desc')
    .orderBy('id')
    .limit(limits.insights.samplesShown)
    .execute()
  return { data: await present(reader, rows), questions: Object.keys(QualityAnswers.shape) }
}

/**
 * Keeps what a lead found; scored again, the last one counts. Nobody scores their own.
 * Refuses `own_work`.
 */
export async function scoreSample(
  work: Work,
  input: {
    id: string
    answers: z.infer<typeof QualityAnswers>
    note?: string | undefined
    version: number
  },
): Promise<QualitySample> {
  const { actor } = work
  if (actor.kind !== 'staff') return forbidden()
  const row = await select(work).where('id', '=', input.id).forUpdate().executeTakeFirst()
  const [shown] = row ? await present(work, [row]) : []
  if (!row || !shown) return notFound('sample')
  if (row.staff_id === actor.staffId) refuse('own_work', undefined, 'This is your own work: a colleague reads it.')
  if (row.version !== input.version)
    conflict('changed_meanwhile', 'Somebody scored this just now. Look again before you change it.')
  await db(work)
    .updateTable('quality_sample')
    .set({
      answers: JSON.stringify(input.answers),
      note: input.note ?? '',
      scored_by: actor.staffId,
      scored_at: work.now,
      version: row.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .execute()
  const score = scoreOf(input.answers)
  await work.emit(
    qualitySampleScored,
    { kind: 'quality_sample', id: input.id },
    { sampleId: input.id, staffId: row.staff_id, score },
  )
  const after = await select(work).where('id', '=', input.id).executeTakeFirstOrThrow()
  const [sample] = await present(work, [after])
  return sample ?? shown
}

function select(reader: Reader) {
  return db(reader)
    .selectFrom('quality_sample')
    .select(['id', 'conversation_id', 'staff_id', 'answers', 'note', 'scored_by', 'scored_at', 'version'])
    .select((each) => each.cast<string>('week', 'text').as('week'))
    .where('store_id', '=', reader.storeId)
}

async function present(reader: Reader, rows: readonly Row[]): Promise<QualitySample[]> {
  const seen = await loadVisibleConversations(
    reader,
    rows.map((row) => row.conversation_id),
  )
  const people = await findStaff(
    reader,
    rows.flatMap(({ staff_id, scored_by }) => [staff_id, ...(scored_by ? [scored_by] : [])]),
  )
  const personOf = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
  return rows.flatMap((row) => {
    const conversation = seen.get(row.conversation_id)
    if (!conversation) return []
    return [
      {
        id: row.id,
        week: row.week,
        conversation: { id: conversation.id, reference: conversation.reference, subject: conversation.subject },
        staff: personOf(row.staff_id),
        answers: row.answers,
        score: row.answers ? scoreOf(row.answers) : null,
        note: row.note,
        scoredBy: row.scored_by ? personOf(row.scored_by) : null,
        scoredAt: row.scored_at?.toISOString() ?? null,
        version: row.version,
      },
    ]
  })
}
