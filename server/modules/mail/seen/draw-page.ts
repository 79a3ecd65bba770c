import type { ReadMail } from '../reading/read-mail.ts'

export interface Pictures {
  /** The address of a picture of the mail itself, by its Content-ID in lower case. */
  own(contentId: string): string | undefined
  /** The address under which we show a picture that lies elsewhere; undefined while they are not to be shown. */
  remote(url: string): string | undefined
}

/**
 * A mail as it came, as a page of its own that can run nothing and loads nothing but what it is given. What is quoted stands in it
 * where that is wanted.
 */
export function drawPage(
  mail: ReadMail,
  { withQuoted, pictures }: { withQuoted: boolean; pictures: Pictures },
): string {
  const { html, quotedHtml = '', text, newText } = mail
  const body =
    html === undefined
      ? `<div dir="auto" style="white-space:pre-wrap;overflow-wrap:anywhere">${escaped(withQuoted ? text : newText || text)}</div>`
      : withPictures(withQuoted ? `${html}${quotedHtml && `<hr>${quotedHtml}`}` : html, pictures)
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${style}</style></head><body dir="auto">${body}</body></html>`
}

const style =
  ':root{color-scheme:light}body{margin:16px;font:15px/1.5 system-ui,sans-serif;color:#1c1c1c;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin-inline:0;padding-inline-start:12px;border-inline-start:2px solid #ccc}'

// The sanitizer's output is well formed, with every sign of mark-up inside of attributes escaped.
function withPictures(html: string, { own, remote }: Pictures): string {
  return html.replaceAll(/<img [^>]*>/g, (tag) =>
    tag
      .replace(/ src="cid:([^"]*)"/, (_all, id: string) => {
        const address = own(contentIdOf(id))
        return address === undefined ? '' : ` src="${escaped(address)}"`
      })
      .replace(/ data-blocked-src="([^"]*)"/, (_all, url: string) => {
        const address = remote(unescaped(url))
        return address === undefined ? '' : ` src="${escaped(address)}"`
      }),
  )
}

function contentIdOf(id: string): string {
  const plain = unescaped(id)
  try {
    return decodeURIComponent(plain).toLowerCase()
  } catch {
    return plain.toLowerCase()
  }
}

const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const

const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => signs[sign as keyof typeof signs])

const unescaped = (text: string) =>
  Object.entries(signs)
    .toReversed()
    .reduce((words, [sign, name]) => words.replaceAll(name, sign), text)
