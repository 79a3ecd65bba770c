import { payoutsToday } from '#modules/returns'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { knownSubjects } from '../queries.ts'
import { alert } from './unsettled.ts'
import { forEach } from './walk.ts'

/** Finds days on which far more is paid for returns before receipt than the weekday's norm, once for each day, currency and step. */
export const watchPayouts = schedule('watch.payouts', { everySeconds: 900 }, async (context) => {
  const unusual = (await payoutsToday(context.read())).filter(({ level }) => level !== 'usual')
  const byId = new Map(unusual.map((each) => [`${each.day}:${each.currency}:${each.level}`, each]))
  const known = new Set(await knownSubjects(context.read(), 'payouts_unusual', [...byId.keys()]))
  await forEach(
    context,
    [...byId.keys()].filter((id) => !known.has(id)),
    async (work, id) => {
      const found = byId.get(id)
      if (!found) return
      await alert(work, {
        kind: 'payouts_unusual',
        subject: { kind: 'payouts', id },
        orderId: null,
        customerId: null,
        details: {
          amountMinor: found.paidMinor,
          normMinor: found.normMinor ?? 0,
          currency: found.currency,
          steppedDown: found.level === 'step_down',
        },
      })
    },
    system('watch.payouts'),
  )
})
