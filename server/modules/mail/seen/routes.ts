import { anyone, staff } from '#platform/auth/who'
import { actorKey } from '#platform/auth/actor'
import { routes } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { mailsSeen, type SeenMail } from '../contract.ts'
import { listOutgoing } from '../outgoing/queries.ts'
import { leaveAside } from './commands/leave-aside.ts'
import { moveMail, undoMoveMail } from './commands/move-mail.ts'
import { fileByHand } from './file-by-hand.ts'
import { mailLink } from './links.ts'
import { countPutAside, findSeen, listMailsOf, listPutAside, type MailRow, presentSeen } from './queries.ts'
import { readAgain, withoutNumbers } from './read-again.ts'
import { sendPage, sendPicture, sendRemotePicture } from './send-page.ts'

const desk = [staff('associate')]
const { pagesPerMinute, perMinute } = limits.mail.pictures

export const seenRoutes = routes(mailsSeen, {
  'GET /conversations/:id/mails': {
    who: desk,
    query: async (reader, { id }) => ({
      inbound: await listMailsOf(reader, id),
      outgoing: (await listOutgoing(reader, { id })).data,
    }),
  },
  'GET /inbound-mails/put-aside': {
    who: desk,
    query: async (reader, { by = 'people', ...query }) => await listPutAside(reader, { by, ...query }),
  },
  'GET /inbound-mails/counts': { who: desk, query: countPutAside },
  'GET /inbound-mails/:id': {
    who: desk,
    direct: async ({ app, actor, input, read }) => {
      const viewer = actorKey(actor)
      const mail = await shown(read(), await findSeen(read(), input.id))
      return { mail, pageUrl: mailLink(app.config, app.clock.now(), { kind: 'page', mailId: mail.id, viewer }) }
    },
  },
  'GET /inbound-mails/:id/quoted-text': {
    who: desk,
    limit: { perMinute: pagesPerMinute, by: 'actor' },
    direct: async ({ input, read }) => {
      const found = (await readAgain(read(), await findSeen(read(), input.id))) ?? notFound('mail')
      return { text: withoutNumbers(found.mail).quotedText }
    },
  },
  // The link says who may: its signature is checked, and that its viewer is the one who asks.
  'GET /inbound-mails/:id/page': {
    who: [anyone],
    limit: { perMinute: pagesPerMinute, by: 'ip' },
    raw: sendPage,
  },
  'GET /inbound-mails/:id/pictures/:picture': { who: [anyone], limit: { perMinute, by: 'ip' }, raw: sendPicture },
  'GET /inbound-mails/:id/remote-picture': { who: [anyone], limit: { perMinute, by: 'ip' }, raw: sendRemotePicture },
  'POST /inbound-mails/:id/move': {
    who: desk,
    command: async (work, input) => await shown(work, await moveMail(work, input)),
  },
  'DELETE /inbound-mails/:id/move': {
    who: desk,
    command: async (work, input) => await shown(work, await undoMoveMail(work, input)),
  },
  // Direct, because it is read in a thread of its own before anything is written.
  'POST /inbound-mails/:id/filing': {
    who: desk,
    direct: async (context) => await shown(context.read(), await fileByHand(context)),
  },
  'POST /inbound-mails/:id/leaving-aside': {
    who: desk,
    command: async (work, input) => {
      await leaveAside(work, input)
      return {}
    },
  },
})

async function shown(reader: Reader, row: MailRow): Promise<SeenMail> {
  const [mail] = await presentSeen(reader, [row])
  return mail ?? notFound('mail')
}
