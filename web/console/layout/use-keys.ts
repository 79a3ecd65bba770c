import { useEffect, useEffectEvent } from 'react'

type Keys = Record<string, (event: KeyboardEvent) => unknown>

/**
 * Single keys that work anywhere on the page except while somebody writes: `j`, `k`, `/`, `shift+1`. `mod+k` works while
 * writing too (Command on a Mac, Control elsewhere).
 */
export function useKeys(keys: Keys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const withMod = event.metaKey || event.ctrlKey
    const handler = keys[`${withMod ? 'mod+' : ''}${nameOf(event)}`]
    if (!handler || event.altKey || event.defaultPrevented || (!withMod && isWriting(event.target))) return
    event.preventDefault()
    handler(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}

// By place on the keyboard where the layout has no such letter: what Shift makes of a digit differs, and Arabic has no j.
function nameOf(event: KeyboardEvent) {
  const digit = event.shiftKey && /^Digit(\d)$/.exec(event.code)?.[1]
  if (digit) return `shift+${digit}`
  const letter = /[^\u0020-\u007e]/.test(event.key) ? /^Key([A-Z])$/.exec(event.code)?.[1] : undefined
  return (letter ?? event.key).toLowerCase()
}

function isWriting(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null)
  )
}
