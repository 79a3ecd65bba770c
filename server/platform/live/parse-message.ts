/** What a client may say over its socket. */
export type ClientMessage =
  /** Is anybody there? A browser cannot see the server's own pings. */
  | { type: 'ping'; topic: '' }
  | { type: 'watch'; topic: string; after: number | undefined }
  | { type: 'unwatch'; topic: string }
  | { type: 'signal'; topic: string; signal: string; kind?: string }

const topicName = /^[\w-]{1,40}:[\w:.-]{1,200}$/
const word = /^[a-z_]{1,30}$/

/** Reads one message of a client; undefined when it is none that we know. */
export function parseMessage(text: string): ClientMessage | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { type = 'watch', topic, after, signal, kind } = (value ?? {}) as Record<string, unknown>
  if (type === 'ping') return { type, topic: '' }
  if (!isTopicName(topic)) return undefined
  switch (type) {
    case 'unwatch':
      return { type, topic }
    case 'watch':
      return isVersion(after) ? { type, topic, after } : undefined
    case 'signal':
      if (!isWord(signal) || (kind !== undefined && !isWord(kind))) return undefined
      return kind === undefined ? { type, topic, signal } : { type, topic, signal, kind }
    default:
      return undefined
  }
}

export function isTopicName(value: unknown): value is string {
  return typeof value === 'string' && topicName.test(value)
}

function isVersion(value: unknown): value is number | undefined {
  return value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && word.test(value)
}
