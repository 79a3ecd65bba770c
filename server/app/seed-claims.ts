import { answerClaim, claimsOf, decideByPerson, requestClaim } from '#modules/claims'
import { storeFile } from '#modules/files'
import { loadOrders, orderIdsByReference, type OrderRecord } from '#modules/orders'
import { findProblem, reportProblem, takeRemedy } from '#modules/problems'
import type { App } from '#platform/app'
import { type Actor, system } from '#platform/auth/actor'
import { defaultSource } from '#platform/reference'
import { addHours } from '#platform/time'
import { read, transact } from '#platform/work'
import type { World } from '../testing/world.ts'
import { claimPhotos } from './claim-photos.ts'

const seed = system('demonstration')
type Photo = keyof Awaited<ReturnType<typeof claimPhotos>>

/**
 * Claims of the demonstration store at every stage: just asked, the seller's turn, with a person, decided, and paid before the
 * seller was heard. Each happened so and so long before now, through the same commands as everybody's.
 * @param decidedBy a person of the store
 */
export async function seedClaims(app: App, made: World, decidedBy: string): Promise<void> {
  const photos = await claimPhotos()
  const stage = {
    app,
    now: app.clock.now(),
    photos,
    priya: { kind: 'staff' as const, staffId: decidedBy, role: 'lead' as const },
  }
  for (const [name, tell] of Object.entries(stories)) {
    const order = await orderOf(app, made.claims[name as keyof typeof stories])
    if ((await claimsOf(read(app, seed), [order.row.id])).length === 0) await tell(sceneOf(stage, order))
  }
}

interface Stage {
  app: App
  now: Date
  photos: Record<Photo, Buffer>
  priya: Actor
}

interface Scene {
  order: OrderRecord
  shopper: Actor
  seller: Actor
  priya: Actor
  /** What somebody did some hours ago. */
  did<T>(hoursAgo: number, actor: Actor, run: Parameters<typeof transact<T>>[2]): Promise<T>
  photo(actor: Actor, which: Photo): Promise<string>
}

const stories: Record<Exclude<keyof World['claims'], 'ready'>, (scene: Scene) => Promise<void>> = {
  async asked({ order, shopper, did, photo }) {
    const files = [await photo(shopper, 'cracked')]
    await did(6, shopper, (work) =>
      requestClaim(work, {
        order: order.row.id,
        ground: 'damaged',
        note: 'All four boards are cracked along the grain.',
        files,
      }),
    )
  },
  async turn({ order, shopper, seller, did }) {
    const id = await did(44, shopper, (work) =>
      requestClaim(work, { order: order.row.id, ground: 'not_received', note: 'It hasn’t moved in ten days.' }),
    )
    await did(20, seller, (work) =>
      answerClaim(work, { id, answer: 'contest', words: 'We handed it over on time. Please give it a little longer.' }),
    )
  },
  async review({ order, shopper, seller, did, photo }) {
    const shown = await photo(shopper, 'gray')
    const id = await did(66, shopper, (work) =>
      requestClaim(work, {
        order: order.row.id,
        ground: 'not_as_described',
        note: 'The page says sea blue. These are plain gray.',
        files: [shown],
      }),
    )
    await did(52, seller, (work) =>
      answerClaim(work, { id, answer: 'contest', words: 'The glaze is blue. It looks grayer under lamps.' }),
    )
    const files = [await photo(seller, 'blue')]
    await did(9, seller, (work) =>
      answerClaim(work, {
        id,
        answer: 'contest',
        evidence: [{ kind: 'photos', words: 'The same batch, by daylight.', files }],
      }),
    )
  },
  async decided({ order, shopper, seller, priya, did, photo }) {
    const id = await did(140, shopper, (work) =>
      requestClaim(work, {
        order: order.row.id,
        ground: 'not_as_described',
        note: 'I thought the wood would be lighter.',
      }),
    )
    await did(120, seller, (work) =>
      answerClaim(work, { id, answer: 'contest', words: 'The picture on the page is of this very batch.' }),
    )
    const files = [await photo(seller, 'whole')]
    await did(96, seller, (work) => answerClaim(work, { id, answer: 'contest', evidence: [{ kind: 'photos', files }] }))
    await did(60, priya, (work) =>
      decideByPerson(work, {
        id,
        verdict: 'for_seller',
        note: 'The boards look just like the picture on their page. They can still be returned the usual way.',
      }),
    )
  },
  async paidFirst({ order, shopper, did }) {
    const id = await did(30, shopper, (work) =>
      reportProblem(work, { order: order.row.id, kind: 'delivered_not_received' }),
    )
    await did(30, shopper, async (work) => {
      const { row } = await findProblem(work, id)
      const refund = row.offers.find(({ kind }) => kind === 'refund')
      if (refund) await takeRemedy(work, { id, remedy: refund.id })
    })
  },
}

function sceneOf({ app, now, photos, priya }: Stage, order: OrderRecord): Scene {
  const sellerId = order.items[0]?.seller_id ?? ''
  const shopper = { kind: 'shopper' as const, customerId: order.row.customer_id }
  const seller = { kind: 'seller' as const, sellerId, memberId: 'demonstration', role: 'owner' as const }
  return {
    order,
    shopper,
    seller,
    priya,
    did: async (hoursAgo, actor, run) => {
      const then = addHours(now, -hoursAgo)
      return await transact({ ...app, clock: { ...app.clock, now: () => then } }, actor, run)
    },
    async photo(actor, which) {
      const { id } = await storeFile(
        { app, transact: (run) => transact(app, actor, run) },
        {
          content: photos[which],
          name: `${which}.jpg`,
          owner:
            actor.kind === 'seller' ? { kind: 'seller', id: sellerId } : { kind: 'shopper', id: order.row.customer_id },
        },
      )
      return id
    },
  }
}

async function orderOf(app: App, reference: string): Promise<OrderRecord> {
  const reader = read(app, seed)
  const id = (await orderIdsByReference(reader, defaultSource, [reference])).get(reference)
  const [order] = await loadOrders(reader, id ? [id] : [])
  if (!order) throw new Error(`The demonstration store lacks ${reference}.`)
  return order
}
