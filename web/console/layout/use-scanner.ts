import { useEffect, useEffectEvent } from 'react'

/** A pause this long ends what was typed outside of a field: nobody types a code by hand that slowly, and no scanner does. */
const PAUSE_MS = 1_000
/** In a field, a pause this long is where a hand begins anew. */
const HAND_PAUSE_MS = 300
/** Keys that follow each other this fast on the whole come from a scanner, also while somebody writes. */
const SCANNER_MS = 35
const SHORTEST = 3
const SHORTEST_BURST = 6

interface Typed {
  text: string
  since: number
  last: number
  /** What stood in the field before, where somebody writes. */
  field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | null
}

/**
 * Reads a handheld scanner that types: keystrokes that end with Enter, wherever the focus is. While somebody writes in a field, only
 * what comes as fast as no hand types is taken for a scan, and it is taken out of the field again.
 */
export function useScanner(onScan: (code: string) => void) {
  const scan = useEffectEvent(onScan)
  useEffect(() => {
    let typed: Typed | null = null
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return
      const field = fieldOf(event.target)
      // The moment of the key itself: a page that is busy reads it late.
      const at = event.timeStamp
      if (typed && (at - typed.last > (field ? HAND_PAUSE_MS : PAUSE_MS) || (typed.field?.element ?? null) !== field))
        typed = null
      if (event.key === 'Enter') {
        const done = typed
        typed = null
        if (!done || !isScan(done, at)) return
        event.preventDefault()
        event.stopImmediatePropagation()
        if (done.field) write(done.field.element, done.field.value)
        return scan(done.text.trim())
      }
      if (event.key.length !== 1) return
      typed ??= { text: '', since: at, last: at, field: field && { element: field, value: field.value } }
      typed.text += event.key
      typed.last = at
      if (field) return
      // So that a slash opens no search and a space presses no button.
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [])
}

function isScan({ text, since, field }: Typed, at: number): boolean {
  if (!field) return text.trim().length >= SHORTEST
  return text.trim().length >= SHORTEST_BURST && (at - since) / text.length < SCANNER_MS
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
