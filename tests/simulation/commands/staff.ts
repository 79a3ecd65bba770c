import { staff } from '../../harness/open-store.ts'
import type { Simulation } from '../simulation.ts'

/** An agent gives money back, items, shipping or an amount, or store credit on top: more than is left, and two of them at once. */
export async function refundByStaff(sim: Simulation): Promise<void> {
  const { chance } = sim
  const placed = chance.pick(sim.orders)
  if (!placed) return
  const one = () => {
    const item = chance.pick(placed.row.items)
    const wish = chance.weighted<Record<string, unknown>>([
      [
        4,
        {
          items: [{ item: item?.reference, quantity: chance.between(1, item?.quantity ?? 1) }],
          ...(chance.of(0.3) ? { shipping: true } : {}),
        },
      ],
      [4, { amount: chance.between(1, 6000) }],
      [2, { amount: chance.between(1, 4000), to: 'store_credit' }],
      [1, { amount: 500_000 }],
      [1, { shipping: true }],
    ])
    return sim.ask({
      who: `staff:${chance.pick(['sam', 'ann', ...Object.keys(staff)])}`,
      route: 'POST /refunds',
      input: { order: placed.id, ...wish, reason: 'goodwill', ...(chance.of(0.15) ? { preview: true } : {}) },
    })
  }
  // Several at once often mean the same money: each of them could be given, and both could not.
  const paid = (placed.row.tenders ?? []).reduce((sum, { captured }) => sum + Number(captured), 0)
  const most = () =>
    sim.ask({
      who: `staff:${chance.pick(Object.keys(staff))}`,
      route: 'POST /refunds',
      input: { order: placed.id, amount: chance.between(Math.ceil(paid * 0.55), paid), reason: 'goodwill' },
    })
  const [length, ask] = chance.weighted<[number, () => ReturnType<typeof one>]>([
    [6, [1, one]],
    [2, [2, one]],
    [1, [4, one]],
    [1, [3, most]],
  ])
  const said = await Promise.all(Array.from({ length }, ask))
  if (said.some((each) => each.status === 202) && chance.of(0.6)) await decideApproval(sim)
}

/** Somebody else, or the same person, agrees or not. */
export async function decideApproval(sim: Simulation): Promise<void> {
  const { chance } = sim
  const pending = (await sim.rows<{ id: string; state: string; requested_by: string }>('approval')).filter(
    (each) => each.state === 'pending' || chance.of(0.1),
  )
  const approval = chance.pick(pending)
  if (!approval) return
  const self = approval.requested_by.replace('stf_', '')
  const who = chance.of(0.2) && staff[self] ? self : chance.pick(Object.keys(staff))
  await Promise.all(
    Array.from({ length: chance.of(0.2) ? 2 : 1 }, () =>
      sim.ask({
        who: `staff:${who}`,
        route: 'POST /approvals/:id/decision',
        input: { id: approval.id, decision: chance.of(0.75) ? 'approve' : 'decline' },
      }),
    ),
  )
}

/** A person decides about a case, whether or not it is theirs to decide. */
export async function decideReview(sim: Simulation): Promise<void> {
  const { chance } = sim
  const reviews = await sim.rows<{ id: string; state: string; about_id: string }>('review')
  const review = chance.pick(reviews.filter((each) => each.state === 'open' || chance.of(0.05)))
  if (!review) return
  const problem = (await sim.rows<{ id: string; offers: { id: string }[] }>('problem')).find(
    (each) => each.id === review.about_id,
  )
  const remedy = chance.pick(problem?.offers ?? [])?.id ?? 'rem_refund'
  await sim.ask({
    who: `staff:${chance.pick(Object.keys(staff))}`,
    route: 'POST /reviews/:id/decision',
    kind: undefined,
    input: { id: review.id, note: 'Looked at everything.', ...(chance.of(0.7) ? { remedy } : { decline: true }) },
  })
}

/** The seller, or somebody of the store, answers what was asked about a change. */
export async function answerChange(sim: Simulation): Promise<void> {
  const { chance } = sim
  const changes = await sim.rows<{ id: string; state: string }>('change')
  const change = chance.pick(
    changes.filter((each) => each.state === 'asked' || each.state === 'review' || chance.of(0.03)),
  )
  if (!change) return
  await sim.ask({
    who: chance.of(0.5) ? 'import' : `staff:${chance.pick(Object.keys(staff))}`,
    route: 'POST /changes/:id/answer',
    input: { id: change.id, answer: chance.of(0.6) ? 'accept' : 'refuse' },
  })
}

/** Somebody says what the delivery photo shows. */
export async function judgePhoto(sim: Simulation): Promise<void> {
  const { chance } = sim
  const parcel = chance.pick(sim.orders.flatMap((placed) => placed.shipments))
  if (!parcel) return
  await sim.ask({
    who: 'staff:sue',
    route: 'PUT /shipments/:id/photo-verdict',
    input: { id: parcel.id, verdict: chance.pick(['right_place', 'other_place', 'unclear'] as const) },
  })
}
