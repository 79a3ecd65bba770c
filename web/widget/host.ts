/** What the page around the chat says. */
export interface Hello {
  identity: string | null
  /** The store's own reference of the order that the page shows; a hint, nothing more. */
  order: string | null
  language: string
  isOpen: boolean
}

export interface Host {
  /** The page, as an origin; empty while it has said nothing, or may not show us. */
  readonly origin: () => string
  onHello(listener: (hello: Hello) => void): void
  tell(message: { makeright: 'close' | 'used' | 'identity-needed' } | { makeright: 'unread'; count: number }): void
}

/**
 * The page around us. It is believed only when it is our parent and its site is one that this widget belongs to; whatever
 * else sends us something, by message or in an address, is not heard.
 */
export function openHost(allowed: readonly string[]): Host {
  const listeners = new Set<(hello: Hello) => void>()
  let origin = ''
  addEventListener('message', (event: MessageEvent<Record<string, unknown> | null>) => {
    const { data } = event
    if (event.source !== window.parent || !allowed.includes(event.origin) || data?.makeright !== 'hello') return
    origin = event.origin
    const hello: Hello = {
      identity: textOf(data.identity),
      order: textOf(data.order),
      language: textOf(data.language) ?? '',
      isOpen: data.isOpen === true,
    }
    for (const listener of listeners) listener(hello)
  })
  return {
    origin: () => origin,
    onHello(listener) {
      listeners.add(listener)
      // Holds nothing that anybody could misuse: the page answers with what it knows.
      if (window.parent !== window) window.parent.postMessage({ makeright: 'ready' }, '*')
    },
    tell(message) {
      if (origin) window.parent.postMessage(message, origin)
    },
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 4_000 ? value : null
}
