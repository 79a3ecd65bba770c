import { useSyncExternalStore } from 'react'
import { remember } from './storage.ts'

export type Theme = 'system' | 'light' | 'dark'

const storageKey = 'makeright.theme'
const listeners = new Set<() => void>()

/** Light, dark, or as the device says. `public/before-paint.js` applies the same choice before the first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, current), choose]
}

function current(): Theme {
  const theme = document.documentElement.dataset.theme
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function choose(theme: Theme) {
  remember(storageKey, theme === 'system' ? null : theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
