/** What text editors put on the clipboard, made into what an article can hold: no looks, real lists, two levels of headings. */
export function cleanPasted(html: string): string {
  const page = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->/g, ''), 'text/html')
  const { body } = page
  for (const gone of body.querySelectorAll(
    'script, style, meta, link, title, xml, o\\:p, w\\:sdt, img, picture, svg, iframe',
  ))
    gone.remove()
  // Google Docs wraps the whole in a bold that is none.
  for (const wrap of body.querySelectorAll<HTMLElement>('b[id^="docs-internal-guid"]'))
    wrap.replaceWith(...wrap.childNodes)
  boldFromLooks(body)
  wordLists(body)
  for (const heading of body.querySelectorAll('h1, h4, h5, h6')) rename(heading, heading.tagName === 'H1' ? 'h2' : 'h3')
  for (const link of body.querySelectorAll<HTMLAnchorElement>('a[href]')) link.setAttribute('href', pastWrapper(link))
  for (const element of body.querySelectorAll('*')) {
    for (const name of element.getAttributeNames())
      if (!kept.has(name) && !name.startsWith('data-')) element.removeAttribute(name)
  }
  return body.innerHTML
}

const kept = new Set(['href', 'start', 'colspan', 'rowspan'])

/** Google Docs says bold and italic by looks alone. */
function boldFromLooks(body: HTMLElement): void {
  for (const span of body.querySelectorAll<HTMLElement>('span[style]')) {
    const isHeading = span.closest('h1, h2, h3, h4, h5, h6, th') !== null
    const isBold = /^(bold|[6-9]00)$/.test(span.style.fontWeight) && !isHeading
    const isItalic = span.style.fontStyle === 'italic'
    for (const [wanted, tag] of [
      [isBold, 'strong'],
      [isItalic, 'em'],
    ] as const) {
      if (!wanted) continue
      const mark = span.ownerDocument.createElement(tag)
      mark.append(...span.childNodes)
      span.append(mark)
    }
  }
}

/** Word writes the lines of a list as paragraphs with the bullet or number in front as text. */
function wordLists(body: HTMLElement): void {
  let list: HTMLElement | null = null
  for (const line of body.querySelectorAll<HTMLElement>('p')) {
    const isLine = /MsoListParagraph/i.test(line.className) || /mso-list:\s*l\d/i.test(line.getAttribute('style') ?? '')
    if (!isLine) {
      list = null
      continue
    }
    const bullet = bulletOf(line)
    const tag = /^[\d a-z]{1,3}[.)]/i.test(bullet) ? 'ol' : 'ul'
    if (!list || list.tagName.toLowerCase() !== tag || list.nextElementSibling !== line) {
      list = line.ownerDocument.createElement(tag)
      line.before(list)
    }
    const item = line.ownerDocument.createElement('li')
    list.append(item)
    item.append(...line.childNodes)
    line.remove()
  }
}

/** Takes the bullet or number away from the front of a line, and says what it was. */
function bulletOf(line: HTMLElement): string {
  const marked = line.querySelector<HTMLElement>('[style*="mso-list" i]')
  if (marked) {
    marked.remove()
    return marked.textContent.trim()
  }
  const first = line.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode()
  const found = /^\s*([·•▪o§-]|[\da-z]{1,3}[.)])\s+/i.exec(first?.nodeValue ?? '')
  if (first && found) first.nodeValue = (first.nodeValue ?? '').slice(found[0].length)
  return found?.[1] ?? ''
}

function rename(element: Element, tag: string): void {
  const made = element.ownerDocument.createElement(tag)
  made.append(...element.childNodes)
  element.replaceWith(made)
}

/** Where a link leads, past Google’s page in between. */
function pastWrapper(link: HTMLAnchorElement): string {
  const href = link.getAttribute('href') ?? ''
  const target = href.startsWith('https://www.google.com/url?') ? new URL(href).searchParams.get('q') : null
  return target ?? href
}
