import { recallTold, safetyEscalated, safetyReported } from '#events/safety'
import { loadOrders } from '#modules/orders'
import { showReport } from '#modules/safety'
import { findSellers } from '#modules/sellers'
import { listSkills } from '#modules/staff'
import { roleReaches } from '#platform/auth/actor'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'

/** Harm is told at once to whoever sells the thing and whoever runs the store; a recall to everybody who has it. */
export const safetyReactions = [
  on(safetyReported, 'notifications.safety-reported', async (work, { id, payload }) => {
    const { reportId, sellerIds, note } = payload
    const params = await factsOf(work, reportId, note)
    for (const seller of await findSellers(work, sellerIds)) {
      if (seller.email === null) continue
      await queueNotification(work, {
        template: 'safety_for_seller',
        params,
        to: { address: seller.email },
        dedupeKey: `safety:${reportId}:${id}:${seller.id}`,
        about: { kind: 'safety_report', id: reportId },
      })
    }
    await tellStaff(work, { reportId, key: String(id), note, least: 'supervisor', silences: 0, by: payload.answerBy })
  }),

  on(safetyEscalated, 'notifications.safety-escalated', async (work, { payload }) => {
    const { reportId, silences, requiredRole, answerBy } = payload
    const least = requiredRole === 'lead' ? 'lead' : 'supervisor'
    await tellStaff(work, { reportId, key: `silent-${silences}`, note: null, least, silences, by: answerBy })
  }),

  on(recallTold, 'notifications.recall-told', async (work, { id, payload }) => {
    const { noticeId, orderId, customerId, title, message, instruction, number, again } = payload
    const [order] = await loadOrders(work, [orderId])
    await queueNotification(work, {
      template: 'recall_notice',
      params: { title, said: message, instruction, turn: again ? 'again' : number > 0 ? 'reminder' : 'first' },
      to: { customerId },
      dedupeKey: `recall:${noticeId}:${again ? `again-${id}` : number}`,
      about: { kind: 'recall_notice', id: noticeId },
      orderId,
      order: order?.row.reference ?? '',
      path: `/recalls/${noticeId}`,
    })
  }),
]

interface Telling {
  reportId: string
  key: string
  note: string | null
  least: 'lead' | 'supervisor'
  silences: number
  by: string
}

/** Those of a role and above, and whoever is trained for it. */
async function tellStaff(work: Work, telling: Telling): Promise<void> {
  const { reportId, key, note, least, silences, by } = telling
  const params = { ...(await factsOf(work, reportId, note)), by: { moment: new Date(by) }, silences }
  const { data: people } = await listSkills(work)
  for (const { id, role, skills } of people) {
    if (role === 'observer' || !(roleReaches(role, least) || skills.includes('safety'))) continue
    await queueNotification(work, {
      template: 'safety_for_staff',
      params,
      to: { staffId: id },
      dedupeKey: `safety:${reportId}:${key}:${id}`,
      about: { kind: 'safety_report', id: reportId },
      path: `/console/safety?report=${reportId}`,
    })
  }
}

async function factsOf(work: Work, reportId: string, note: string | null) {
  const report = await showReport(work, { id: reportId })
  return {
    title: report.things.map(({ title }) => title).join(', '),
    order: report.orderReference,
    lot: report.things.find(({ lot }) => lot !== null)?.lot ?? '',
    who: report.who ?? ('unknown' as const),
    said: note ?? report.accounts.at(-1)?.note ?? '',
  }
}
