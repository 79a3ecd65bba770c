import { isMac } from '../../layout/is-mac.ts'

const names: Record<string, string> = isMac
  ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
  : { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' }

/** A shortcut as it stands on this keyboard: `Mod-Alt-2` is `⌘⌥2` or `Ctrl+Alt+2`. */
export function keyWords(keys: string): string {
  const parts = keys.split('-').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
  return parts.join(isMac ? '' : '+')
}
