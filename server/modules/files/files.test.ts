import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customersModule } from '#modules/customers'
import { fetchRemotePicture, fileLink, filesModule, requireOwnFiles } from '#modules/files'
import { staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system, type Actor } from '#platform/auth/actor'
import { read, transact } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { connectFiles } from '#testing/files'
import { heicPhoto } from '#testing/heic-photo'
import { testServer, type TestServer } from '#testing/server'
import { smallVideo, videoBox } from '#testing/small-video'
import { readCaptured } from './remake-picture.ts'

let app: TestApp
let server: TestServer
let outside: ReturnType<typeof connectFiles>
let pictures: Server
let picturesUrl: string
const answers = new Map<string, { status: number; body: Buffer }>()

const ava: Actor = { kind: 'shopper', customerId: 'cus_ava' }
const ben: Actor = { kind: 'shopper', customerId: 'cus_ben' }
const clerk: Actor = { kind: 'staff', staffId: 'stf_sam', role: 'associate' }

beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule, staffModule, filesModule] })
  pictures = createServer((request, response) => {
    const answer = answers.get(request.url ?? '') ?? { status: 404, body: Buffer.from('no') }
    response.writeHead(answer.status).end(answer.body)
  })
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve))
  picturesUrl = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`
  outside = connectFiles(app, [picturesUrl])
  server = await testServer(app)
})
afterAll(async () => {
  await server?.close()
  await app?.close()
  pictures?.close()
  await outside?.close()
})

const photo = (options: { width?: number; exif?: Record<string, Record<string, string>> } = {}) => {
  const { width = 80, exif } = options
  const picture = sharp({ create: { width, height: 60, channels: 3, background: '#c08040' } }).jpeg()
  return (exif ? picture.withExif(exif) : picture).toBuffer()
}

// 40.7484 N, 73.9857 W at 14:05:09 local, five hours behind UTC.
const taken = {
  IFD0: { Make: 'Secret Camera' },
  IFD2: { DateTimeOriginal: '2026:03:02 14:05:09', OffsetTimeOriginal: '-05:00' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '40/1 44/1 5424/100',
    GPSLongitudeRef: 'W',
    GPSLongitude: '73/1 59/1 852/100',
  },
}

async function send(actor: Actor, content: Uint8Array | string, name = 'photo.jpg', field = 'file') {
  const form = new FormData()
  form.append(field, new Blob([content as BlobPart]), name)
  return server.client(actor).send('POST', '/files', { body: form })
}

async function open(actor: Actor, url: string, headers: Record<string, string> = {}) {
  return server.client(actor).send('GET', url, { headers })
}

describe('uploads', () => {
  test('a picture is drawn anew: nothing of its metadata is left, place and time are kept apart', async () => {
    const original = await photo({ exif: taken })
    expect(original.includes('Secret Camera')).toBe(true)
    const { status, body } = await send(ava, original, '../../My Porch<script>.JPEG')
    expect(status).toBe(201)
    expect(body).toMatchObject({
      id: expect.stringMatching(/^file_/),
      mediaType: 'image/jpeg',
      name: 'My Porchscript.jpg',
    })
    expect(body).not.toHaveProperty('capturedAt')
    const row = await app.db.selectFrom('file').selectAll().where('id', '=', body.id).executeTakeFirstOrThrow()
    expect(row.captured_at).toEqual(new Date('2026-03-02T19:05:09Z'))
    expect(row.captured_lat).toBeCloseTo(40.7484, 4)
    expect(row.captured_lng).toBeCloseTo(-73.9857, 4)
    const kept = Buffer.from((await outside.store.get(row.sha256)) ?? [])
    expect(kept.includes('Secret Camera')).toBe(false)
    expect((await sharp(kept).metadata()).exif).toBeUndefined()
    expect(await readCaptured(kept)).toEqual({ at: null, lat: null, lng: null })
  })

  test('a time without a zone is no instant', async () => {
    expect(
      (await readCaptured(await photo({ exif: { IFD2: { DateTimeOriginal: '2026:03:02 14:05:09' } } }))).at,
    ).toBeNull()
  })

  test.each([
    ['an empty file', '', 'file_empty'],
    ['a web page', '<html><script>alert(1)</script></html>', 'file_type_not_allowed'],
    [
      'a drawing with script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'file_type_not_allowed',
    ],
    ['a program', 'MZ\u0000\u0000'.padEnd(600, 'x'), 'file_type_not_allowed'],
    [
      'a broken picture',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(4000, 7)]),
      'file_type_not_allowed',
    ],
  ])('%s is refused kindly and leaves nothing', async (_what, content, code) => {
    const before = await app.db.selectFrom('file').select('id').execute()
    const answer = await send(ava, content)
    expect(answer).toMatchObject({ status: 422, body: { error: { code, message: expect.stringMatching(/\.$/) } } })
    expect(await app.db.selectFrom('file').select('id').execute()).toHaveLength(before.length)
  })

  test('more than 25 MB is refused; a picture bomb is no picture', async () => {
    const video = Buffer.concat([
      Buffer.from('\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000mp42isom', 'latin1'),
      Buffer.alloc(26_000_000),
    ])
    expect(await send(ava, video, 'long.mp4')).toMatchObject({
      status: 422,
      body: { error: { code: 'file_too_large' } },
    })
    const bomb = await sharp({ create: { width: 10_000, height: 9_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_500_000)
    expect(await send(ava, bomb, 'small.png')).toMatchObject({
      status: 422,
      body: { error: { code: 'file_type_not_allowed' } },
    })
  })

  test('a HEIC photo becomes one that every browser shows; one that cannot be decoded is kept with a word about it', async () => {
    const { status, body } = await send(ava, heicPhoto, 'IMG_1.HEIC')
    expect([status, body]).toEqual([201, expect.objectContaining({ mediaType: 'image/jpeg', name: 'IMG_1.jpg' })])
    expect(body.note).toBeUndefined()
    const row = await app.db.selectFrom('file').selectAll().where('id', '=', body.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ captured_at: new Date('2026-03-02T19:05:09Z') })
    expect(row.captured_lat).toBeCloseTo(40.7484, 4)
    const kept = Buffer.from((await outside.store.get(row.sha256)) ?? [])
    expect(await sharp(kept).metadata()).toMatchObject({ width: 96, height: 64, format: 'jpeg' })
    expect((await sharp(kept).metadata()).exif).toBeUndefined()
    const other = await send(
      ava,
      Buffer.from(`\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic${'z'.repeat(5000)}`, 'latin1'),
      'IMG_2.HEIC',
    )
    expect(other.body).toMatchObject({ mediaType: 'image/heic', note: expect.stringContaining('format') })
  })

  test('a video keeps its pictures and loses where it was taken, which is kept apart', async () => {
    const xyz = videoBox('udta', videoBox('\u00a9xyz', [0, 22, 0x15, 0xc7], '+40.7484-073.9857/'))
    const { content, pictures } = smallVideo({ notes: [xyz] })
    const video = await send(ava, content, 'clip')
    expect(video.body).toMatchObject({ mediaType: 'video/mp4', name: 'clip.mp4', sizeBytes: content.length })
    const row = await app.db.selectFrom('file').selectAll().where('id', '=', video.body.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ captured_lat: 40.7484, captured_lng: -73.9857 })
    const kept = Buffer.from((await outside.store.get(row.sha256)) ?? [])
    expect([kept.includes(pictures), kept.includes('40.7484'), kept.includes('Secret')]).toEqual([true, false, false])
    expect(await send(ava, Buffer.concat([content.subarray(0, 900), Buffer.alloc(500, 9)]), 'clip')).toMatchObject({
      status: 422,
      body: { error: { code: 'file_type_not_allowed', message: expect.stringContaining('video') } },
    })
  })

  test('documents say more than they show: people who work here send them, shoppers send a photo', async () => {
    const pdf = `%PDF-1.7\n${'x'.repeat(500)}`
    expect((await send(clerk, pdf, 'invoice.pdf')).body).toMatchObject({
      mediaType: 'application/pdf',
      name: 'invoice.pdf',
    })
    for (const shopper of [ava, { kind: 'guest', customerId: 'cus_ava', orderId: 'ord_1' } as const])
      expect(await send(shopper, pdf, 'invoice.pdf')).toMatchObject({
        status: 422,
        body: { error: { code: 'file_type_not_allowed', message: expect.stringContaining('photo') } },
      })
  })

  test('sent again after the connection was lost, or twice at once, it stays one file', async () => {
    const content = await photo({ width: 47 })
    const first = await send(ava, content, 'one.jpg')
    const again = await Promise.all([send(ava, content, 'one.jpg'), send(ava, content, 'one.jpg')])
    expect(new Set([first, ...again].map((answer) => answer.body.id)).size).toBe(1)
    const fresh = await photo({ width: 48 })
    const ids = (await Promise.all(Array.from({ length: 5 }, () => send(ava, fresh)))).map((answer) => answer.body.id)
    expect(new Set(ids).size).toBe(1)
  })

  test('a large picture is made smaller and upright', async () => {
    const { body } = await send(
      ava,
      await sharp(await photo({ width: 6000 }))
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    )
    const row = await app.db.selectFrom('file').select('sha256').where('id', '=', body.id).executeTakeFirstOrThrow()
    const { width, height } = await sharp(await outside.store.get(row.sha256)).metadata()
    expect([width, height]).toEqual([41, 4096])
  })

  test('a form without the field says so', async () => {
    expect(await send(ava, await photo(), 'x.jpg', 'picture')).toMatchObject({
      status: 400,
      body: { error: { param: 'picture' } },
    })
    expect(await server.client(ava).send('POST', '/files', { body: { file: 'x' } })).toMatchObject({ status: 400 })
    expect((await send({ kind: 'anonymous' }, await photo())).status).toBe(401)
  })

  test.each([
    ['without a boundary', 'multipart/form-data', '--x'],
    ['that breaks off in its head', 'multipart/form-data; boundary=x', '--x\r\nContent-Disp'],
    [
      'that breaks off in the file',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7',
    ],
  ])('a form %s is the sender’s mistake', async (_what, type, body) => {
    const answer = await server.client(ava).send('POST', '/files', { body, headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request', param: 'file' } } })
  })

  test('the same content is stored once, and is two files', async () => {
    const content = await photo({ width: 33 })
    const [one, other] = [await send(ava, content), await send(ben, content)]
    const rows = await app.db
      .selectFrom('file')
      .select('sha256')
      .where('id', 'in', [one.body.id, other.body.id])
      .execute()
    expect(new Set(rows.map((row) => row.sha256)).size).toBe(1)
    expect(one.body.id).not.toBe(other.body.id)
  })
})

describe('who sees a file', () => {
  const guestOne: Actor = { kind: 'guest', customerId: 'cus_ava', orderId: 'ord_1' }
  const guestTwo: Actor = { kind: 'guest', customerId: 'cus_ava', orderId: 'ord_2' }
  const agent: Actor = { kind: 'staff', staffId: 'stf_sam', role: 'associate' }

  test('its owner and people who work here; for everybody else it is not there', async () => {
    const { body } = await send(guestOne, await photo())
    const status = async (actor: Actor) => (await server.client(actor).send('GET', `/files/${body.id}`)).status
    expect([await status(guestOne), await status(ava), await status(agent)]).toEqual([200, 200, 200])
    expect([await status(guestTwo), await status(ben)]).toEqual([404, 404])
    expect((await server.client(ben).send('GET', '/files/file_none')).body).toEqual(
      (await server.client(ben).send('GET', `/files/${body.id}`)).body,
    )
    await expect(requireOwnFiles(read(app, ben), [body.id])).rejects.toMatchObject({ status: 404 })
    expect(await requireOwnFiles(read(app, ava), [body.id])).toHaveLength(1)
  })

  test('a link works for its viewer, for a quarter of an hour, and is noted', async () => {
    const { body } = await send(ava, await photo({ width: 90 }), 'my "door" – ü.jpg')
    const good = await open(ava, body.url)
    expect(good.status).toBe(200)
    expect(Object.fromEntries(good.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox$/),
      'content-disposition': expect.stringMatching(
        /^inline; filename="my door _ _\.jpg"; filename\*=UTF-8''my%20door%20%E2%80%93%20%C3%BC\.jpg$/,
      ),
      'cache-control': expect.stringMatching(/^private, max-age=(8|9)\d\d, immutable$/),
    })
    expect((await open(ben, body.url)).status).toBe(404)
    expect((await open(agent, body.url)).status).toBe(404)
    expect((await open({ kind: 'anonymous' }, body.url)).status).toBe(404)
    expect((await open(ava, body.url.replace(/signature=.{4}/, 'signature=AAAA'))).status).toBe(404)
    expect((await open(ava, body.url.replace(/expires=\d/, 'expires=9'))).status).toBe(404)
    expect((await open(ava, body.url, { 'if-none-match': good.headers.get('etag') ?? '' })).status).toBe(304)
    const seen = await app.db.selectFrom('file_access').select('viewer').where('file_id', '=', body.id).execute()
    expect(seen).toEqual([{ viewer: 'shopper:cus_ava' }, { viewer: 'shopper:cus_ava' }])
    app.clock.advance({ minutes: 17 })
    expect((await open(ava, body.url)).status).toBe(404)
  })

  test('documents are saved, not shown; videos come in pieces', async () => {
    const pdf = await send(clerk, `%PDF-1.7\n${'y'.repeat(500)}`, 'invoice.pdf')
    expect((await open(clerk, pdf.body.url)).headers.get('content-disposition')).toMatch(
      /^attachment; filename="invoice.pdf"/,
    )
    const video = await send(ava, smallVideo().content, 'clip.mp4')
    const piece = await open(ava, video.body.url, { range: 'bytes=4-7' })
    expect([piece.status, piece.headers.get('content-range'), piece.headers.get('content-length')]).toEqual([
      206,
      `bytes 4-7/${video.body.sizeBytes}`,
      '4',
    ])
    expect((await open(ava, video.body.url, { range: 'bytes=99999-' })).status).toBe(416)
  })

  test('whoever vouches for a file may link to it for a viewer', async () => {
    const { body } = await send(agent, await photo())
    const url = await fileLink(read(app, ava), body.id, 'shopper:cus_ava')
    expect((await open(ava, url)).status).toBe(200)
  })
})

describe('pictures from elsewhere', () => {
  const want = (path: string, id: string) =>
    transact(app, system('test'), (work) =>
      fetchRemotePicture(work, {
        url: path.startsWith('http') ? path : `${picturesUrl}${path}`,
        about: { kind: 'delivery_proof', id },
      }),
    )
  const told = async (name: string, id: string) =>
    (await app.db.selectFrom('event').select('payload').where('name', '=', name).execute())
      .filter((row) => row.payload.about.id === id)
      .map((row) => row.payload)

  test('are fetched once, made anew, and announced', async () => {
    answers.set('/proof.jpg', { status: 200, body: await photo({ exif: taken }) })
    await Promise.all([want('/proof.jpg', 'prf_1'), want('/proof.jpg', 'prf_1')])
    await runJobs(app)
    const [event, ...more] = await told('file.fetched', 'prf_1')
    expect(more).toEqual([])
    const row = await app.db.selectFrom('file').selectAll().where('id', '=', event.fileId).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      owner_kind: 'delivery_proof',
      owner_id: 'prf_1',
      media_type: 'image/jpeg',
      original_name: 'proof.jpg',
      captured_at: new Date('2026-03-02T19:05:09Z'),
    })
  })

  test('that cannot be had are given up with a reason: not there, no picture, an address inside our network', async () => {
    answers.set('/page', { status: 200, body: Buffer.from('<html>') })
    await want('/missing.jpg', 'prf_2')
    await want('/page', 'prf_3')
    await want('http://169.254.169.254/latest/meta-data', 'prf_4')
    await want('file:///etc/passwd', 'prf_5')
    await runJobs(app)
    expect((await told('file.fetch_failed', 'prf_2'))[0]).toMatchObject({ code: 'answered_404' })
    expect((await told('file.fetch_failed', 'prf_3'))[0]).toMatchObject({ code: 'file_type_not_allowed' })
    expect((await told('file.fetch_failed', 'prf_4'))[0]).toMatchObject({ code: 'url_not_allowed' })
    expect((await told('file.fetch_failed', 'prf_5'))[0]).toMatchObject({ code: 'url_not_allowed' })
  })

  test('are tried again when their server stumbles', async () => {
    answers.set('/slow.jpg', { status: 503, body: Buffer.from('later') })
    await want('/slow.jpg', 'prf_6')
    await runJobs(app, { allowFailures: true })
    answers.set('/slow.jpg', { status: 200, body: await photo() })
    await runJobs(app)
    expect(await told('file.fetched', 'prf_6')).toHaveLength(1)
  })
})
