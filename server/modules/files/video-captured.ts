import type { Captured } from './remake-picture.ts'
import { childOf, childrenOf, type Box } from './video-boxes.ts'

/** Where and when a video says that it was taken, as far as it is beyond doubt. */
export function capturedOfVideo(content: Buffer, moov: Box): Captured {
  try {
    return read(content, moov)
  } catch {
    // Notes that cannot be read are no reason not to take the video.
    return { at: null, lat: null, lng: null }
  }
}

function read(content: Buffer, moov: Box): Captured {
  const tags = appleTags(content, moov)
  const place = [tags.get('com.apple.quicktime.location.ISO6709'), ...placesIn(content, moov)]
    .map((text) => (text === undefined ? null : placeOf(text)))
    .find((each) => each !== null)
  return {
    at: zoned(tags.get('com.apple.quicktime.creationdate')) ?? madeAt(content, moov),
    lat: place?.lat ?? null,
    lng: place?.lng ?? null,
  }
}

/** Such as "+40.7484-073.9857+012.3/", as ISO 6709 writes a point. */
function placeOf(text: string): { lat: number; lng: number } | null {
  const found = /([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)/.exec(text)
  const [lat, lng] = [Number(found?.[1]), Number(found?.[2])]
  return found && Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null
}

function placesIn(content: Buffer, moov: Box): string[] {
  const udta = childOf(content, moov, 'udta')
  if (!udta) return []
  return childrenOf(content, udta).flatMap((box) => {
    if (box.type === '\u00a9xyz') return [content.toString('latin1', box.body + 4, box.end)]
    return box.type === 'loci' ? (pointOfLoci(content, box) ?? []) : []
  })
}

/** A language, a name that ends with a zero byte, a role, then longitude and latitude in 65,536ths of a degree. */
function pointOfLoci(content: Buffer, box: Box): string | undefined {
  const name = content.indexOf(0, box.body + 6)
  if (name < 0 || name + 10 > box.end) return undefined
  const [lng, lat] = [content.readInt32BE(name + 2) / 65_536, content.readInt32BE(name + 6) / 65_536]
  return `${signed(lat)}${signed(lng)}`
}

function signed(degrees: number): string {
  return `${degrees < 0 ? '-' : '+'}${Math.abs(degrees).toFixed(5)}`
}

/** What phones of one maker write: names in `keys`, and texts under their numbers in `ilst`. */
function appleTags(content: Buffer, moov: Box): Map<string, string> {
  const tags = new Map<string, string>()
  const meta = childOf(content, moov, 'meta')
  const [keys, list] = [meta && childOf(content, meta, 'keys'), meta && childOf(content, meta, 'ilst')]
  if (!keys || !list) return tags
  const names: string[] = []
  for (let at = keys.body + 8; at + 8 <= keys.end; ) {
    const size = content.readUInt32BE(at)
    if (size < 8) break
    names.push(content.toString('utf8', at + 8, Math.min(at + size, keys.end)))
    at += size
  }
  for (const entry of childrenOf(content, list)) {
    const name = names[content.readUInt32BE(entry.start + 4) - 1]
    const data = childOf(content, entry, 'data')
    if (name && data) tags.set(name, content.toString('utf8', data.body + 8, data.end))
  }
  return tags
}

/** Such as "2026-03-02T14:05:09-0500"; without a zone it is no instant. */
function zoned(text: string | undefined): Date | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)$/.exec(text?.trim() ?? '')
  if (!found) return null
  const date = new Date(`${found[1]}${found[2]?.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** The movie header counts seconds since 1904 in UTC; cameras without a clock write zero or something from before phones had video. */
function madeAt(content: Buffer, moov: Box): Date | null {
  const header = childOf(content, moov, 'mvhd')
  if (!header) return null
  const seconds =
    content[header.body] === 1
      ? Number(content.readBigUInt64BE(header.body + 4))
      : content.readUInt32BE(header.body + 4)
  const date = new Date((seconds - 2_082_844_800) * 1000)
  return date.getUTCFullYear() >= 2005 && date.getUTCFullYear() < 2100 ? date : null
}
