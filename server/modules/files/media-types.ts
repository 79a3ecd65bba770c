import { fileTypeFromBuffer } from 'file-type'

/**
 * What is done with a kind of file: a picture is made anew, also from HEIC, a video loses what its camera noted beside pictures
 * and sound, a document is kept as it is.
 */
export interface MediaType {
  type: string
  extension: string
  treatment: 'picture' | 'heic' | 'video' | 'document'
  /** Whether browsers show it; the rest is offered for saving. */
  inline: boolean
  /** Shown with the file, where something about it is not as people expect. */
  note?: string
}

const heic: MediaType = {
  type: 'image/heic',
  extension: 'heic',
  treatment: 'heic',
  inline: false,
  note: 'Your phone saved this picture in a format that browsers can’t show. We couldn’t turn it into another one, so we keep it as it is, and our team can open it.',
}

const known: Record<string, MediaType> = {
  'image/jpeg': { type: 'image/jpeg', extension: 'jpg', treatment: 'picture', inline: true },
  'image/png': { type: 'image/png', extension: 'png', treatment: 'picture', inline: true },
  'image/webp': { type: 'image/webp', extension: 'webp', treatment: 'picture', inline: true },
  'image/gif': { type: 'image/gif', extension: 'gif', treatment: 'picture', inline: true },
  'image/avif': { type: 'image/avif', extension: 'avif', treatment: 'picture', inline: true },
  'image/heic': heic,
  'image/heif': heic,
  'image/heic-sequence': heic,
  'image/heif-sequence': heic,
  'application/pdf': { type: 'application/pdf', extension: 'pdf', treatment: 'document', inline: false },
  // Captions of a video.
  'text/vtt': { type: 'text/vtt', extension: 'vtt', treatment: 'document', inline: true },
  'video/mp4': { type: 'video/mp4', extension: 'mp4', treatment: 'video', inline: true },
  'video/quicktime': { type: 'video/quicktime', extension: 'mov', treatment: 'video', inline: true },
}

/** What is taken only where any kind is. */
export const unknownKind: MediaType = {
  type: 'application/octet-stream',
  extension: 'bin',
  treatment: 'document',
  inline: false,
}

/** Bytes from the beginning that are enough to tell what a file is. */
export const headBytes = 4_100

/** What the content is, whatever its name says; undefined for everything that is not taken. */
export async function mediaTypeOf(head: Uint8Array): Promise<MediaType | undefined> {
  const found = await fileTypeFromBuffer(head)
  return found && known[found.mime]
}

/** What is known of a type that was taken before. */
export function facts(mediaType: string): Pick<MediaType, 'inline' | 'note' | 'extension'> {
  return known[mediaType] ?? { inline: false, extension: 'bin' }
}
