/** One element of a TwiML document. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

/** Reads a TwiML document: as much of XML as the provider's language has. Throws what the provider calls an invalid document. */
export function readMarkup(document: string): Element[] {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  for (const [, closing, name, attributes = '', selfClosing, text] of document
    .replace(/^<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const parent = open.at(-1) ?? root
    if (text !== undefined) parent.text += unescaped(text)
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error('12100 Document parse failure')
    } else {
      const element = { name: name ?? '', attributes: attributesOf(attributes), children: [], text: '' }
      parent.children.push(element)
      if (!selfClosing) open.push(element)
    }
  }
  const [response] = root.children
  if (open.length !== 1 || response?.name !== 'Response') throw new Error('12100 Document parse failure')
  return response.children
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  )
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replaceAll(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) =>
    hex || decimal ? String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)) : (signs[name] ?? whole),
  )
}
