import type { App } from '#platform/app'
import { ConfigError } from '../config.ts'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { storefrontRefunds } from '../adapters/payments/storefront/adapter.ts'
import { stripePayments } from '../adapters/payments/stripe/adapter.ts'
import { paymentPort, type PaymentPort } from '../modules/refunds/ports.ts'

/** What moves the money that is not the store's own. */
export interface PaymentConnection {
  name: 'stripe' | 'storefront'
  port: PaymentPort
  close(): Promise<void>
}

/**
 * Opens the payment connection that the settings name; undefined when they name none. Ends the start with what is missing,
 * because a store that cannot pay back must not look as if it could.
 * @param storefront the connected storefront, where there is one
 */
export function openPayments(
  app: App,
  storefront: { url: string; webhookSecrets: readonly string[] } | undefined,
): PaymentConnection | undefined {
  const { payments } = app.config
  if (payments === undefined) return undefined
  if (payments.through === 'storefront') {
    if (!storefront)
      throw new ConfigError(['MAKERIGHT_PAYMENTS=storefront: no storefront is connected that could move the money'])
    const fetch = createGuardedFetch({ allowOrigins: [storefront.url] })
    return { name: 'storefront', port: storefrontRefunds({ ...storefront, fetch }), close: () => fetch.close() }
  }
  if (app.demo && payments.secretKey.includes('_live_'))
    throw new ConfigError(['STRIPE_SECRET_KEY: the demonstration store never moves real money; use a test key'])
  const fetch = createGuardedFetch(payments.baseUrl ? { allowOrigins: [payments.baseUrl] } : {})
  return { name: 'stripe', port: stripePayments({ ...payments, fetch }), close: () => fetch.close() }
}

/**
 * How the payment connection does, for health: what was last known, at once. It is asked anew when somebody looks, no more
 * often than once a minute.
 */
export function paymentHealth(app: App, name: string): () => { through: string; state: string } {
  let askedAt = 0
  let state = 'unknown'
  const look = () => {
    if (!app.ports.has(paymentPort)) return { through: 'none', state: 'not_connected' }
    if (Date.now() - askedAt > 60_000) {
      askedAt = Date.now()
      void ask(app).then((found) => (state = found))
    }
    return { through: name, state }
  }
  look()
  return look
}

async function ask(app: App): Promise<string> {
  return (app.ports.get(paymentPort).check?.() ?? Promise.resolve()).then(
    () => 'ok',
    (error: { code?: string }) => {
      app.log.warn({ code: error.code }, 'the payment connection does not work')
      return error.code ?? 'failed'
    },
  )
}
