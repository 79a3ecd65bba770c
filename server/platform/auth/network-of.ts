import { isIPv6 } from 'node:net'

/** Under what a network address is counted: itself, or of IPv6 its /64, in which one customer has as many addresses as they like. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const whole = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1)
  // An IPv4 address of its own.
  if (whole.startsWith('::ffff:')) return whole
  const [head = '', tail] = whole.split('::').map((part) => part.split(':').filter(Boolean))
  const groups = [...head, ...Array<string>(8 - head.length - (tail?.length ?? 0)).fill('0'), ...(tail ?? [])]
  return `${groups.slice(0, 4).join(':')}::/64`
}
