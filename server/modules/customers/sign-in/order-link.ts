import { createHmac } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { isSameProof } from '#platform/auth/is-same-proof'
import { setSessionCookie } from '#platform/auth/start-session'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { addDays } from '#platform/time'
import type { Config } from '../../../config.ts'
import { limits } from '../../../limits.ts'
import type { Me } from '../contract.ts'
import { forgottenReference } from '../personal.ts'
import { presentMe } from '../present-me.ts'
import { findCustomer } from '../queries.ts'
import { type GuestOrder, openGuestSession } from './open-guest-session.ts'
import { triesOfAddress } from './rules.ts'
import { troubleWords } from './trouble-words.ts'

/**
 * The address in a mail to the shopper's own address, under which they see one order without signing in, as with a mailed code. It is made
 * when the mail leaves, ends by itself, and is stored nowhere. What it proves stands behind the number sign, which browsers send to nobody.
 * @param then what is shown: the order, or what went wrong with it
 */
export function orderUrl(config: Config, order: GuestOrder, then: 'order' | 'problem', now: Date): string {
  const ends = Math.floor(addDays(now, limits.signIn.orderLinkDays).getTime() / 1000)
  const claim = `${order.orderId}.${order.customerId}.${ends}`
  return `${config.publicUrl}/open-order?then=${then}#${claim}.${proofOf(config, claim)}`
}

/** Opens the order of a mailed link. Only when asked to: a program that looks at links in mails opens nothing. */
export async function openByOrderLink(context: RawContext<{ link: string }>, reply: FastifyReply): Promise<Me> {
  const { app, input } = context
  const outcome = await context.transact(async (work) => {
    if (!(await countTry(work, triesOfAddress, reply.request.ip)).allowed) return 'too_many_tries'
    const order = orderOfLink(app.config, input.link, work.now)
    if (!order) return 'link_over'
    const { id, reference } = await findCustomer(work, order.customerId)
    if (reference === forgottenReference(id)) return 'account_gone'
    return { ...order, token: await openGuestSession(app, work, reply, order) }
  })
  if (outcome === 'link_over')
    refuse('link_over', undefined, 'This link has ended. Your order number and a code by mail open the order, too.')
  // What is left of the order is for the books alone.
  if (outcome === 'account_gone')
    refuse(
      'link_over',
      undefined,
      'This link works no more: the account that it belonged to was deleted, as was asked for.',
    )
  if (typeof outcome === 'string') refuse('too_many_tries', undefined, troubleWords.too_many_tries)
  setSessionCookie(app, reply, 'shopper', outcome.token)
  const { customerId, orderId } = outcome
  return presentMe(context.read({ kind: 'guest', customerId, orderId }), { customerId, orderId, hasPassword: false })
}

function orderOfLink(config: Config, link: string, now: Date): GuestOrder | undefined {
  const [orderId = '', customerId = '', ends = '', proof = ''] = link.split('.')
  const isRight = isSameProof(proof, proofOf(config, `${orderId}.${customerId}.${ends}`))
  return isRight && Number(ends) * 1000 > now.getTime() ? { orderId, customerId } : undefined
}

function proofOf(config: Config, claim: string): string {
  return createHmac('sha256', config.secretFor('order-link')).update(claim).digest('base64url')
}
