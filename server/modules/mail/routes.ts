import type { FastifyReply } from 'fastify'
import { administrator, staff } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { addMailbox, changeMailbox, type MailboxFields } from './commands/put-mailbox.ts'
import { mail } from './contract.ts'
import { findOriginal, listInboundMails, listMailboxes, presentMailbox } from './queries.ts'

export const mailRoutes = routes(mail, {
  'GET /mailboxes': { who: [administrator], query: listMailboxes },
  // Direct, because a password comes with it: answers of commands, and what was asked, are kept for repeats.
  'POST /mailboxes': {
    who: [administrator],
    direct: async ({ app, input, transact }: RawContext<MailboxFields>, _request, reply: FastifyReply) => {
      const row = await transact((work) => addMailbox(work, app.config, input))
      void reply.code(201)
      return presentMailbox(row)
    },
  },
  'PUT /mailboxes/:id': {
    who: [administrator],
    direct: async ({ app, input, transact }) =>
      presentMailbox(await transact((work) => changeMailbox(work, app.config, input))),
  },
  'GET /inbound-mails': { who: [staff('associate')], query: listInboundMails },
  'GET /inbound-mails/:id/original': {
    who: [staff('associate')],
    raw: async ({ input, read }, _request, reply) => {
      const raw = await findOriginal(read(), input.id)
      return reply
        .header('content-disposition', `attachment; filename="${input.id}.eml"`)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('cache-control', 'private, no-store')
        .type('message/rfc822')
        .send(raw)
    },
  },
})
