import { afterEach, expect, it, vi } from 'vitest'
import { unsubscribeHere } from './push-subscription.ts'

afterEach(() => vi.unstubAllGlobals())

it('ends the pushes of this browser, and is content where there are none', async () => {
  const unsubscribe = vi.fn(async () => true)
  const withRegistration = (registration: unknown) =>
    vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => registration } })
  withRegistration({ pushManager: { getSubscription: async () => ({ unsubscribe }) } })
  await unsubscribeHere()
  expect(unsubscribe).toHaveBeenCalledOnce()
  for (const registration of [undefined, {}, { pushManager: { getSubscription: async () => null } }]) {
    withRegistration(registration)
    await unsubscribeHere()
  }
  vi.stubGlobal('navigator', {})
  await unsubscribeHere()
  expect(unsubscribe).toHaveBeenCalledOnce()
})
