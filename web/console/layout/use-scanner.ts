import { useEffect, useEffectEvent } from 'react'

/** A pause this long ends what was typed: nobody types a code by hand that slowly, and no scanner does. */
const PAUSE_MS = 1_000
/** Keys that follow each other this fast come from a scanner, also while somebody writes. */
const BURST_MS = 50
const SHORTEST = 3
const SHORTEST_BURST = 6

/**
 * Reads a handheld scanner that types: keystrokes that end with Enter, wherever the focus is. While somebody writes in a field, only
 * what comes as fast as no hand types is taken for a scan, and it is taken out of the field again.
 */
export function useScanner(onScan: (code: string) => void) {
  const scan = useEffectEvent(onScan)
  useEffect(() => {
    let text = ''
    let fast = ''
    let last = 0
    let field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null
    const reset = () => {
      text = ''
      fast = ''
      field = null
    }
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return
      const now = performance.now()
      const gap = now - last
      last = now
      const writing = fieldOf(event.target)
      if (event.key === 'Enter') {
        const code = writing ? (fast.length >= SHORTEST_BURST && gap < BURST_MS ? fast : '') : text
        if (gap > PAUSE_MS || code.trim().length < SHORTEST) return reset()
        event.preventDefault()
        event.stopImmediatePropagation()
        if (field) write(field.element, field.value)
        reset()
        return scan(code.trim())
      }
      if (event.key.length !== 1) return
      if (gap > PAUSE_MS) reset()
      if (writing) {
        if (gap > BURST_MS || !field) {
          fast = ''
          field = { element: writing, value: writing.value }
        }
        fast += event.key
        return
      }
      text += event.key
      // So that a slash opens no search and a space presses no button.
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [])
}

function fieldOf(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  if (target instanceof HTMLTextAreaElement) return target
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|file|range)$/.test(target.type)
    ? target
    : null
}

// The way that React notices.
function write(element: HTMLInputElement | HTMLTextAreaElement, value: string) {
  const kind = element instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(element, value)
  element.dispatchEvent(new Event('input', { bubbles: true }))
}
