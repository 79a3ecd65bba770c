import {
  type AccountPolicy,
  accountPolicy,
  bindGuestCode,
  findCodeRequest,
  findContactChange,
  findCustomer,
  findCustomersByEmail,
  maskEmail,
} from '#modules/customers'
import {
  accountTakenBack,
  contactChanged,
  contactCodeRequested,
  customerChanged,
  customerSignedIn,
  guestCodeRequested,
  passwordChanged,
  passwordResetRequested,
  proofCodeRequested,
  signInCodeRequested,
  signInWaysChanged,
  signedOutElsewhere,
} from '#events/customers'
import { loadOrders, orderIdsByNumber } from '#modules/orders'
import { findStore } from '#modules/stores'
import { findLink } from '#platform/auth/mailed-links'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { dropSignedOut } from '../push/subscribe.ts'
import { queueNotification } from '../queue-notification.ts'
import { forgetNumberSince } from '../sms/change-number.ts'
import type { Hidden } from '../templates.ts'

const minutes = limits.signIn.codeMinutes

export const signInReactions = [
  // News goes no more to a browser that its owner put out.
  on(signedOutElsewhere, 'notifications.signed-out-browsers', (work, { payload }) =>
    dropSignedOut(work, payload.customerId),
  ),

  on(accountTakenBack, 'notifications.taken-back-number', (work, { payload: { customerId, since } }) =>
    forgetNumberSince(work, customerId, new Date(since)),
  ),

  // Only here, away from the request that asked, does anybody learn whether the address is known.
  on(signInCodeRequested, 'notifications.sign-in-code', async (work, { id, payload: { codeId } }) => {
    const request = await findCodeRequest(work, codeId)
    if (!request) return
    const [customer] = await findCustomersByEmail(work, request.typed)
    const dedupeKey = `sign-in-code:${id}`
    if (customer) {
      await queueNotification(work, {
        template: 'sign_in_code',
        params: { code: { hidden: { kind: 'sign_in_code', id: codeId } }, minutes },
        to: { customerId: customer.id },
        dedupeKey,
      })
    } else {
      await queueNotification(work, {
        template: 'sign_in_unknown',
        params: {},
        to: { address: request.typed },
        dedupeKey,
        path: '/find-order',
      })
    }
  }),

  on(guestCodeRequested, 'notifications.guest-code', async (work, { id, payload: { codeId } }) => {
    const request = await findCodeRequest(work, codeId)
    const [order] = request ? await loadOrders(work, (await orderIdsByNumber(work, request.typed)).slice(0, 1)) : []
    if (!order) return
    const customer = await findCustomer(work, order.row.customer_id)
    await bindGuestCode(work, codeId, { customerId: customer.id, orderId: order.row.id })
    await queueNotification(work, {
      template: 'guest_code',
      params: { code: { hidden: { kind: 'sign_in_code', id: codeId } }, minutes, order: order.row.reference },
      to: { customerId: customer.id },
      dedupeKey: `guest-code:${id}`,
      orderId: order.row.id,
      order: order.row.reference,
    })
  }),

  on(passwordResetRequested, 'notifications.password-reset', async (work, { id, payload: { linkId } }) => {
    const link = await findLink(work, linkId)
    if (!link) return
    const [customer] = await findCustomersByEmail(work, link.target)
    const dedupeKey = `password-reset:${id}`
    await (customer
      ? queueNotification(work, {
          template: 'password_reset',
          params: { link: { hidden: { kind: 'reset_link', id: linkId } }, minutes: limits.signIn.resetMinutes },
          to: { customerId: customer.id },
          dedupeKey,
        })
      : queueNotification(work, {
          template: 'sign_in_unknown',
          params: {},
          to: { address: link.target },
          dedupeKey,
          path: '/find-order',
        }))
  }),

  on(passwordChanged, 'notifications.password-changed', async (work, { id, payload: { customerId, first, undo } }) => {
    if (first || !undo) return
    await queueNotification(work, {
      template: 'password_changed',
      params: await undoable(work, undo),
      to: { customerId },
      dedupeKey: `password-changed:${id}`,
    })
  }),

  on(
    customerSignedIn,
    'notifications.new-sign-in',
    async (work, { id, at, payload }) => {
      const { customerId, device, elsewhere } = payload
      if (!elsewhere) return
      await queueNotification(work, {
        template: 'new_sign_in',
        params: {
          device,
          place: elsewhere.place ?? '',
          at: { moment: at },
          ...(await undoable(work, elsewhere.undo)),
        },
        to: { customerId },
        dedupeKey: `new-sign-in:${id}`,
      })
    },
    ({ elsewhere }) => elsewhere !== undefined,
  ),

  on(proofCodeRequested, 'notifications.proof-code', async (work, { id, payload: { codeId, customerId } }) => {
    await queueNotification(work, {
      template: 'confirm_code',
      params: { code: { hidden: { kind: 'sign_in_code', id: codeId } }, minutes, what: 'proof' },
      to: { customerId },
      dedupeKey: `proof-code:${id}`,
    })
  }),

  on(contactCodeRequested, 'notifications.contact-code', async (work, { id, payload: { changeId, codeId } }) => {
    const change = await findContactChange(work, changeId)
    if (!change?.new_value) return
    await queueNotification(work, {
      template: 'confirm_code',
      params: { code: { hidden: { kind: 'sign_in_code', id: codeId } }, minutes, what: 'address' },
      to: { address: change.new_value, locale: (await findCustomer(work, change.customer_id)).locale },
      dedupeKey: `contact-code:${id}`,
    })
  }),

  // The address from before hears of it, and can take it back; so does the new one that it is theirs now.
  on(contactChanged, 'notifications.contact-changed', async (work, { id, payload }) => {
    const change = await findContactChange(work, payload.changeId)
    if (!change) return
    const { locale, email } = await findCustomer(work, payload.customerId)
    const isEmail = payload.field === 'email'
    const old = isEmail ? change.old_value : email
    const now = change.new_value ?? ''
    if (old && payload.undo)
      await queueNotification(work, {
        template: 'contact_changed',
        params: {
          field: isEmail ? 'email' : now ? 'phone' : 'phone_gone',
          now: isEmail ? maskEmail(now) : now.slice(-4),
          ...(await undoable(work, payload.undo)),
        },
        to: { customerId: payload.customerId, address: old },
        dedupeKey: `contact-changed:${id}`,
      })
    if (isEmail && now)
      await queueNotification(work, {
        template: 'address_confirmed',
        params: {},
        to: { address: now, locale },
        dedupeKey: `address-confirmed:${id}`,
        path: '/account/security',
      })
  }),

  on(signInWaysChanged, 'notifications.sign-in-changed', async (work, { id, payload: { customerId, what, undo } }) => {
    await queueNotification(work, {
      template: 'sign_in_changed',
      params: { what, ...(await undoable(work, undo)) },
      to: { customerId },
      dedupeKey: `sign-in-changed:${id}`,
    })
  }),

  on(
    customerChanged,
    'notifications.account-changed',
    async (work, { id, payload }) => {
      if (payload.by !== 'staff') return
      const { customerId, changed, after } = payload
      const has = (field: string) => (changed.includes(field) ? 'yes' : 'no')
      const phone = typeof after.phone === 'string' ? after.phone : ''
      await queueNotification(work, {
        template: 'account_changed',
        params: {
          store: (await findStore(work)).name,
          name: has('name'),
          phone: changed.includes('phone') ? (phone ? 'new' : 'gone') : 'no',
          digits: phone.slice(-4),
          language: has('locale'),
          addresses: has('addresses'),
        },
        to: { customerId },
        dedupeKey: `account-changed:${id}`,
        path: '/account',
      })
    },
    ({ by }) => by === 'staff',
  ),
]

// Where no time is left to take something back, its link opens nothing, and no mail offers it.
async function undoable(work: Work, id: string): Promise<{ link: Hidden | null } & AccountPolicy> {
  const policy = await accountPolicy(work)
  return { link: policy.undoHours > 0 ? { hidden: { kind: 'undo_link', id } } : null, ...policy }
}
