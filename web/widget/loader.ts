/**
 * The one script that a store puts into its pages: a button, and, once it is pressed, a frame with the chat. It changes
 * nothing else on the page, needs no inline style or script, and works from the head before there is a body.
 *
 * `makeright('identify', token)` says who is signed in (a JWT of the store's own server), `makeright('order', reference)` which order
 * the page is about, `makeright('signOut')` that nobody is any more; `makeright('open')` and `makeright('close')`;
 * `makeright('onIdentityNeeded', give)` names a function that answers a fresh token.
 */
;(() => {
  type Page = typeof window & { makeright?: Makeright }
  interface Makeright {
    (...said: unknown[]): void
    q?: ArrayLike<unknown>[]
    isReady?: boolean
  }
  const page = window as Page
  const script = document.currentScript as HTMLScriptElement | null
  const id = script?.dataset.widget
  if (!script || !id || page.makeright?.isReady) return

  const origin = new URL(script.src).origin
  const key = `makeright.widget.${id}`
  const language = (document.documentElement.lang || navigator.language).slice(0, 2)
  const words = {
    de: { open: 'Chat mit uns öffnen', close: 'Chat schließen', frame: 'Chat', news: 'neue Nachrichten' },
    ar: { open: 'افتح المحادثة معنا', close: 'أغلق المحادثة', frame: 'المحادثة', news: 'رسائل جديدة' },
  }[language] ?? { open: 'Open the chat', close: 'Close the chat', frame: 'Chat', news: 'new messages' }

  let identity: string | null = script.dataset.identity ?? null
  let order: string | null = script.dataset.order ?? null
  let giveIdentity: (() => unknown) | undefined
  let frame: HTMLIFrameElement | undefined
  let isFrameReady = false
  let isOpen = false
  let unread = 0
  let parts: ReturnType<typeof build> | undefined

  const queued = page.makeright?.q ?? []
  const makeright: Makeright = (what, value) => {
    switch (what) {
      case 'identify':
        identity = typeof value === 'string' && value ? value : null
        return tell()
      case 'signOut':
        identity = null
        return tell()
      case 'order':
        order = typeof value === 'string' && value ? value : null
        return tell()
      case 'onIdentityNeeded':
        giveIdentity = value as () => unknown
        return
      case 'open':
        return show(true)
      case 'close':
        return show(false)
    }
  }
  makeright.isReady = true
  page.makeright = makeright

  addEventListener('message', ({ source, origin: from, data }) => {
    // Only our own frame, and only from where it was loaded.
    if (!frame || source !== frame.contentWindow || from !== origin || typeof data !== 'object' || !data) return
    switch (data.makeright) {
      case 'ready':
        isFrameReady = true
        return tell()
      case 'close':
        show(false)
        return parts?.button.focus()
      case 'unread':
        unread = Number(data.count) || 0
        return draw()
      case 'used':
        return remember()
      case 'identity-needed':
        renew()
    }
  })

  // A page that comes back by the back button is as old as when it was left: somebody may have signed out since then.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted || identity === null) return
    makeright('signOut')
    renew()
  })

  function renew() {
    void Promise.resolve(giveIdentity?.()).then((token) => {
      if (typeof token === 'string') makeright('identify', token)
    })
  }

  /** Who and what it is about goes into the frame, and nowhere else: never into an address. */
  function tell() {
    if (!frame || !isFrameReady) return
    frame.contentWindow?.postMessage({ makeright: 'hello', identity, order, language, isOpen }, origin)
  }

  function show(open: boolean) {
    isOpen = open
    if (open) load()
    draw()
    tell()
    if (open) frame?.focus()
  }

  function load() {
    if (frame || !parts) return
    frame = document.createElement('iframe')
    frame.title = words.frame
    frame.referrerPolicy = 'origin'
    frame.src = `${origin}/widget/frame/${encodeURIComponent(id ?? '')}`
    parts.panel.append(frame)
  }

  function draw() {
    if (!parts) return
    const { button, panel, badge } = parts
    panel.hidden = !isOpen
    button.setAttribute('aria-expanded', String(isOpen))
    button.setAttribute(
      'aria-label',
      isOpen ? words.close : unread > 0 ? `${words.open} (${words.news}: ${unread})` : words.open,
    )
    button.classList.toggle('open', isOpen)
    badge.hidden = unread === 0 || isOpen
    badge.textContent = unread > 99 ? '99+' : String(unread)
  }

  function build() {
    const host = document.createElement('div')
    host.setAttribute('data-makeright', '')
    const root = host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    const panel = document.createElement('div')
    panel.className = 'panel'
    panel.id = 'panel'
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('aria-controls', 'panel')
    button.append(
      icon('M21 12a8 8 0 0 1-11.6 7.1L4 20l1-4.6A8 8 0 1 1 21 12Z', 'bubble'),
      icon('M6 6l12 12M18 6L6 18', 'cross'),
    )
    const badge = document.createElement('span')
    badge.className = 'badge'
    badge.setAttribute('aria-hidden', 'true')
    button.append(badge)
    button.addEventListener('click', () => show(!isOpen))
    root.append(panel, button)
    host.classList.add(script?.dataset.side === 'left' ? 'left' : script?.dataset.side === 'right' ? 'right' : 'end')
    if (/^#[0-9a-f]{6}$/i.test(script?.dataset.color ?? '')) {
      const color = script?.dataset.color ?? ''
      host.style.setProperty('--makeright-color', color)
      host.style.setProperty('--makeright-ink', isLight(color) ? '#000' : '#fff')
    }
    host.dir = document.documentElement.dir || (language === 'ar' ? 'rtl' : 'ltr')
    document.body.append(host)
    return { button, panel, badge }
  }

  function icon(path: string, name: string) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    svg.setAttribute('viewBox', '0 0 24 24')
    svg.setAttribute('class', name)
    svg.setAttribute('aria-hidden', 'true')
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    line.setAttribute('d', path)
    svg.append(line)
    return svg
  }

  // The words on the button have to be readable on the store's own color.
  function isLight(color: string) {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.179
  }

  /** Somebody has written here: on the next page the answer should find them. */
  function remember() {
    try {
      localStorage.setItem(key, '1')
    } catch {
      // Where storage is blocked the next page begins with the button alone.
    }
  }
  function wasUsed() {
    try {
      return localStorage.getItem(key) === '1'
    } catch {
      return false
    }
  }

  const css = `
:host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: 1.25rem; --c: var(--makeright-color, #0f6b56); --i: var(--makeright-ink, #fff) }
:host(.end) { inset-inline-end: 1.25rem } :host(.right) { right: 1.25rem } :host(.left) { left: 1.25rem }
button { all: unset; box-sizing: border-box; position: relative; display: grid; place-items: center; inline-size: 3.5rem; block-size: 3.5rem; border-radius: 50%; background: var(--c); color: var(--i); box-shadow: 0 6px 24px rgb(0 0 0 / .25); cursor: pointer; margin-inline-start: auto }
button:focus-visible { outline: 3px solid var(--c); outline-offset: 3px }
svg { inline-size: 1.625rem; block-size: 1.625rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.cross, .open .bubble { display: none } .open .cross { display: block }
.badge { position: absolute; inset-block-start: -.25rem; inset-inline-end: -.25rem; min-inline-size: 1.375rem; padding: 0 .3rem; box-sizing: border-box; border-radius: 1rem; background: #aa3226; color: #fff; font: 600 .8125rem/1.375rem system-ui, sans-serif; text-align: center }
.badge[hidden] { display: none }
.panel { position: fixed; inset-block-end: 5.75rem; inline-size: 24rem; block-size: min(40rem, calc(100dvh - 7.5rem)); border-radius: 1rem; overflow: hidden; box-shadow: 0 12px 48px rgb(0 0 0 / .3); background: Canvas }
:host(.end) .panel { inset-inline-end: 1.25rem } :host(.right) .panel { right: 1.25rem } :host(.left) .panel { left: 1.25rem }
.panel[hidden] { display: block; visibility: hidden; pointer-events: none }
iframe { inline-size: 100%; block-size: 100%; border: 0; display: block; color-scheme: normal }
@media (max-width: 30rem) { .panel { inset: 0 !important; inline-size: auto; block-size: auto; border-radius: 0 } button.open { visibility: hidden } }
@media (forced-colors: active) { button { border: 2px solid ButtonText } }
`

  function begin() {
    parts = build()
    draw()
    for (const said of queued) makeright(...Array.from(said))
    // Hidden until it is asked for, so that an answer shows on the button.
    if (wasUsed()) load()
  }
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin, { once: true })
})()
