import { limits } from '../../limits.ts'

/** What a client may say over its socket. */
export type ClientMessage =
  /** Is anybody there? A browser cannot see the server's own pings. */
  | { type: 'ping'; topic: '' }
  | { type: 'watch'; topic: string; after: number | undefined }
  | { type: 'unwatch'; topic: string }
  | ({ type: 'signal' } & SaidSignal)

/** What somebody says for a moment, such as that they type. */
export interface SaidSignal {
  topic: string
  signal: string
  kind?: string
  /** An object, at most some kilobytes. */
  data?: object
}

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
  const { type = 'watch', topic, after, signal, kind, data } = (value ?? {}) as Record<string, unknown>
  if (type === 'ping') return { type, topic: '' }
  if (!isTopicName(topic)) return undefined
  switch (type) {
    case 'unwatch':
      return { type, topic }
    case 'watch':
      return isVersion(after) ? { type, topic, after } : undefined
    case 'signal': {
      const said = readSignal({ topic, signal, kind, data })
      return said && { type, ...said }
    }
    default:
      return undefined
  }
}

/** Reads a signal; undefined when it is none. */
export function readSignal({ topic, signal, kind, data }: Record<string, unknown>): SaidSignal | undefined {
  if (!isTopicName(topic) || !isWord(signal) || (kind !== undefined && !isWord(kind))) return undefined
  if (data !== undefined && !isSmallObject(data)) return undefined
  return { topic, signal, ...(kind === undefined ? {} : { kind }), ...(data === undefined ? {} : { data }) }
}

function isSmallObject(value: unknown): value is object {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Buffer.byteLength(JSON.stringify(value)) <= limits.live.signalBytes
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
