import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import { OutsideError } from '#platform/outside-error'
import { mayUseSecret, type SendingFields } from '../commands/put-mailbox.ts'
import { findMailbox } from '../follow-mailbox.ts'
import { sendingServerOf } from './hand-over.ts'
import { sendingServersPort } from './ports.ts'

interface Wish {
  sending: SendingFields
  sendingPassword?: string | undefined
  mailbox?: string | undefined
}

/** Connects and signs in as a mailbox would when its mail leaves. The password that is kept goes only where it belongs. */
export async function testSending({
  app,
  input: { sending, sendingPassword, mailbox },
  read,
}: RawContext<Wish>): Promise<{ works: boolean; failure: string | null }> {
  const row = mailbox === undefined ? undefined : ((await findMailbox(read(), mailbox)) ?? notFound('mailbox'))
  const kept = row && mayUseSecret(row, sending) ? sendingServerOf(app.config, row)?.secret : undefined
  const server = { ...sending, account: sending.account ?? null, secret: sendingPassword ?? kept ?? '' }
  try {
    await app.ports.get(sendingServersPort).verify(server)
    return { works: true, failure: null }
  } catch (error) {
    if (error instanceof OutsideError) return { works: false, failure: error.code }
    throw error
  }
}
