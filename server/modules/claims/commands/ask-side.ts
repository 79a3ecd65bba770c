import { requireOwnFiles } from '#modules/files'
import { assert } from '#platform/errors'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { claimQuestionAnswered, claimQuestionAsked } from '../events.ts'
import { surroundingsOf } from '../facts.ts'
import type { ClaimTables, Side } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { assertAllowed, lockForSide } from './for-side.ts'
import { aboutClaim, factOf, saveClaim } from './lock-claim.ts'

const db = tablesOf<ClaimTables>()

/** A person asks one side something, with a deadline (policy `claim.appeal.question`). The claim waits for the answer, and not longer. */
export async function askSide(work: Work, input: { id: string; to: Side; words: string }): Promise<void> {
  const locked = await lockForSide(work, input.id)
  await assertAllowed(work, locked, 'ask')
  const { row } = locked.claim
  const around = await surroundingsOf(work, locked.matter)
  const appealed = row.state === 'appealed'
  const until = addHours(work.now, around.resolved.get('claim.appeal.question'))
  // A question makes an appeal last no longer than its hard limit.
  const dueAt = appealed && row.hard_at !== null && row.hard_at < until ? row.hard_at : until
  await db(work)
    .insertInto('claim_question')
    .values({
      store_id: work.storeId,
      id: work.newId('clq'),
      claim_id: row.id,
      side: input.to,
      words: input.words,
      state: 'open',
      asked_by: actorKey(work.actor),
      asked_at: work.now,
      due_at: dueAt,
      reply: null,
      file_ids: [],
      closed_at: null,
    })
    .execute()
  const saved = await saveClaim(work, row, { due_at: dueAt, hard_at: appealed ? row.hard_at : null })
  await work.setTimer(claimDue, dueAt, { claimId: row.id }, { key: row.id })
  await work.emit(claimQuestionAsked, aboutClaim(saved), {
    ...factOf(saved),
    side: input.to,
    dueAt: dueAt.toISOString(),
  })
}

/** One side answers what it was asked; somebody decides within `claim.decision` from now. */
export async function answerQuestion(
  work: Work,
  input: { id: string; words: string; files?: readonly string[] | undefined },
): Promise<void> {
  const locked = await lockForSide(work, input.id)
  await assertAllowed(work, locked, 'answer_question')
  const { row, questions } = locked.claim
  const question = questions.find((each) => each.state === 'open')
  assert(question, 'an answer needs an open question')
  const files = [...new Set(input.files ?? [])]
  await requireOwnFiles(work, files)
  await db(work)
    .updateTable('claim_question')
    .set({ state: 'answered', reply: input.words, file_ids: files, closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', question.id)
    .execute()
  const { resolved } = await surroundingsOf(work, locked.matter)
  const appealed = row.state === 'appealed'
  const next = addHours(work.now, resolved.get(appealed ? 'claim.appeal.decision' : 'claim.decision'))
  const dueAt = appealed && row.hard_at !== null && row.hard_at < next ? row.hard_at : next
  const saved = await saveClaim(work, row, {
    due_at: dueAt,
    hard_at: appealed ? row.hard_at : addHours(dueAt, resolved.get('silence.lead_within')),
  })
  await work.setTimer(claimDue, dueAt, { claimId: row.id }, { key: row.id })
  await work.emit(claimQuestionAnswered, aboutClaim(saved), { ...factOf(saved), side: question.side })
}
