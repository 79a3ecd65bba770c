import { refuse } from '#platform/errors'
import { headBytes, mediaTypeOf } from './media-types.ts'
import { remakePicture } from './remake-picture.ts'

/**
 * A picture drawn anew, as uploads are, without keeping it. Refuses `file_type_not_allowed` for what is none, whatever it was called,
 * and for what cannot be opened.
 */
export async function remadePicture(content: Uint8Array): Promise<{ content: Buffer; mediaType: string }> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const type = await mediaTypeOf(bytes.subarray(0, headBytes))
  if (type?.treatment !== 'picture') return notOpened()
  return await remakePicture(bytes, type.type).catch(notOpened)
}

function notOpened(): never {
  refuse('file_type_not_allowed', undefined, 'This is no picture that can be shown here.')
}
