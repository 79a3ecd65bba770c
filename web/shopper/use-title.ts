import { type RefObject, useEffect } from 'react'

/** The tab says what the page's heading says, as long as the page is there. */
export function useTitle(heading: RefObject<HTMLElement | null>, title: unknown): void {
  useEffect(() => {
    const { title: before } = document
    document.title = heading.current?.textContent || before
    return () => {
      document.title = before
    }
  }, [heading, title])
}
