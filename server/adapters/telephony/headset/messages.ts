/** Which of the two forms of G.711, by its payload type: 0 is PCMU, 8 is PCMA. */
export type Law = 0 | 8

/** Where a trunk listens, and how it speaks. */
export interface TrunkEnd {
  address: string
  port: number
  law: Law
  /** Payload type of keys (RFC 4733); null where it takes none. */
  keys: number | null
}

/** What a page and we say to each other, as pages of a call in the browser do. */
export interface PageMessage {
  from: string
  to?: string
  hello?: true
  description?: { type: string; sdp?: string }
  candidates?: { candidate?: string; sdpMid?: string | null; sdpMLineIndex?: number | null }[]
}

/** From the program to the process that carries sound. */
export type Order =
  | { do: 'open'; id: string }
  | { do: 'hear'; id: string; said: PageMessage }
  | { do: 'connect'; id: string; trunk: TrunkEnd; flows: boolean }
  | { do: 'press'; id: string; keys: string }
  | { do: 'close'; id: string }

/** And back. */
export type Report =
  | { is: 'ready' }
  | { is: 'opened'; id: string; port: number }
  | { is: 'full'; id: string }
  | { is: 'said'; id: string; data: PageMessage }
  /** Whether sound comes from the headset: a microphone that is off sends silence, which is sound. */
  | { is: 'there'; id: string; isThere: boolean }

/** Where sound comes and goes. Telephones use the first half of the ports, browsers the second. */
export interface MediaPlace {
  /** Address of this machine. */
  bind: string
  /** The address that others reach it under. */
  announced: string
  ports: { from: number; to: number }
}
