import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#platform/auth/actor'
import type { RawContext } from '#platform/contract/routes'
import { forbidden, invalid } from '#platform/errors'
import { present } from './present.ts'
import { storeFile, tooLarge, type FileOwner } from './store-file.ts'

/** Takes one file of a multipart form in, under the field `file`. */
export async function upload(
  context: RawContext<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (!request.isMultipart()) invalid('file', 'Send the file as multipart/form-data, in the field "file".')
  const part = await request.file().catch(unreadable)
  if (!part) invalid('file', 'The field "file" is missing.', 'missing_field')
  if (part.fieldname !== 'file') invalid(part.fieldname, 'Send the file in the field "file".', 'unknown_field')
  const file = await storeFile(context, {
    content: untruncated(part.file),
    name: part.filename,
    owner: ownerOf(context.actor),
    anyKind: context.actor.kind === 'staff',
    noDocuments: ['shopper', 'guest', 'visitor'].includes(context.actor.kind),
  })
  return reply
    .code(201)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(await present(context.read(), file)))
}

// The form parser stops at its limit without an error.
async function* untruncated(stream: AsyncIterable<Uint8Array> & { truncated?: boolean }): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk
  } catch (error) {
    unreadable(error)
  }
  if (stream.truncated) tooLarge()
}

// What the parser throws at a form without a boundary, or one that breaks off, has no code of its own.
function unreadable(error: unknown): never {
  if (error instanceof Error && !('code' in error))
    invalid('file', 'The form is not whole. Send the file again.', 'invalid_body')
  throw error
}

function ownerOf(actor: Actor): FileOwner {
  switch (actor.kind) {
    case 'shopper':
      return { kind: 'shopper', id: actor.customerId }
    case 'guest':
      return { kind: 'guest', id: `${actor.customerId}:${actor.orderId}` }
    case 'visitor':
      return { kind: 'visitor', id: actor.visitorId }
    case 'staff':
      return { kind: 'staff', id: actor.staffId }
    case 'seller':
      return { kind: 'seller', id: actor.sellerId }
    case 'key':
      return { kind: 'key', id: actor.keyId }
    default:
      return forbidden()
  }
}
