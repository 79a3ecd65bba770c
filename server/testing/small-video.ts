/** A box of an MP4 file: its size, its type, its content. */
export function videoBox(type: string, ...content: (Buffer | string | number[])[]): Buffer {
  const body = Buffer.concat(
    content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

export function numbers32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4)
  return bytes
}

/** 2026-03-02 19:05:09 UTC in seconds since 1904. */
const madeAt = Date.UTC(2026, 2, 2, 19, 5, 9) / 1000 + 2_082_844_800

/**
 * A video as phones save it, in small: pictures, a recorded track of places, and notes of place, device and time, with
 * `pictures` and `places` as the streams themselves.
 */
export function smallVideo({ brand = 'mp42', notes = [] as Buffer[] } = {}): {
  content: Buffer
  pictures: string
  places: string
} {
  const [pictures, places] = ['PICTURES-AS-RECORDED', 'GPS 40.7484 -73.9857']
  const track = (handler: string, offset: number, size: number, sizes: number[]) =>
    videoBox(
      'trak',
      videoBox('tkhd', numbers32(0, madeAt, madeAt, 1), Buffer.alloc(68)),
      videoBox('udta', videoBox('name', 'Secret Camera')),
      videoBox(
        'mdia',
        videoBox('mdhd', numbers32(0, madeAt, madeAt, 600, 600, 0)),
        videoBox('hdlr', numbers32(0, 0), handler, Buffer.alloc(13)),
        videoBox(
          'minf',
          videoBox(
            'stbl',
            videoBox('stsz', numbers32(0, size, sizes.length, ...sizes)),
            videoBox('stsc', numbers32(0, 1, 1, Math.max(sizes.length, 1), 1)),
            videoBox('stco', numbers32(0, 1, offset)),
          ),
        ),
      ),
    )
  const movie = (at: number) =>
    videoBox(
      'moov',
      videoBox('mvhd', numbers32(0, madeAt, madeAt, 600, 600), Buffer.alloc(80)),
      track('vide', at, 0, [10, 10]),
      track('meta', at + pictures.length, 0, [places.length]),
      ...notes,
    )
  const head = videoBox('ftyp', brand, numbers32(0), 'isom')
  const before = head.length + movie(0).length + 8
  return {
    content: Buffer.concat([head, movie(before), videoBox('mdat', pictures, places), videoBox('free', 'Secret notes')]),
    pictures,
    places,
  }
}
