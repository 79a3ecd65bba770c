import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storefrontPort } from '#modules/changes'
import { emailPort } from '#modules/mail'
import { paymentPort } from '#modules/refunds'
import type { App } from '#platform/app'
import { fileOutbox } from '../adapters/email/file-outbox.ts'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { fakePayments } from '../adapters/payments/fake/adapter.ts'
import { startFake } from '../adapters/run-fake.ts'
import { fakeStorefront } from '../adapters/storefronts/fake/adapter.ts'

/** The outside world of tests that do not look at it: provider and storefront as processes, mail as files. */
export interface Outside {
  connect(app: App): void
  close(): Promise<void>
}

/** Starts the shipped fakes once, for as many apps as a test file makes. */
export async function startOutside(): Promise<Outside> {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-outside-'))
  const [payments, storefront] = await Promise.all([
    startFake('payments', { booksFile: join(folder, 'payments.jsonl') }),
    startFake('storefronts', { booksFile: join(folder, 'storefronts.jsonl') }),
  ])
  const fetch = createGuardedFetch({ allowOrigins: [payments.url, storefront.url] })
  return {
    connect(app) {
      const now = () => app.clock.now()
      app.ports.set(paymentPort, fakePayments({ url: payments.url, fetch, timeoutMs: 5_000 }))
      app.ports.set(storefrontPort, fakeStorefront({ url: storefront.url, fetch, now, timeoutMs: 5_000 }))
      app.ports.set(emailPort, fileOutbox({ folder: join(folder, 'mail'), now }))
    },
    async close() {
      await Promise.all([payments.stop(), storefront.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
