import type { RawContext } from '#platform/contract/routes'
import { actorKey, system } from '#platform/auth/actor'
import { notFound, refuse } from '#platform/errors'
import { mailLookedAt } from '../events.ts'
import { fileRead } from '../jobs/read-kept-mail.ts'
import { findSeen, type MailRow } from './queries.ts'
import { readAgain } from './read-again.ts'

/**
 * A colleague says that a mail which was put aside is a person's: it is filed after all, as what its bytes say. Refuses
 * `not_put_aside`, `no_sender`, `filed_already`, `changed_meanwhile`.
 */
export async function fileByHand({
  app,
  actor,
  input,
  read,
  transact,
}: RawContext<{ id: string; version: number }>): Promise<MailRow> {
  const row = await findSeen(read(), input.id)
  if (row.state !== 'quarantined') refuse('not_put_aside', undefined, 'This mail is not put aside any more.')
  if (row.from_address === null)
    refuse('no_sender', undefined, 'It does not say who wrote it, so that nobody could be answered.')
  const found = (await readAgain(read(), row)) ?? notFound('mail')
  const by = actorKey(actor)
  // As the program files: the words are the sender's, not the colleague's.
  await fileRead(
    { app, transact: (run) => transact(run, system('mail')) },
    row.id,
    { mail: found.mail, authenticity: row.traits.authenticity ?? null },
    { by, version: input.version },
  )
  const after = await findSeen(read(), row.id)
  if (after.state !== 'filed' || after.version === row.version)
    refuse('changed_meanwhile', { version: after.version }, 'Somebody else was at this mail meanwhile. Look again.')
  await transact((work) =>
    work.emit(mailLookedAt, { kind: 'mail', id: row.id }, { mailId: row.id, conversationId: after.conversation_id }),
  )
  return after
}
