interface Suggestion {
  slug: string
  locale: string
  title: string
}

const pauseMs = 180
const shortest = 2

/**
 * Shows what is found already while somebody types: a list of links below the field, which the arrow keys and Tab reach.
 * The form stays a form: Enter goes to the page with everything that was found.
 */
export function suggest(form: HTMLFormElement) {
  const input = form.elements.namedItem('q') as HTMLInputElement
  const box = form.parentElement as HTMLElement
  const list = box.querySelector<HTMLUListElement>('[data-suggestions]')
  const status = box.querySelector<HTMLElement>('[data-found]')
  const locale = form.dataset.locale ?? 'en'
  if (!list || !status) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined

  const hide = () => {
    list.hidden = true
    status.textContent = ''
  }
  const show = (found: Suggestion[]) => {
    list.replaceChildren(...found.map(rowOf))
    list.hidden = found.length === 0
    status.textContent = found.length === 0 ? '' : countWords(status, found.length)
  }
  const ask = async () => {
    asked?.abort()
    const query = input.value.trim()
    if (query.length < shortest) return hide()
    asked = new AbortController()
    const { signal } = asked
    try {
      const answer = await fetch(`/api/v1/help/suggestions?${new URLSearchParams({ q: query, locale })}`, { signal })
      if (!answer.ok || signal.aborted) return
      show(((await answer.json()) as { data: Suggestion[] }).data)
    } catch {
      // Nothing to suggest: the form still searches.
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), pauseMs)
  })
  box.addEventListener('keydown', (event) => {
    const rows = [...list.querySelectorAll('a')]
    if (event.key === 'Escape' && !list.hidden) {
      hide()
      input.focus()
      event.preventDefault()
      return
    }
    if (list.hidden || !['ArrowDown', 'ArrowUp'].includes(event.key)) return
    const at = rows.indexOf(document.activeElement as HTMLAnchorElement)
    const next = event.key === 'ArrowDown' ? at + 1 : at - 1
    event.preventDefault()
    if (next < 0) input.focus()
    else rows[Math.min(next, rows.length - 1)]?.focus()
  })
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget as Node | null)) hide()
  })
  // Safari gives a tapped link no focus: without this the list would be gone before the tap counts.
  list.addEventListener('pointerdown', (event) => event.preventDefault())
}

function rowOf({ slug, locale, title }: Suggestion): HTMLLIElement {
  const row = document.createElement('li')
  const link = document.createElement('a')
  link.href = `/help/${encodeURIComponent(locale)}/articles/${encodeURIComponent(slug)}`
  link.textContent = title
  link.className =
    'flex min-h-11 items-center px-4 py-2 text-ink no-underline hover:bg-sunken focus-visible:-outline-offset-3'
  row.append(link)
  return row
}

/** The pages' own words, in the plural form that fits. */
function countWords(status: HTMLElement, count: number): string {
  const words = count === 1 ? status.dataset.one : count === 2 ? status.dataset.two : status.dataset.many
  return (words ?? '').replace(/\d+/, String(count))
}
