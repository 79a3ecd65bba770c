import { definePort } from '#platform/port'

/**
 * Where telephone calls are made. The agent's phone rings first, then the shopper's, and the two are joined. Who calls whom, when
 * and how often is decided above this port; here is only what a phone network does.
 *
 * An event is news, `lookUp` is the truth: events of a process that was killed may be missing, and are never told again.
 * What throws is always an `OutsideError`: `refused` (`not_supported`, `invalid_number`, `unknown_call`, `not_bridged`),
 * `not_done` when the phone network cannot be reached. A phone that is busy or does not answer is an event.
 */
export interface TelephonyPort {
  /** Which adapter this is: `sip`, `twilio`, `browser`, `manual`, `simulator`. */
  readonly name: string
  readonly caps: TelephonyCaps
  /**
   * Starts a call and returns before anybody answers. With a `callId` that is known it does nothing, whatever became of that
   * call: another attempt is another `callId`. Ask `lookUp` before placing anew what an earlier process may have placed.
   */
  place(call: CallToPlace): Promise<void>
  /** What is known of a call; undefined when this adapter never heard of it, or ended and forgot it. Then nothing rings through us. */
  lookUp(callId: string): Promise<CallSnapshot | undefined>
  /** Neither hears the other. Done when it returns; already held is no error. */
  hold(callId: string): Promise<void>
  /** Both hear each other again. */
  resume(callId: string): Promise<void>
  /**
   * Calls another agent and moves the shopper there; until then the first agent stays. Returns when it is under way, and
   * `transferred` or `transfer_failed` follows.
   */
  transfer(callId: string, to: AgentEndpoint, options: { ringMs: number }): Promise<void>
  /** Sends keys (0–9, *, #, A–D) to the shopper's side. */
  dtmf(callId: string, digits: string): Promise<void>
  /** Ends whatever there is of a call, unless this agent has it by then. What is unknown or over is no error. */
  hangup(callId: string, reason: HangupReason, unlessWith?: string): Promise<void>
  /**
   * What an agent says happened, where no machine hears it (`caps.byHand`). Works for a call that was placed by an earlier
   * process as well. Absent where the network says it itself.
   */
  report?(callId: string, result: ReportedResult): Promise<void>
  /** Everything that happens, in order within each call. One reader; what is not read yet waits. Ends after `stop`. */
  readonly events: AsyncIterable<CallEvent>
  /** A request of the provider to us, with its signature checked inside: `OutsideError('refused', 'bad_signature')`. */
  webhook?(delivery: TelephonyDelivery): Promise<TelephonyAnswer>
  health(): Promise<TelephonyHealth>
  /** Ends what is ringing and lets go of the network. Calls in which two people speak go on where the adapter can leave them. */
  stop(): Promise<void>
}

export interface TelephonyCaps {
  /** Reaches telephone numbers. `by_hand`: an agent dials them on a phone of their own. */
  pstn: boolean | 'by_hand'
  /** Nothing real happens: the screen must say so. */
  simulated: boolean
  /** Results are reported by the agent. */
  byHand: boolean
  /** Sound passes through this program, which can then record and play it. */
  anchoredMedia: boolean
  hold: boolean
  transfer: boolean
  /** Agents may speak in their browsers while a telephone is called: endpoints of the kind `browser`, whose peer is the call. */
  headsets: boolean
  recording: boolean
  /** Where there are headsets: for agents on one; others have keys of their own. */
  dtmf: boolean
  /** May say that an answering machine picked up; a hint, never a reason to hang up. */
  machineHint: boolean
}

/** Where an agent is reached. An adapter fails the leg with `not_supported` for a kind that it does not know. */
export type AgentEndpoint = { agentId: string } & (
  | { kind: 'desk_phone' /** Name under which the phone signs in. */; account: string }
  | { kind: 'phone' /** E.164. */; number: string }
  | { kind: 'address' /** `sip:name@host` or `client:name`, at a provider that calls it. */; address: string }
  | { kind: 'browser' /** Name of the peer in the signalling of the browser call. */; peer: string }
)

export type ShopperEndpoint = { kind: 'phone' /** E.164. */; number: string } | { kind: 'browser'; peer: string }

export interface CallToPlace {
  /** Of the attempt; 1–64 letters, digits, `_` and `-`. */
  callId: string
  /** In the order in which they are tried, at least one. */
  agents: readonly AgentEndpoint[]
  to: ShopperEndpoint
  /** E.164, shown to the shopper. */
  callerId?: string
  /** How long each agent's phone rings. */
  ringAgentMs: number
  ringShopperMs: number
}

export type HangupReason = 'agent_hung_up' | 'shopper_canceled' | 'staff_ended' | 'taken_over' | 'shutting_down'

export type ReportedResult = 'connected' | 'busy' | 'no_answer' | 'voicemail' | 'rejected' | 'invalid' | 'ended'

