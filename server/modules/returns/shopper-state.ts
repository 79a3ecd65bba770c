import { dayInWords } from '#platform/words'
import type { Return } from './contract.ts'
import { momentWords } from './present-quote.ts'
import type { ReturnRecord } from './record.ts'
import { isLive, isUnitDone, waitsForBank } from './rules.ts'

export type ShopperState = Return['state']

const bankLooks = 'Your bank is looking into this payment, so your money waits for its answer.'

/**
 * What the shopper reads, worked out from the four axes: the answer first, then what happens next. Pure.
 * @param zone of the destination, whose calendar the shopper lives by
 */
export function shopperState(record: ReturnRecord, { now, zone }: { now: Date; zone: string }): ShopperState {
  const { row } = record
  const code = codeOf(record, now)
  const day = (at: Date) => dayInWords(at, zone)
  const words: Record<ShopperState['code'], [string, string | null]> = {
    needs_review: [
      row.approve_by
        ? `A person is looking at this and answers by ${day(row.approve_by)}.`
        : 'A person is looking at this.',
      'We’ll write to you as soon as there is an answer.',
    ],
    declined: ['We can’t take this back.', 'If you see it differently, a person is one tap away.'],
    canceled:
      row.cancel_reason === 'not_handed_over'
        ? [
            'This return has ended, because it wasn’t handed over in time.',
            'If it’s on its way after all, we still take it.',
          ]
        : row.cancel_reason === 'payment_failed'
          ? [
              'The difference couldn’t be paid, so nothing is exchanged.',
              'You can ask again and pay it another way, or have your money back.',
            ]
          : ['This return was called off.', null],
    to_hand_over: [`Hand it over by ${day(row.hand_over_by)}.`, nextOf(record)],
    on_its_way: ['It’s on its way to us.', nextOf(record)],
    arrived: ['It’s here.', nextHere(record)],
    checking: ['It’s here, and we’re looking at it.', nextHere(record)],
    lost: ['The carrier has lost it. That’s not your problem.', 'You get your money all the same.'],
    paying: ['Your money is on its way.', null],
    bank_looks: [bankLooks, 'Nothing is lost: you get it from your bank or from us.'],
    done: [doneWords(record), null],
    money_failed: ['Your money didn’t arrive.', 'We’re finding out why. You can pick another way to get it.'],
    kept: ['You keep it, and your money is on its way.', null],
    overdue: ['It’s late, but you can still hand it over.', nextOf(record)],
  }
  const [answer, next] = words[code]
  return { code, words: answer, next }
}

function codeOf(record: ReturnRecord, now: Date): ShopperState['code'] {
  const { row, lines } = record
  const live = new Map(lines.filter(isLive).map((line) => [line.id, line]))
  if (row.canceled_at) return 'canceled'
  if (live.size === 0) return lines.some((line) => line.approval === 'declined') ? 'declined' : 'canceled'
  if (lines.some((line) => line.approval === 'needs_review')) return 'needs_review'
  const units = record.units.filter((unit) => live.has(unit.line_id))
  if (units.some((unit) => unit.money === 'failed' || unit.money === 'reversed')) return 'money_failed'
  if (units.every((unit) => live.get(unit.line_id)?.keep))
    return units.every((unit) => unit.money === 'succeeded') ? 'done' : units.some(waitsForBank) ? 'bank_looks' : 'kept'
  const back = units.filter((unit) => !live.get(unit.line_id)?.keep)
  const open = back.filter((unit) => {
    const line = live.get(unit.line_id)
    return line && !isUnitDone(row, line, unit)
  })
  if (open.length === 0) return 'done'
  const waiting = open.filter((unit) => unit.logistics === 'none' || unit.logistics === 'label_issued')
  if (waiting.length > 0) return now > row.hand_over_by ? 'overdue' : 'to_hand_over'
  const paying = open.some(waitsForBank) ? 'bank_looks' : 'paying'
  if (open.some((unit) => unit.logistics === 'lost'))
    return open.every((unit) => unit.money === 'pending') ? paying : 'lost'
  if (open.some((unit) => unit.logistics === 'dropped_off' || unit.logistics === 'in_transit')) return 'on_its_way'
  if (open.every((unit) => unit.money === 'pending')) return paying
  return open.some((unit) => unit.inspection === 'pending') && row.refund_at === 'inspection' ? 'checking' : 'arrived'
}

function nextOf({ row, units }: ReturnRecord): string | null {
  if (row.resolution === 'none') return 'Everything else is settled.'
  if (row.resolution === 'replacement' || row.resolution === 'exchange')
    return units.some((unit) => unit.replacement_id !== null)
      ? 'The new one is on its way already.'
      : row.send_at === 'request'
        ? 'The new one is sent as soon as the difference is paid.'
        : 'The new one is sent when we have the old one.'
  if (units.some(waitsForBank)) return bankLooks
  if (units.some((unit) => unit.money === 'pending')) return 'Your money is on its way.'
  if (units.every((unit) => unit.money === 'succeeded')) return 'You have your money already.'
  return momentWords(row.refund_at) || null
}

/** What was promised for a scan or for its arrival has come: somebody is looking at it. */
function nextHere(record: ReturnRecord): string | null {
  const { row, units } = record
  const pays = row.resolution === 'refund' || row.resolution === 'store_credit'
  const open = units.every((unit) => unit.money === 'planned' || unit.money === 'none')
  if (pays && open) return 'We have a look at it, and then your money is set going.'
  return nextOf(record)
}

function doneWords({ row, units }: ReturnRecord): string {
  if (units.some((unit) => unit.money === 'succeeded')) return 'All done. Your money is back.'
  return row.resolution === 'replacement' || row.resolution === 'exchange'
    ? 'All done. The new one is yours.'
    : 'All done. Thanks for sending it back.'
}
