import { parseNameAddress, parseUri, tagOf } from './address.ts'
import type { Endpoint } from './endpoint.ts'
import {
  cseqOf,
  headerOf,
  headersOf,
  needHeader,
  type SipHeaders,
  type SipRequest,
  type SipResponse,
} from './message.ts'
import type { Destination } from './transport.ts'

/** A dialog that we opened (RFC 3261, section 12), as plain data that survives a restart. */
export interface Dialog {
  callId: string
  /** From and To as we write them, with their tags. */
  local: string
  remote: string
  localTag: string
  remoteTag: string
  localSeq: number
  /** The highest number that came from there; null before the first. */
  remoteSeq: number | null
  /** The other's Contact: what in-dialog requests are addressed to. */
  remoteTarget: string
  /** In the order in which a request passes them. */
  routes: string[]
}

/** The dialog that an answer to our INVITE makes: the proxies on the way, reversed, and the Contact behind them. */
export function dialogFrom(response: SipResponse, askedUri: string): Dialog {
  const remote = needHeader(response, 'To')
  const local = needHeader(response, 'From')
  const contact = headerOf(response, 'Contact')
  return {
    callId: needHeader(response, 'Call-ID'),
    local,
    remote,
    localTag: tagOf(local) ?? '',
    remoteTag: tagOf(remote) ?? '',
    localSeq: cseqOf(response).number,
    remoteSeq: null,
    remoteTarget: contact ? parseNameAddress(contact).uri : askedUri,
    routes: headersOf(response, 'Record-Route').toReversed(),
  }
}

/** A request within the dialog, and the URI that says where it is sent (section 12.2.1.1). */
export function dialogRequest(
  dialog: Dialog,
  method: string,
  seq: number,
  more: { headers?: SipHeaders; body?: string } = {},
): { request: SipRequest; nextHop: string } {
  const [first, ...others] = dialog.routes
  const firstUri = first === undefined ? undefined : parseNameAddress(first).uri
  const isLoose = firstUri === undefined || (parseUri(firstUri)?.params.has('lr') ?? false)
  // A strict router of RFC 2543 wants to be the address of the request, and the real one at the end of the routes.
  const routes = isLoose ? dialog.routes : [...others, `<${dialog.remoteTarget}>`]
  const headers: SipHeaders = [
    ['Max-Forwards', '70'],
    ...routes.map((route): [string, string] => ['Route', route]),
    ['From', dialog.local],
    ['To', dialog.remote],
    ['Call-ID', dialog.callId],
    ['CSeq', `${seq} ${method}`],
    ...(more.headers ?? []),
  ]
  const uri = isLoose ? dialog.remoteTarget : firstUri
  return { request: { method, uri, headers, body: Buffer.from(more.body ?? '') }, nextHop: firstUri ?? uri }
}

/** Takes up the Contact that came with a re-INVITE or its answer. */
export function refreshTarget(dialog: Dialog, message: { headers: SipHeaders }): void {
  const contact = headerOf(message, 'Contact')
  if (contact) dialog.remoteTarget = parseNameAddress(contact).uri
}

/**
 * ACK and BYE to a phone that answered although another one did already, or nobody wants to speak any more.
 * Answers with what repeats the ACK, for when the answer comes again.
 */
export function dismiss(
  endpoint: Endpoint,
  response: SipResponse,
  more: { whereTo(nextHop: string): Promise<Destination>; askedUri?: string; headers?: SipHeaders },
): () => void {
  const dialog = dialogFrom(response, more.askedUri ?? parseNameAddress(needHeader(response, 'To')).uri)
  const { request: ack, nextHop } = dialogRequest(dialog, 'ACK', dialog.localSeq, { headers: more.headers })
  const { request: bye } = dialogRequest(dialog, 'BYE', dialog.localSeq + 1)
  const acknowledge = async () => {
    const to = await more.whereTo(nextHop)
    await endpoint.sendAck(ack, to)
    return to
  }
  acknowledge()
    .then((to) => endpoint.request(bye, to, { final: () => {}, failed: () => {} }))
    // Whoever cannot be reached hears nothing either.
    .catch(() => {})
  return () => void acknowledge().catch(() => {})
}
