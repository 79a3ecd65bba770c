import { deviceOf, isKnownDevice } from '#platform/auth/known-devices'
import type { RawContext } from '#platform/contract/routes'
import type { FastifyRequest } from 'fastify'
import { findCustomersByEmail, identityIdsOf, type CustomerRecord } from '../queries.ts'

/**
 * Who has proved an address, and the browser that asks for it where they came in with it before: what is done in it is counted apart
 * from what strangers do. The same is asked of the database for every address.
 */
export async function browserFor(
  context: RawContext<unknown>,
  request: FastifyRequest,
  target: string,
): Promise<{ person: CustomerRecord | undefined; device: string | undefined }> {
  const reader = context.read()
  const [person] = (await findCustomersByEmail(reader, target)).filter((customer) => customer.emailVerified)
  const device = deviceOf(context.app, request)
  const ids = await identityIdsOf(reader, person?.id ?? 'nobody')
  const { known } = await isKnownDevice(reader, 'shopper', ids, device)
  return { person, device: known ? device : undefined }
}
