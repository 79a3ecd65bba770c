import { useEffect } from 'react'

/** When this goes with the keyboard's focus in it, the focus goes to what it came from, or to the main part of the page. */
export function useReturnFocus(opener?: Element | null): void {
  useEffect(
    () => () => {
      setTimeout(() => {
        for (const place of [opener, document.querySelector('main')])
          if (document.activeElement === document.body && place instanceof HTMLElement) place.focus()
      })
    },
    [opener],
  )
}
