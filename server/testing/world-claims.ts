import type { Story } from './world-orders.ts'

const days = (count: number) => count * 24

/** Bought from the makers who sell here, each an example of a claim at one of its stages. */
export const claimStories = {
  asked: {
    reference: 'LK-1051',
    shopper: 'chloe',
    placed: days(11),
    lines: [['board-walnut', 4]],
    shipping: 700,
    promised: { hoursAgo: days(5), kind: 'estimated' },
    parcels: [{ carrier: 'Federal Post', scans: arrived(days(5) + 3, 'Eugene') }],
  },
  turn: {
    reference: 'LK-1052',
    shopper: 'grace',
    placed: days(14),
    lines: [['planter-large', 3]],
    shipping: 900,
    promised: { hoursAgo: days(8), kind: 'estimated' },
    parcels: [
      {
        carrier: 'Federal Post',
        scans: [
          [days(13), 'label_created'],
          [days(12), 'accepted', 'Portland'],
          [days(10), 'in_transit', 'Portland'],
        ],
      },
    ],
  },
  review: {
    reference: 'LK-1053',
    shopper: 'ava',
    placed: days(14),
    lines: [['planter-large', 4]],
    shipping: 900,
    promised: { hoursAgo: days(8), kind: 'estimated' },
    parcels: [{ carrier: 'Federal Post', scans: arrived(days(8) + 2, 'Portland') }],
  },
  decided: {
    reference: 'LK-1054',
    shopper: 'ivy',
    placed: days(14),
    lines: [['board-walnut', 4]],
    shipping: 700,
    promised: { hoursAgo: days(9), kind: 'estimated' },
    parcels: [{ carrier: 'Federal Post', scans: arrived(days(9) + 4, 'Bend') }],
  },
  paidFirst: {
    reference: 'LK-1055',
    shopper: 'ivy',
    placed: days(9),
    lines: [['planter-large', 1]],
    shipping: 900,
    promised: { hoursAgo: days(3), kind: 'estimated' },
    parcels: [{ carrier: 'Federal Post', scans: arrived(days(3) + 5, 'Bend') }],
  },
  /** Not claimed yet, and too much to be paid before the seller was asked: its problem leads to "Get this put right". */
  ready: {
    reference: 'LK-1056',
    shopper: 'chloe',
    placed: days(8),
    lines: [['board-walnut', 5]],
    shipping: 700,
    promised: { hoursAgo: days(1), kind: 'estimated' },
    parcels: [{ carrier: 'Federal Post', scans: arrived(30, 'Eugene') }],
  },
} satisfies Record<string, Story>

function arrived(hoursAgo: number, city: string): NonNullable<Story['parcels']>[number]['scans'] {
  return [
    [hoursAgo + 60, 'accepted', 'Portland'],
    [hoursAgo + 30, 'in_transit', 'Portland'],
    [hoursAgo, 'delivered', city],
  ]
}
