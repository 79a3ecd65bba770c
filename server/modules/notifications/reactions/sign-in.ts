import { bindGuestCode, findCodeRequest, findCustomersByEmail, findCustomer } from '#modules/customers'
import { customerChanged, guestCodeRequested, passwordChanged, signInCodeRequested } from '#events/customers'
import { loadOrders, orderIdsByNumber } from '#modules/orders'
import { findStore } from '#modules/stores'
import { on } from '#platform/events/on'
import { limits } from '../../../limits.ts'
import { queueNotification } from '../queue-notification.ts'

const minutes = limits.signIn.codeMinutes

export const signInReactions = [
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

  on(passwordChanged, 'notifications.password-changed', async (work, { id, payload: { customerId, first } }) => {
    if (first) return
    await queueNotification(work, {
      template: 'password_changed',
      params: {},
      to: { customerId },
      dedupeKey: `password-changed:${id}`,
      path: '/account',
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
