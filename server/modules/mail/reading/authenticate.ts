import { authenticate as judge } from 'mailauth'

/** Answers as `dns.promises.resolve` does. */
export type Resolver = (name: string, type: string) => Promise<unknown>

export interface Delivery {
  /** Who handed it over, where our own server took it. Without it only signatures are judged. */
  ip?: string
  helo?: string
  envelopeFrom?: string
  /** Our own server's name. */
  receivedBy?: string
}

export interface Authenticity {
  /** Only `pass` says that the sender is who From says; everything else counts the same. */
  isAuthentic: boolean
  spf: string
  dkim: string
  dmarc: string
  /** The domain of From that the verdict is about. */
  domain: string | undefined
}

/** Whether a mail comes from where its From says (SPF, DKIM, DMARC). Whatever the mail itself claims about that is not believed. */
export async function authenticateMail(raw: Uint8Array, delivery: Delivery, resolver: Resolver): Promise<Authenticity> {
  const { ip, helo, envelopeFrom, receivedBy } = delivery
  const { spf, dkim, dmarc } = await judge(Buffer.from(raw.buffer, raw.byteOffset, raw.length), {
    ...(ip === undefined ? {} : { ip }),
    ...(helo === undefined ? {} : { helo }),
    ...(envelopeFrom === undefined ? {} : { sender: envelopeFrom }),
    mta: receivedBy ?? 'localhost',
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
    resolver: resolver as never,
  })
  const results = dkim.results.map((each) => each.status.result)
  // With two From headers there is no verdict at all.
  const verdict = dmarc ? dmarc.status.result : 'none'
  return {
    isAuthentic: verdict === 'pass',
    spf: spf ? spf.status.result : 'none',
    dkim: results.includes('pass') ? 'pass' : (results[0] ?? 'none'),
    dmarc: verdict,
    domain: dmarc ? dmarc.domain : undefined,
  }
}
