import { lookup } from 'node:dns/promises'
import { OutsideError } from '#platform/outside-error'
import { isPublicAddress } from './public-address.ts'

/**
 * Where a server that somebody named is connected to: the address that was checked. On the public internet, unless it is among those
 * that may lie inside our own network. @param allowInside `host:port`
 */
export async function reachableAddress(
  { host, port }: { host: string; port: number },
  allowInside: readonly string[] = [],
): Promise<string> {
  const found = await lookup(host, { all: true }).catch((cause: Error) => {
    throw new OutsideError('not_done', 'unreachable', `${host} cannot be found.`, { cause })
  })
  const isAllowed = allowInside.includes(`${host}:${port}`)
  const address = found.find((each) => isAllowed || isPublicAddress(each.address))?.address
  if (!address) throw new OutsideError('refused', 'address_not_allowed', `${host} is not on the public internet.`)
  return address
}
