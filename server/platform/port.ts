/** Names one kind of outside system; adapters are registered under it, and only jobs reach for it. */
export interface PortToken<P> {
  readonly name: string
  /** Carries the type only. */
  readonly implementation?: P
}

/** Declares what a module needs from outside: `export const paymentPort = definePort<PaymentPort>('payments')`. */
export function definePort<P>(name: string): PortToken<P> {
  return { name }
}

/** The adapters of this process, by port. */
export interface Ports {
  get<P>(token: PortToken<P>): P
  set<P>(token: PortToken<P>, implementation: P): void
  has(token: PortToken<unknown>): boolean
  /** From now on this process has none. */
  remove(token: PortToken<unknown>): void
  /** Hears whenever this process gets an adapter or loses one; answers how to stop that. */
  onChange(heard: () => void): () => void
}

/** An empty set of ports; `main.ts` and tests fill it. */
export function createPorts(): Ports {
  const implementations = new Map<string, unknown>()
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const heard of listeners) heard()
  }
  return {
    get<P>(token: PortToken<P>): P {
      if (!implementations.has(token.name)) throw new Error(`No adapter is registered for port "${token.name}".`)
      return implementations.get(token.name) as P
    },
    set(token, implementation) {
      implementations.set(token.name, implementation)
      changed()
    },
    has: (token) => implementations.has(token.name),
    remove(token) {
      implementations.delete(token.name)
      changed()
    },
    onChange(heard) {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
  }
}
