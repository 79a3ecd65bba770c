import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import type { Account } from './account.ts'

/** Creates a folder that only the account may enter, and refuses one that somebody else put there. */
export function openPrivateFolder(dir: string, account: Account | undefined): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const found = lstatSync(dir)
  const ours = [account?.uid ?? process.getuid?.(), process.getuid?.()]
  if (!found.isDirectory() || !ours.includes(found.uid)) throw new Error(`${dir} was made by another account.`)
  if (account) chownSync(dir, account.uid, account.gid)
  chmodSync(dir, 0o700)
}
