import { approvalDecided, staffInvited } from '#events/staff'
import { findApproval, findStaff } from '#modules/staff'
import { on } from '#platform/events/on'
import { limits } from '../../../limits.ts'
import { queueNotification } from '../queue-notification.ts'

export const staffReactions = [
  on(staffInvited, 'notifications.staff-invited', async (work, { payload: { staffId, invitationId } }) => {
    const person = (await findStaff(work, [staffId])).get(staffId)
    if (!person) return
    await queueNotification(work, {
      template: 'staff_invitation',
      params: {
        person: person.name,
        link: { hidden: { kind: 'staff_invitation', id: invitationId } },
        hours: limits.signIn.invitationHours,
      },
      to: { staffId },
      dedupeKey: `staff-invitation:${invitationId}`,
      about: { kind: 'staff', id: staffId },
    })
  }),

  on(approvalDecided, 'notifications.approval-decided', async (work, { payload }) => {
    const people = await findStaff(work, [payload.requestedBy, ...(payload.decidedBy ? [payload.decidedBy] : [])])
    const approval = await findApproval(work, payload.approvalId)
    if (!people.has(payload.requestedBy) || !approval) return
    await queueNotification(work, {
      template: 'approval_decided',
      params: {
        summary: approval.summary,
        outcome: payload.outcome,
        person: people.get(payload.decidedBy ?? '')?.name ?? '',
        note: approval.note ?? '',
      },
      to: { staffId: payload.requestedBy },
      dedupeKey: `approval-decided:${payload.approvalId}`,
      about: { kind: 'approval', id: payload.approvalId },
      path: `/console/approvals?approval=${payload.approvalId}`,
    })
  }),
]
