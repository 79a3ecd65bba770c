import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileStore, findFiles, remadePicture, remotePicturePort, viewerOfLink } from '#modules/files'
import { staff } from '#platform/auth/who'
import type { RawContext } from '#platform/contract/routes'
import { ApiError, notFound } from '#platform/errors'
import { OutsideError } from '#platform/outside-error'
import { limits } from '../../../limits.ts'
import { drawPage } from './draw-page.ts'
import { isMailLinkGood, mailLink } from './links.ts'
import { findSeen } from './queries.ts'
import { readAgain, withoutNumbers } from './read-again.ts'

interface Signed {
  id: string
  expires: string
  signature: string
}

/** How a mail is shown in its frame: no script, no form, nothing from elsewhere, without the rights of our own pages. */
const pagePolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** Sends a mail as it came, as a page, to whom its link was made for, as long as they may see where it lies. */
export async function sendPage(
  context: RawContext<Signed & { viewer: string; quoted?: string | undefined; pictures?: string | undefined }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { app, input, read } = context
  const { config } = app
  const now = app.clock.now()
  const mailId = input.id
  if (!isMailLinkGood(config, now, { kind: 'page', mailId, viewer: input.viewer }, input)) notFound('mail')
  const viewer = await viewerOfLink(context, request, input.viewer)
  // Whoever works here no longer, or only looks on, sees none of it.
  if (!viewer || !staff('associate').allows(viewer)) return notFound('mail')
  const row = await findSeen(read(viewer), mailId)
  const found = (await readAgain(read(), row)) ?? notFound('mail')
  const mail = row.has_card_numbers ? withoutNumbers(found.mail) : found.mail
  const own = row.traits.pictures ?? {}
  const page = drawPage(mail, {
    withQuoted: input.quoted === 'true',
    pictures: {
      own: (contentId) => {
        const fileId = own[contentId]
        return fileId && mailLink(config, now, { kind: 'picture', mailId, fileId })
      },
      remote: (url) =>
        input.pictures === 'true' && url.length <= limits.mail.pictureAddressCharacters
          ? mailLink(config, now, { kind: 'remote', mailId, url })
          : undefined,
    },
  })
  return reply
    .headers({
      'content-security-policy': pagePolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    })
    .type('text/html; charset=utf-8')
    .send(page)
}

/** What was drawn anew when it came; a picture that is a document of its own is none of these. */
const shownTypes = /^image\/(?:png|jpeg|webp|gif|avif)$/

/** Sends a picture of the mail itself. The page that asks has no cookies: its link is short-lived and for this picture. */
export async function sendPicture(
  { app, input, read }: RawContext<Signed & { picture: string }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id: mailId, picture: fileId } = input
  if (!isMailLinkGood(app.config, app.clock.now(), { kind: 'picture', mailId, fileId }, input)) notFound('picture')
  const [file] = await findFiles(read(), [fileId])
  const content = file && shownTypes.test(file.mediaType) && (await app.ports.get(fileStore).get(file.sha256))
  if (!file || !content) return notFound('picture')
  return sendDrawn(reply, file.mediaType, content)
}

/**
 * Sends a picture that lies elsewhere: fetched by us, so that whoever wrote learns of no reader, and drawn anew. The link holds its
 * address, and was made for a page whose mail names it.
 */
export async function sendRemotePicture(
  { app, input }: RawContext<Signed & { url: string }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id: mailId, url } = input
  if (!isMailLinkGood(app.config, app.clock.now(), { kind: 'remote', mailId, url }, input)) notFound('picture')
  const { remoteBytes, pageSeconds } = limits.mail.pictures
  try {
    const fetched = await app.ports.get(remotePicturePort).fetch(url, {
      maxBytes: remoteBytes,
      timeoutMs: pageSeconds * 1_000,
      signal: AbortSignal.timeout(pageSeconds * 1_000),
    })
    const { mediaType, content } = await remadePicture(fetched)
    return sendDrawn(reply, mediaType, content)
  } catch (error) {
    if (error instanceof OutsideError || (error instanceof ApiError && error.type === 'refused'))
      return notFound('picture')
    throw error
  }
}

function sendDrawn(reply: FastifyReply, mediaType: string, content: Uint8Array): FastifyReply {
  return reply
    .headers({
      'content-type': mediaType,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      // The frame's page is of no origin.
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': `private, max-age=${limits.files.linkMinutes * 60}`,
    })
    .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
}
