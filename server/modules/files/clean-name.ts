import { redactNumbers } from '#platform/redact-numbers'
import { limits } from '../../limits.ts'
import { facts, unknownKind } from './media-types.ts'

/**
 * A file's name as it may be shown and saved again: no folders, no control characters, no card number, the extension of what it is, or its own where that is not known.
 */
export function cleanName(name: string | undefined, mediaType: string): string | null {
  // Forms write a quotation mark as %22.
  const last = (name ?? '').replaceAll('%22', '').normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const safe = last.replaceAll(/[\p{Cc}"<>:|?*\u202a-\u202e\u2066-\u2069]/gu, '')
  const own = mediaType === unknownKind.type ? /\.([a-z0-9]{1,8})$/i.exec(safe)?.[1] : undefined
  const stem = safe
    .replace(/\.[^.]{0,8}$/, '')
    .replace(/^\.+/, '')
    .trim()
  return stem === ''
    ? null
    : `${[...redactNumbers(stem).text].slice(0, limits.files.nameCharacters).join('')}.${own ?? facts(mediaType).extension}`
}
