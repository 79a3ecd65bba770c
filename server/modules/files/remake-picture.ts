import exifr from 'exifr'
import sharp from 'sharp'
import { limits } from '../../limits.ts'
import { decodeHeic } from './decode-heic.ts'

/** A picture without anything that its camera wrote into it, and what was read from there before. */
export interface RemadePicture {
  content: Buffer
  mediaType: string
  captured: Captured
}

/** When and where a picture says that it was taken; only what is beyond doubt. */
export interface Captured {
  at: Date | null
  lat: number | null
  lng: number | null
}

// One picture at a time needs no cache, and must not take every core from the requests beside it.
sharp.cache(false)
sharp.concurrency(1)

/**
 * Draws the picture anew, upright and at most 4,096 pixels wide or high: what is kept holds pixels and nothing else, however
 * the file was built. Throws when it cannot be opened.
 */
export async function remakePicture(content: Buffer, mediaType: string): Promise<RemadePicture> {
  const captured = await readCaptured(content)
  const { picturePixels, pictureEdgePixels } = limits.files
  const picture = sharp(content, {
    limitInputPixels: picturePixels,
    failOn: 'error',
    animated: mediaType === 'image/gif',
  })
    .autoOrient()
    .resize({ width: pictureEdgePixels, height: pictureEdgePixels, fit: 'inside', withoutEnlargement: true })
  switch (mediaType) {
    case 'image/png':
      return { content: await picture.png().toBuffer(), mediaType, captured }
    case 'image/webp':
      return { content: await picture.webp({ quality: 88 }).toBuffer(), mediaType, captured }
    case 'image/gif':
      return { content: await picture.gif().toBuffer(), mediaType, captured }
    default:
      return { content: await picture.jpeg({ quality: 88 }).toBuffer(), mediaType: 'image/jpeg', captured }
  }
}

/** Draws a HEIC picture anew as a JPEG, the same way. Throws when it cannot be decoded. */
export async function remakeHeic(content: Buffer): Promise<RemadePicture> {
  const captured = await readCaptured(content)
  const { width, height, data } = await decodeHeic(content)
  const edge = limits.files.pictureEdgePixels
  const picture = sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: 'white' })
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
  return { content: await picture.jpeg({ quality: 88 }).toBuffer(), mediaType: 'image/jpeg', captured }
}

/** Reads time and place from a picture's metadata. A time without a zone is no instant and counts as unknown. */
export async function readCaptured(content: Buffer): Promise<Captured> {
  try {
    const tags: Record<string, unknown> | undefined = await exifr.parse(content, {
      tiff: true,
      exif: true,
      gps: true,
      xmp: false,
      icc: false,
      iptc: false,
      jfif: false,
      makerNote: false,
      userComment: false,
      reviveValues: false,
      translateValues: false,
    })
    const { latitude, longitude } = (tags ?? {}) as { latitude?: number; longitude?: number }
    const hasPlace =
      Number.isFinite(latitude) &&
      Number.isFinite(longitude) &&
      Math.abs(latitude ?? 91) <= 90 &&
      Math.abs(longitude ?? 181) <= 180
    return {
      at: instantOf(tags ?? {}),
      lat: hasPlace ? (latitude ?? null) : null,
      lng: hasPlace ? (longitude ?? null) : null,
    }
  } catch {
    return { at: null, lat: null, lng: null }
  }
}

function instantOf(tags: Record<string, unknown>): Date | null {
  const local = /^(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)/.exec(String(tags.DateTimeOriginal ?? ''))
  const offset = /^([+-]\d\d:\d\d|Z)$/.exec(String(tags.OffsetTimeOriginal ?? tags.OffsetTime ?? '').trim())
  if (local && offset) return valid(`${local[1]}-${local[2]}-${local[3]}T${local[4]}${offset[1]}`)
  const date = /^(\d{4}):(\d\d):(\d\d)$/.exec(String(tags.GPSDateStamp ?? '').trim())
  const time = (Array.isArray(tags.GPSTimeStamp) ? tags.GPSTimeStamp : String(tags.GPSTimeStamp ?? '').split(':')).map(
    Number,
  )
  if (!date || time.length !== 3 || time.some((part) => !Number.isFinite(part))) return null
  const [hours = 0, minutes = 0, seconds = 0] = time
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  return valid(`${date[1]}-${date[2]}-${date[3]}T${two(hours)}:${two(minutes)}:${two(seconds)}Z`)
}

function valid(text: string): Date | null {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? null : date
}
