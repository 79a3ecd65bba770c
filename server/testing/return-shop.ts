import { join } from 'node:path'
import type { PlaceInput } from '#contract/deliveries'
import { upsertPlaces } from '#modules/deliveries'
import { currentUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { labelPort, loadReturns, openReturn, type OpenReturnInput, type ReturnRecord } from '#modules/returns'
import { system } from '#platform/auth/actor'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { fakeLabels } from '../adapters/labels/fake/adapter.ts'
import { type RunningFake, startFake } from '../adapters/run-fake.ts'
import { openSmallShop, type ShopOutside, type SmallShop, startShopOutside } from './small-shop.ts'

/** The small shop with a label service, points to bring things to, and returns that are opened in one call. */
export interface ReturnShop extends SmallShop {
  readonly labels: RunningFake
  /** Our ids of the places by their references. */
  places(...rows: PlaceInput[]): Promise<Record<string, string>>
  open(order: OrderRecord, more?: Partial<OpenReturnInput>): Promise<ReturnRecord>
  returnNow(id: string): Promise<ReturnRecord>
}

export interface ReturnOutside extends ShopOutside {
  labels: RunningFake
  webhookSecrets: readonly string[]
}

export async function startReturnOutside({
  webhookSecrets = [],
}: {
  webhookSecrets?: readonly string[]
} = {}): Promise<ReturnOutside> {
  const outside = await startShopOutside()
  const labels = await startFake('labels', { booksFile: join(outside.folder, 'labels.jsonl') })
  return {
    ...outside,
    labels,
    webhookSecrets,
    async close() {
      await labels.stop()
      await outside.close()
    },
  }
}

export async function openReturnShop(outside: ReturnOutside, options: { now?: string } = {}): Promise<ReturnShop> {
  const shop = await openSmallShop(outside, options)
  const fetch = createGuardedFetch({ allowOrigins: [outside.labels.url] })
  shop.app.ports.set(
    labelPort,
    fakeLabels({ url: outside.labels.url, fetch, timeoutMs: 1_500, webhookSecrets: outside.webhookSecrets }),
  )
  return Object.assign(shop, {
    labels: outside.labels,
    async places(...rows: PlaceInput[]) {
      const outcomes = await shop.act(system('import'), (work) => upsertPlaces(work, 'import', rows))
      return Object.fromEntries(rows.map((row, index) => [row.reference, outcomes[index]?.id ?? '']))
    },
    async open(order: OrderRecord, more: Partial<OpenReturnInput> = {}) {
      const id = await shop.act(system('test'), async (work) => {
        const locked = await lockOrder(work, order.row.id)
        const record = await openReturn(work, {
          order: locked,
          unitIds: currentUnits(locked)
            .filter((unit) => unit.settled_by === null)
            .map((unit) => unit.id),
          reason: 'changed_mind',
          origin: 'problem',
          about: { kind: 'problem', id: 'prb_1' },
          resolution: 'refund',
          ...more,
        })
        return record.row.id
      })
      return await load(id)
    },
    returnNow: load,
  })

  async function load(id: string): Promise<ReturnRecord> {
    const [record] = await loadReturns(shop.read(), [id])
    if (!record) throw new Error(`no return ${id}`)
    return record
  }
}

/** A point in New York, a few hundred meters north for each step. */
export function pointAt(
  reference: string,
  kind: PlaceInput['kind'],
  step: number,
  more: Partial<PlaceInput> = {},
): PlaceInput {
  return {
    reference,
    kind,
    name: `Point ${reference}`,
    geo: { lat: 40.75 + step * 0.003, lng: -73.99 },
    address: {
      line1: `${step} Main Street`,
      city: 'New York',
      region: 'NY',
      postalCode: `100${10 + step}`,
      country: 'US',
    },
    ...more,
  }
}
