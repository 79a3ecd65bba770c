import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** True for an address on the public internet; false for loopback, private, link-local, shared, documentation, multicast and mapped ones. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closedV4.check(address, 'ipv4')
  // A zone (`fe80::1%eth0`) exists only for addresses that are local to a link.
  if (!isIPv6(address) || address.includes('%')) return false
  return openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6')
}

/** IANA special-purpose address registry: everything that is not globally reachable. */
const closedV4 = listOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT, and the metadata address of some clouds
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata address of most clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
])

/** Global unicast. Outside it lie loopback, unique-local, link-local, multicast, IPv4-mapped and NAT64 addresses. */
const openV6 = listOf('ipv6', [['2000::', 3]])

const closedV6 = listOf('ipv6', [
  ['2001::', 23], // protocol assignments, Teredo (wraps IPv4) among them
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 wraps IPv4
  ['3fff::', 20],
])

function listOf(family: 'ipv4' | 'ipv6', ranges: [string, number][]): BlockList {
  const list = new BlockList()
  for (const [start, prefix] of ranges) list.addSubnet(start, prefix, family)
  return list
}