export type CallEvent = {
  callId: string
  /** Grows within a call, also over a restart, and has gaps: what is not above the last one was heard already. */
  seq: number
  at: Date
  /** For the log and for whoever repairs a connection: `sip_486`, `not_registered`, `timeout`. Never shown to shoppers. */
  cause?: string
} & (
  | { leg: 'agent'; agentId: string; type: LegEventType }
  | { leg: 'shopper'; type: LegEventType | 'machine_hint' }
  | { leg: 'call'; type: 'dial_by_hand'; agentId: string }
  | { leg: 'call'; type: 'bridged' | 'held' | 'resumed' }
  /** `agentId` is whom the shopper speaks with from now on, or who could not be reached. */
  | { leg: 'call'; type: 'transferred' | 'transfer_failed'; agentId: string }
  /** Comes exactly once, and last. */
  | { leg: 'call'; type: 'ended'; outcome: CallOutcome; endedBy: 'agent' | 'shopper' | 'us' | 'network' }
)

/** A leg ends with the last six. `early`: the shopper's network plays something, a ringing tone or an announcement. */
export type LegEventType =
  | 'ringing'
  | 'early'
  | 'answered'
  | 'busy'
  | 'no_answer'
  | 'rejected'
  | 'invalid'
  | 'failed'
  | 'hung_up'

/**
 * How a call ended: `completed` (they spoke), `no_agent` (nobody took it: the shopper's phone never rang), what the shopper's
 * side did, `canceled` (by `hangup`, or by one of the two before they were joined), `failed` (network, credentials, join).
 */
export type CallOutcome =
  | 'completed'
  | 'no_agent'
  | 'busy'
  | 'no_answer'
  | 'rejected'
  | 'invalid'
  | 'voicemail'
  | 'canceled'
  | 'failed'

export interface CallSnapshot {
  callId: string
  state: 'calling_agent' | 'calling_shopper' | 'bridged' | 'held' | 'ended'
  /** Who has the call, or whose phone rings; null between two of them. */
  agentId: string | null
  seq: number
  outcome: CallOutcome | null
  /** Who ended it, where that is known. */
  endedBy?: 'agent' | 'shopper' | 'us' | 'network'
}

export interface TelephonyHealth {
  /** `degraded`: calls may work, and `detail` says what to look at. */
  state: 'ok' | 'degraded' | 'down'
  /** One plain sentence for the settings page. */
  detail: string
  /** Desk phones that are signed in, by account. */
  registered?: readonly string[]
}

export interface TelephonyDelivery {
  method: string
  /** The public URL as configured, with path and query as received: signatures are made over it. */
  url: string
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  rawBody: Uint8Array
}

export interface TelephonyAnswer {
  status: number
  contentType: string
  body: string
}

export const telephonyPort = definePort<TelephonyPort>('telephony')

/** What a browser is told of a STUN or TURN server. */
export interface IceServer {
  urls: string
  username?: string
  credential?: string
}

/** Whose side of a call between browsers. */
export type TalkSide = { of: 'agent'; agentId: string } | { of: 'shopper' }

/**
 * What a page says of its side: `join` (it has the microphone and takes the side, from another page of the same person as well),
 * `here` (not connected), `connected`, `decline`, `leave`. The middle two are signs of life.
 */
export interface SaidOfSide {
  /** Name that the page gave itself. */
  page: string
  state: 'join' | 'here' | 'connected' | 'decline' | 'leave'
}

/** Calls from browser to browser: what the pages say of themselves takes the place of a phone network's news. */
export interface BrowserLine extends TelephonyPort {
  /** What a page says; answers how the call stands, or undefined for one that is not known. */
  hear(
    callId: string,
    side: TalkSide,
    said: SaidOfSide,
  ): Promise<(CallSnapshot & { isMine: boolean; iceServers: IceServer[] }) | undefined>
  /** The same of an agent's headset in a call of another line, which knows itself how it stands. */
  hearHeadset(callId: string, said: SaidOfSide): Promise<{ isMine: boolean; iceServers: IceServer[] }>
}

/** Where calls between browsers are kept while they are under way, for every process alike. */
export interface KeptTalks {
  /** Changes one under its lock. May run `change` again; without an answer everything stays. Answers what is kept then. */
  change(callId: string, change: (talk: object | undefined) => object | undefined): Promise<object | undefined>
}

export const browserLine = definePort<BrowserLine>('browser-line')

/** Somebody who rings the store. What their telephone says of itself proves nothing. */
export interface IncomingCall {
  /** The provider's id of the call, the same at each step. */
  lineCallId: string
  /** As the network says it; empty when it is withheld. */
  from: string
  /** The key that was pressed after the last answer; empty before. */
  pressed: string
}

/** What is said to somebody who rings the store. */
export interface IncomingAnswer {
  locale: string
  /** Sentences, in order. */
  say: string[]
  /** Whether a key is waited for, and what is said when none comes. Then the call ends. */
  ask: boolean
  otherwise: string[]
}

export type AnswerCaller = (call: IncomingCall) => Promise<IncomingAnswer>

/** Where a line keeps its calls while they are under way, for every process alike. */
export interface KeptLineCalls<T> {
  /** Changes one under its lock. May run `change` again; without an answer everything stays. Answers what is kept then. */
  change(callId: string, change: (call: T | undefined) => T | undefined): Promise<T | undefined>
  /** Whether a kept call has a leg that the provider calls so. */
  isKnown(sid: string): Promise<boolean>
}

/** Where the provider of a line asks what is to be done next, in every process that answers the web. */
export const lineWebhooks = definePort<Required<Pick<TelephonyPort, 'webhook'>>>('line-webhooks')
