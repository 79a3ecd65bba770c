import { queueNotification } from '#modules/notifications'
import { listTodoOf } from '#modules/sellerdesk'
import { noteDigest, sellerContacts, sellersWithoutDigest } from '#modules/sellers'
import { findStore } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { localDate, localTime } from '#platform/time'
import { momentInWords } from '#platform/words'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { batchSize, forEach, pages } from './walk.ts'

/** From when on a day a seller is told what waits, by the store's clock. */
const FROM = '08:00'

const actor = system('watch.seller-digest')

/** Once a day every seller with something that waits is told what, and by when. Nothing waits: no mail. */
export const sellerDigest = schedule('watch.seller-digest', { everySeconds: 900 }, async (context) => {
  const reader = context.read()
  const store = await findStore(reader)
  if (localTime(reader.now, store.timeZone) < FROM) return
  const day = localDate(reader.now, store.timeZone)
  await pages<string>(
    context,
    (last) => sellersWithoutDigest(reader, { day, after: last, limit: batchSize }),
    (ids) => forEach(context, ids, tellDigest, actor),
  )
})

async function tellDigest(work: Work, sellerId: string): Promise<void> {
  const store = await findStore(work)
  if (!(await noteDigest(work, sellerId, localDate(work.now, store.timeZone)))) return
  const { data, hasMore } = await listTodoOf(work, sellerId)
  if (data.length === 0) return
  const shown = data.slice(0, limits.sellers.digestLines)
  const lines = shown.map(
    ({ title, orderReference, by }) =>
      `${orderReference ? `${orderReference}: ` : ''}${title}${by ? ` · ${momentInWords(new Date(by), store.timeZone, store.locale)}` : ''}`,
  )
  for (const address of await sellerContacts(work, sellerId))
    await queueNotification(work, {
      template: 'seller_digest',
      params: { count: data.length, said: lines.join('\n'), more: hasMore ? 1 : data.length - shown.length },
      to: { address },
      dedupeKey: `seller-digest:${sellerId}:${localDate(work.now, store.timeZone)}:${address}`,
      about: { kind: 'seller', id: sellerId },
      path: '/seller',
    })
}
