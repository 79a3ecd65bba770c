import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { placesNear, pointOfPostalCode } from './places.ts'
import { distanceMeters } from './rules-geo.ts'

// All over the contiguous United States, thicker in one spot, so that both a sparse and a crowded look are asked for.
const COUNT = 100_000
let app: TestApp

beforeAll(async () => {
  app = await testApp()
  await sql`
    insert into place (store_id, id, source, reference, kind, name, address, lat, lng)
    select ${app.storeId}, 'plc_' || n, 'import', n::text, (array['drop_off', 'locker', 'store', 'depot'])[1 + n % 4], 'Point ' || n,
      jsonb_build_object('line1', n || ' Main Street', 'city', 'Town', 'country', 'US', 'postalCode', lpad((n % 40000)::text, 5, '0')),
      case when n % 20 = 0 then 40.7 + (n % 997) * 0.0002 else 25 + (n * 7919 % 100003) * 24.0 / 100003 end,
      case when n % 20 = 0 then -74 + (n % 991) * 0.0002 else -124 + (n * 104729 % 100019) * 57.0 / 100019 end
    from generate_series(1, ${COUNT}::bigint) as n`.execute(app.db)
  await sql`analyze place`.execute(app.db)
})
afterAll(() => app?.close())

const reader = () => read(app, system('test'))

describe('points among a hundred thousand', () => {
  test.each([
    ['where there are many', { lat: 40.75, lng: -73.95 }],
    ['where there are few', { lat: 45.5, lng: -110 }],
  ])('the nearest are the nearest, %s', async (_, near) => {
    const found = await placesNear(reader(), near, { kinds: ['drop_off', 'locker', 'store'], limit: 10 })
    const { rows } = await sql<{ id: string; lat: number; lng: number }>`
      select id, lat, lng from place where kind <> 'depot' order by (lat - ${near.lat}) ^ 2 + ((lng - ${near.lng}) * cos(radians(${near.lat}))) ^ 2 limit 200`.execute(
      app.db,
    )
    const right = rows
      .map((row) => ({ id: row.id, meters: distanceMeters(near, row) }))
      .toSorted((one, other) => one.meters - other.meters || (one.id < other.id ? -1 : 1))
      .slice(0, 10)
    expect(found.map(({ id }) => id)).toEqual(right.map(({ id }) => id))
  })

  test('the look reads an index, never the whole table', async () => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select * from place where store_id = ${app.storeId} and kind <> 'depot' and lat >= 40.72 and lat <= 40.78
        and kind in ('drop_off', 'locker') and lng >= -74 and lng <= -73.9`.execute(app.db)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('place_near')
    expect(plan).not.toContain('Seq Scan')
    const postal = await sql<{ 'QUERY PLAN': string }>`
      explain select avg(lat) from place where store_id = ${app.storeId} and kind <> 'depot' and address ->> 'country' = 'US'
        and address ->> 'postalCode' = '00042'`.execute(app.db)
    expect(postal.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('place_postal')
  })

  test('a postal code is the middle of its places', async () => {
    expect(await pointOfPostalCode(reader(), { postalCode: '00042', country: 'US' })).toBeDefined()
    expect(await pointOfPostalCode(reader(), { postalCode: '99999', country: 'US' })).toBeUndefined()
  })
})
