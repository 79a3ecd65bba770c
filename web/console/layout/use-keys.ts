import { useEffect, useEffectEvent } from 'react'

type Keys = Record<string, (event: KeyboardEvent) => void>

/**
 * Single keys that work anywhere on the page except while somebody writes: `j`, `k`, `/`. `mod+k` works while writing
 * too (Command on a Mac, Control elsewhere).
 */
export function useKeys(keys: Keys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const withMod = event.metaKey || event.ctrlKey
    const handler = keys[`${withMod ? 'mod+' : ''}${event.key.toLowerCase()}`]
    if (!handler || event.altKey || (!withMod && isWriting(event.target))) return
    event.preventDefault()
    handler(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}

function isWriting(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('[role="dialog"]') !== null)
  )
}
