/** Sends the answer without leaving the page, and says thank you in its place. */
export function sendFeedback(place: HTMLElement) {
  const say = (which: string | null) => {
    for (const words of place.querySelectorAll<HTMLElement>('[data-thanks]'))
      words.hidden = words.dataset.thanks !== which
  }
  place.addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const fields = new FormData(form, (event as SubmitEvent).submitter)
    say(null)
    void fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])),
    })
      .then((answer) => {
        if (!answer.ok) throw new Error(answer.statusText)
        place.querySelector('[data-feedback-forms]')?.remove()
        say(String(fields.get('helped')))
      })
      .catch(() => say('failed'))
  })
}
