import { event } from '#platform/events/event'

/** An import ended, whole (`done`) or broken off (`failed`). */
export const importFinished = event<{
  importId: string
  kind: string
  source: string
  state: 'done' | 'failed'
  read: number
  created: number
  updated: number
  unchanged: number
  bad: number
}>('import.finished')

/** An API key was made or revoked. */
export const apiKeyChanged = event<{ keyId: string; name: string; scopes: string[]; change: 'created' | 'revoked' }>(
  'api_key.changed',
)
