import { describe, expect, test } from 'vitest'
import { numbers32, smallVideo, videoBox } from '#testing/small-video'
import { stripVideo } from './strip-video.ts'

const xyz = videoBox('udta', videoBox('\u00a9xyz', [0, 22, 0x15, 0xc7], '+40.7484-073.9857+12.000/'))
const nowhere = { lat: null, lng: null }

describe('a video', () => {
  test('loses place, device, time and what was recorded beside; pictures stay as they are, where they are', () => {
    const { content, pictures, places } = smallVideo({ notes: [xyz, videoBox('uuid', 'XMP of a Secret Camera')] })
    const { content: stripped, captured } = stripVideo(content)
    expect(captured).toEqual({ at: new Date('2026-03-02T19:05:09Z'), lat: 40.7484, lng: -73.9857 })
    expect(stripped.length).toBe(content.length)
    expect(stripped.indexOf(pictures)).toBe(content.indexOf(pictures))
    for (const gone of [places, 'Secret', '40.7484', '\u00a9xyz', 'udta', 'uuid'])
      expect(stripped.includes(Buffer.from(gone, 'latin1')), gone).toBe(false)
    expect(content.includes('Secret')).toBe(true)
    // A second look finds nothing any more and changes nothing.
    expect(stripVideo(stripped)).toEqual({ content: stripped, captured: { at: null, ...nowhere } })
  })

  test('tells place and time as phones of each kind write them', () => {
    const loci = videoBox(
      'udta',
      videoBox('loci', [0, 0, 0, 0, 0x55, 0xc4, 0x41, 0, 0], numbers32(-73.5 * 65_536, 40.25 * 65_536, 0)),
    )
    expect(stripVideo(smallVideo({ notes: [loci] }).content).captured).toMatchObject({ lat: 40.25, lng: -73.5 })
    const keyed = (name: string) => videoBox('mdta', name)
    const value = (index: number, text: string) =>
      Buffer.concat([numbers32(24 + text.length, index), videoBox('data', numbers32(1, 0), text)])
    const meta = videoBox(
      'meta',
      videoBox('hdlr', numbers32(0, 0), 'mdta', Buffer.alloc(13)),
      videoBox(
        'keys',
        numbers32(0, 2),
        keyed('com.apple.quicktime.location.ISO6709'),
        keyed('com.apple.quicktime.creationdate'),
      ),
      videoBox('ilst', value(1, '-33.8568+151.2153/'), value(2, '2026-03-02T14:05:09-0500')),
    )
    expect(stripVideo(smallVideo({ brand: 'qt  ', notes: [meta] }).content).captured).toEqual({
      at: new Date('2026-03-02T19:05:09Z'),
      lat: -33.8568,
      lng: 151.2153,
    })
  })

  test('notes that cannot be read are taken out all the same', () => {
    const broken = videoBox('udta', '\u00ff\u00ff\u00ff\u00ff\u00a9xyz+40.7484-073.9857/')
    const { content, captured } = stripVideo(smallVideo({ notes: [broken] }).content)
    expect(captured).toEqual({ at: null, ...nowhere })
    expect(content.includes('40.7484')).toBe(false)
  })

  test.each([
    ['nothing in it', videoBox('ftyp', 'mp42')],
    ['a box larger than the file', Buffer.concat([videoBox('ftyp', 'mp42'), numbers32(99_999), Buffer.from('moov')])],
    ['a box of no size', Buffer.concat([videoBox('ftyp', 'mp42'), numbers32(4), Buffer.from('moov')])],
    ['a packed movie box', videoBox('moov', videoBox('cmov', 'x'))],
  ])('with %s cannot be opened', (_what, content) => {
    expect(() => stripVideo(content)).toThrow(Error)
  })

  test('tables that claim more than there is end where the file ends', () => {
    const { content } = smallVideo()
    for (const table of ['stsz', 'stsc']) {
      const claims = Buffer.from(content)
      const at = claims.lastIndexOf(table)
      claims.writeUInt32BE(0xffff_ffff, at + (table === 'stsz' ? 12 : 8))
      expect(() => stripVideo(claims)).not.toThrow()
    }
  })
})
