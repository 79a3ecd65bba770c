import { on } from '#platform/events/on'
import { mailStored } from './events.ts'
import { readKeptMail } from './jobs/read-kept-mail.ts'

export const reactions = [
  on(mailStored, 'mail.read-what-was-kept', async (work, { payload: { mailboxId } }) => {
    await work.enqueue(readKeptMail, { mailboxId }, { key: mailboxId })
  }),
]
