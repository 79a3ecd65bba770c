import { requireOwnFiles } from '#modules/files'
import { invalid } from '#platform/errors'
import type { Work } from '#platform/work'
import { claimAnswered, claimEvidenceAdded } from '../events.ts'
import { missingFrom, speaksTo } from '../rules.ts'
import type { EvidenceKind, Side } from '../tables.ts'
import { addEntry } from './add-entry.ts'
import { aboutClaim, factOf, type LockedClaim, saveClaim } from './lock-claim.ts'
import { openTurn } from './open-turn.ts'
import { ruleOnClaim } from './rule-on-claim.ts'
import { assertAllowed, lockForSide, sideOf } from './for-side.ts'

/** One piece of evidence as it comes in. */
export interface EvidenceInput {
  kind: EvidenceKind
  words?: string | undefined
  files?: readonly string[] | undefined
  trackingNumber?: string | undefined
  signedBy?: string | undefined
  refundReference?: string | undefined
  conversation?: string | undefined
  quote?: string | undefined
}

export interface AnswerInput {
  id: string
  answer: 'accept' | 'contest'
  words?: string | undefined
  evidence?: readonly EvidenceInput[] | undefined
}

/**
 * The seller answers: yes, or no with or without evidence. A no in the contact opens the claim at once; a yes ends it there.
 * In their turn a yes, and a no, are the answer, and the rules are asked.
 * Refuses `not_possible_now`, `evidence_incomplete`. Another seller's claim is not found.
 */
export async function answerClaim(work: Work, input: AnswerInput): Promise<void> {
  const locked = await lockForSide(work, input.id)
  await assertAllowed(work, locked, 'answer')
  const { row } = locked.claim
  if (input.answer === 'contest' && !input.words?.trim() && !input.evidence?.length)
    invalid('words', 'Say in a sentence how you see it, or add evidence.', 'words_missing')
  // An answer without a word is one too, and the story tells it.
  await addEntry(work, row.id, {
    side: 'seller',
    kind: 'answer',
    words: input.words?.trim() || null,
    facts: { answer: input.answer === 'accept' ? 'accepted' : 'contested' },
  })
  const counting = await addAll(work, locked, 'seller', input.evidence ?? [])
  const earlier = locked.claim.entries.some(
    (entry) => entry.side === 'seller' && entry.evidence_kind !== null && speaksTo(entry.evidence_kind, row.ground),
  )
  const answer = input.answer === 'accept' ? 'accepted' : counting || earlier ? 'evidenced' : 'contested'
  const inContact = row.state === 'contacting'
  const saved = await saveClaim(
    work,
    row,
    inContact && answer !== 'accepted'
      ? { refused_at: work.now, answered_at: work.now }
      : { seller_answer: answer, answered_at: row.answered_at ?? work.now },
  )
  await work.emit(claimAnswered, aboutClaim(saved), { ...factOf(saved), answer })
  const next = { ...locked, claim: { ...locked.claim, row: saved } }
  // An earlier no opens it; what they showed stands, and they can still add to it.
  if (inContact && answer !== 'accepted') return await openTurn(work, next)
  await ruleOnClaim(work, { ...next, claim: { ...next.claim } })
}

/** One side shows something. After a seller's plain no it can make it a no with evidence, and the rules are asked again. */
export async function addEvidence(work: Work, input: { id: string } & EvidenceInput): Promise<void> {
  const locked = await lockForSide(work, input.id)
  await assertAllowed(work, locked, 'add_evidence')
  const { id: _, ...evidence } = input
  await addAll(work, locked, await authorOf(work, locked), [evidence])
}

/** What people who work here add is the store's, whoever it came from: they say so in its words. */
async function authorOf(work: Work, { claim }: LockedClaim): Promise<Side | 'platform'> {
  const side = await sideOf(work, claim.row)
  return side === 'staff' ? 'platform' : side
}

/** Writes several pieces; answers whether one of them speaks to what the claim is about. */
export async function addAll(
  work: Work,
  { claim: { row } }: LockedClaim,
  side: Side | 'platform',
  pieces: readonly EvidenceInput[],
): Promise<boolean> {
  let counting = false
  for (const [index, piece] of pieces.entries()) {
    const files = [...new Set(piece.files ?? [])]
    const facts = factsOf(piece)
    const missing = missingFrom(piece.kind, { facts, files: files.length })
    if (missing) invalid(pieces.length > 1 ? `evidence[${index}]` : 'evidence', missing, 'evidence_incomplete')
    await requireOwnFiles(work, files)
    await addEntry(work, row.id, {
      side,
      kind: 'evidence',
      evidence_kind: piece.kind,
      words: piece.words?.trim() || null,
      facts,
      file_ids: files,
    })
    await work.emit(claimEvidenceAdded, aboutClaim(row), { ...factOf(row), side, kind: piece.kind })
    counting ||= speaksTo(piece.kind, row.ground)
  }
  return counting
}

function factsOf({
  trackingNumber,
  signedBy,
  refundReference,
  conversation,
  quote,
}: EvidenceInput): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ trackingNumber, signedBy, refundReference, conversation, quote }).flatMap(([name, value]) =>
      value?.trim() ? [[name, value.trim()]] : [],
    ),
  )
}
