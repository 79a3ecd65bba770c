import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { administrator, anyone, staff, staffInPerson } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { addMailbox, changeMailbox, type Around, type MailboxFields } from './commands/put-mailbox.ts'
import { mail } from './contract.ts'
import { testSending } from './outgoing/test-sending.ts'
import { mailSignInPort } from './ports.ts'
import { findOriginal, listInboundMails, listMailboxes, presentMailbox } from './queries.ts'
import { beginSignIn } from './sign-in/begin-sign-in.ts'
import { returnFromProvider } from './sign-in/return-from-provider.ts'
import { mailgun } from './webhooks/mailgun.ts'
import { postmark } from './webhooks/postmark.ts'
import { receiveFrom } from './webhooks/receive-webhook.ts'
import { sendgrid } from './webhooks/sendgrid.ts'

export const mailRoutes = routes(mail, {
  'GET /mailboxes': {
    who: [administrator],
    direct: ({ app, read }) => listMailboxes(read(), app.config.publicUrl),
  },
  // Direct, because a password comes with it: answers of commands, and what was asked, are kept for repeats.
  'POST /mailboxes': {
    who: [administrator],
    direct: async ({ app, input, transact }: RawContext<MailboxFields>, _request, reply: FastifyReply) => {
      const row = await transact((work) => addMailbox(work, around(app), input))
      void reply.code(201)
      return presentMailbox(row, app.config.publicUrl)
    },
  },
  'PUT /mailboxes/:id': {
    who: [administrator],
    direct: async ({ app, input, transact }) =>
      presentMailbox(await transact((work) => changeMailbox(work, around(app), input)), app.config.publicUrl),
  },
  // Direct: it reaches outside, and a password comes with it.
  'POST /mailboxes/sending-test': {
    who: [administrator],
    limit: { perMinute: 20, by: 'actor' },
    direct: testSending,
  },
  // By a person in a browser, who comes back with what the provider gave.
  'POST /mailboxes/:id/sign-in': {
    who: [staffInPerson('administrator')],
    direct: ({ app, input, transact }) => transact((work) => beginSignIn(work, app, input.id)),
  },
  // Looks for itself who it is.
  'GET /mailbox-sign-ins/return': { who: [anyone], raw: returnFromProvider },
  // The signature says who it is.
  'POST /webhooks/mailgun/:mailbox/mime': { who: [anyone], raw: receiveFrom(mailgun) },
  'POST /webhooks/postmark/:mailbox': { who: [anyone], raw: receiveFrom(postmark) },
  'POST /webhooks/sendgrid/:mailbox': { who: [anyone], raw: receiveFrom(sendgrid) },
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

function around({ config, ports }: App): Around {
  return {
    secretFor: config.secretFor,
    isSetUp: (provider) => ports.has(mailSignInPort) && ports.get(mailSignInPort).isSetUp(provider),
  }
}
