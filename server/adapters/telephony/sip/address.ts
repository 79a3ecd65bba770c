import { SipSyntaxError, splitList } from './message.ts'

/** Parameters by their name in lower case; one without a value is an empty text. */
export type Params = Map<string, string>

export interface SipUri {
  scheme: 'sip' | 'sips'
  user: string
  /** Without the brackets of IPv6. */
  host: string
  port: number | undefined
  params: Params
}

export interface NameAddress {
  displayName: string
  uri: string
  /** Those of the header: `tag`, `expires`. */
  params: Params
}

export interface Via {
  transport: string
  host: string
  port: number | undefined
  params: Params
}

/** Reads `sip:name@host:port;param`; undefined when it is something else, such as `tel:`. A password is dropped. */
export function parseUri(text: string): SipUri | undefined {
  const found =
    /^(sips?):(?:([^\s@<>"]*)@)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,255})(?::(\d{1,5}))?(;[^\s?<>"]*)?(?:\?[^\s<>"]*)?$/i.exec(
      text,
    )
  if (!found) return undefined
  const [, scheme = '', user = '', host = '', port, params = ''] = found
  if (Number(port) > 65_535) return undefined
  return {
    scheme: scheme.toLowerCase() as SipUri['scheme'],
    user: user.split(':')[0] ?? '',
    host: host.replace(/^\[|\]$/g, '').toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    params: parseParams(params),
  }
}

/** Reads `"Name" <sip:…>;tag=…` or `sip:…;tag=…`. Throws `SipSyntaxError`. */
export function parseNameAddress(value: string): NameAddress {
  const found = /^(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^<>\s"]+)>\s*(;.*)?$/.exec(value)
  if (found) {
    const [, quoted, plain = '', uri = '', params = ''] = found
    return {
      displayName: quoted === undefined ? plain.trim() : quoted.replace(/\\(.)/g, '$1'),
      uri,
      params: parseParams(params),
    }
  }
  const bare = /^([^\s<>",;]+)\s*(;.*)?$/.exec(value)
  if (!bare?.[1]) throw new SipSyntaxError('Not an address.')
  return { displayName: '', uri: bare[1], params: parseParams(bare[2] ?? '') }
}

export function parseVia(value: string): Via {
  const found =
    /^SIP\s*\/\s*2\.0\s*\/\s*([a-z]{2,8})\s+(\[[0-9a-f:.]{2,45}\]|[^\s:;[\]]{1,255})\s*(?::\s*(\d{1,5}))?\s*(;.*)?$/i.exec(
      value,
    )
  if (!found || Number(found[3]) > 65_535) throw new SipSyntaxError('Not a Via.')
  const [, transport = '', host = '', port, params = ''] = found
  return {
    transport: transport.toLowerCase(),
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? undefined : Number(port),
    params: parseParams(params),
  }
}

/** Reads `;name=value;flag`, values without their quotes. */
export function parseParams(text: string): Params {
  const params: Params = new Map()
  for (const part of splitList(text, ';')) {
    const equals = part.indexOf('=')
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase()
    if (!params.has(name)) params.set(name, equals < 0 ? '' : unquote(part.slice(equals + 1).trim()))
  }
  return params
}

export function formatVia({ transport, host, port, params }: Via): string {
  return `SIP/2.0/${transport.toUpperCase()} ${hostPort(host, port)}${formatParams(params)}`
}

export function formatParams(params: Params): string {
  return [...params].map(([name, value]) => `;${name}${value === '' ? '' : `=${quoteIfNeeded(value)}`}`).join('')
}

/** `host:port`, with brackets around IPv6. */
export function hostPort(host: string, port?: number): string {
  return `${host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`
}

/** The tag of a From or To; undefined when it has none yet. */
export function tagOf(value: string): string | undefined {
  return parseNameAddress(value).params.get('tag')
}

/** Takes the quotes off, when there are any. */
export function unquote(value: string): string {
  return /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
}

function quoteIfNeeded(value: string): string {
  return /^[\w.!%*+`'~:[\]-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}
