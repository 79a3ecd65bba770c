import { type RefObject, useLayoutEffect } from 'react'

let wasWriting = false

/** Whoever turns out to be signed in while they write goes on in the field that takes the place of the one before. */
export function useGoOnWriting(place: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const shown = place.current
    const field = shown?.querySelector('textarea')
    if (wasWriting && field) {
      field.focus()
      field.setSelectionRange(field.value.length, field.value.length)
    }
    wasWriting = false
    return () => {
      wasWriting = Boolean(shown?.querySelector('textarea:focus'))
    }
  }, [place])
}
