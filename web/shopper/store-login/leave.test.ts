import { afterEach, expect, it, vi } from 'vitest'
import { leave } from './leave.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const forever = () => new Promise<never>(() => {})

it('signs out though neither the push service nor the store’s sign-in ever answers', async () => {
  vi.useFakeTimers()
  const asked: string[] = []
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: forever } })
  vi.stubGlobal('location', { pathname: '/account' })
  vi.stubGlobal('document', { documentElement: { lang: 'en' }, cookie: '' })
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return url.endsWith('/sign-out') ? new Response(null, { status: 204 }) : await forever()
  })
  const left = leave({})
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked).toContain('/api/v1/sign-out')
  expect(await left).toBe(null)
})
