import { pushPort, smsPort, smsWebhookPath, smsWebhooks } from '#modules/notifications'
import type { App } from '#platform/app'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { textPort, textWebhooks } from '../adapters/messages/texts.ts'
import { vapidKeysOf, webPushPort } from '../adapters/messages/web-push.ts'

/** The demonstration store's provider of texts, at the shipped fake. */
export const demonstrationTexts = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'demonstration',
  from: '+12025550100',
}

/**
 * Connects what reaches browsers and phones. Pushing needs nothing but this program's secret; texts need a provider, which in the demonstration
 * store is the shipped one. Answers how to let go.
 */
export function connectMessages(app: App, fakeUrl?: string): () => Promise<void> {
  const { config, ports } = app
  const settings = fakeUrl ? { ...demonstrationTexts, baseUrl: fakeUrl } : config.texts
  const inside = fakeUrl ?? settings?.baseUrl
  const fetch = createGuardedFetch({ allowOrigins: inside ? [inside] : [] })
  ports.set(
    pushPort,
    webPushPort({ fetch, keys: vapidKeysOf(config.secretFor('web-push')), subject: subjectOf(config.publicUrl) }),
  )
  if (settings) {
    const statusUrl = fakeUrl ? undefined : `${config.publicUrl}${smsWebhookPath}`
    const { baseUrl: url = 'https://api.twilio.com', ...account } = settings
    ports.set(smsPort, textPort({ ...account, fetch, url, statusUrl }))
    ports.set(smsWebhooks, textWebhooks(account))
  }
  return () => fetch.close()
}

// Some push services refuse a subject that is not on the internet.
function subjectOf(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:nobody@makeright.invalid'
}
