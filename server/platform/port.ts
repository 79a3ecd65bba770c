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
}

/** An empty set of ports; `main.ts` and tests fill it. */
export function createPorts(): Ports {
  const implementations = new Map<string, unknown>()
  return {
    get<P>(token: PortToken<P>): P {
      if (!implementations.has(token.name)) throw new Error(`No adapter is registered for port "${token.name}".`)
      return implementations.get(token.name) as P
    },
    set(token, implementation) {
      implementations.set(token.name, implementation)
    },
    has: (token) => implementations.has(token.name),
  }
}
