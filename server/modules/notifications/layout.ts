import { escapeHtml } from '#platform/escape-html'
import type { FooterLine, MailParts } from './compose.ts'
import { groupsOf, isPoint } from './points.ts'
import { keepTogether } from './wrap-lines.ts'

interface Layout extends MailParts {
  language: string
  direction: 'ltr' | 'rtl'
  storeName: string
  subject: string
  orOpen: string
  seeIt: string
}

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/**
 * What programs that know dark colors are told; all others see the light ones that stand on each element. Every pair of words and
 * ground keeps a contrast of 4.5 and more.
 */
const dark = `@media (prefers-color-scheme: dark) {
.page { background: #171412 !important }
.card { background: #221e1a !important }
.ink { color: #f3eee7 !important }
.soft { color: #b9b0a6 !important }
.said { background: #2e2924 !important }
.line { border-color: #443d36 !important }
.link { color: #8ad8b6 !important }
.button { background: #8ad8b6 !important; color: #0d2219 !important }
}`

/**
 * Tables that say nothing to a screen reader, inline styles, no pictures and nothing that is loaded from anywhere: it looks the same in
 * every mail program, in dark mode too, and tells nobody that it was opened.
 */
export function layOut(mail: Layout): string {
  const { direction } = mail
  const language = escapeHtml(mail.language)
  const align = direction === 'rtl' ? 'right' : 'left'
  const table = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${escapeHtml(mail.subject)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (max-width: 480px) {
.wide { padding-left: 20px !important; padding-right: 20px !important }
.button { display: block !important; text-align: center !important }
}
${dark}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#faf7f2">
<div lang="${language}" dir="${direction}">
<table ${table} class="page" style="background:#faf7f2">
<tr><td align="center" style="padding:24px 12px">
<table ${table} class="card" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td class="wide ink" style="padding:28px 28px 8px;text-align:${align};color:#1c1917">
<p class="soft" style="margin:0 0 18px;font-size:14px;color:#57534e;${font}">${escapeHtml(mail.storeName)}</p>
<h1 class="ink" style="margin:0 0 14px;font-size:22px;line-height:1.3;font-weight:650;color:#1c1917;overflow-wrap:break-word;${font}">${unbroken(mail.headline)}</h1>
${bodyOf(mail)}${linesOf(mail.lines, align)}${entriesOf(mail)}${buttonOf(mail.button, mail.orOpen)}${otherOf(mail.other)}</td></tr>
<tr><td class="wide" style="padding:4px 28px 24px;text-align:${align}">
<div class="line" style="border-top:1px solid #e7e2da;padding-top:14px">
${mail.footer.map(footerLine).join('\n')}
</div>
</td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>
`
}

const paragraph = `margin:0 0 14px;font-size:16px;line-height:1.5;color:#1c1917;overflow-wrap:break-word;${font}`
const small = `font-size:13px;line-height:1.5;color:#5f5954;${font}`

function bodyOf(mail: Layout): string {
  const body = groupsOf(mail.paragraphs)
    .map((group) => (isPoint(group[0] ?? '') ? listOf(group, mail.direction) : paragraphOf(group.join(' '))))
    .join('')
  return mail.quoted === undefined ? saidOf(mail.said) + body : `${body}${paragraphOf(mail.quoted)}${saidOf(mail.said)}`
}

function paragraphOf(text: string): string {
  return `<p class="ink" style="${paragraph}">${unbroken(text)}</p>\n`
}

function listOf(points: string[], direction: Layout['direction']): string {
  const items = points.map((text) => `<li style="margin:0 0 4px">${unbroken(text.slice(2))}</li>`).join('\n')
  return `<ul class="ink" style="${paragraph};padding:0;padding-${direction === 'rtl' ? 'right' : 'left'}:22px">\n${items}\n</ul>\n`
}

// Each line is read in the direction of its own first letter.
function saidOf(said: string[]): string {
  if (said.length === 0) return ''
  const lines = said.map(
    (line) =>
      `<p dir="auto" class="ink" style="margin:0;min-height:1.5em;font-size:16px;line-height:1.5;color:#1c1917;overflow-wrap:anywhere;${font}">${escapeHtml(line)}</p>`,
  )
  return `<div class="said" style="margin:0 0 14px;padding:12px 14px;border-radius:10px;background:#f5f1ea">\n${lines.join('\n')}\n</div>\n`
}

function entriesOf({ entries, seeIt }: Layout): string {
  return entries
    .map(({ headline, words, when, url }) => {
      const time = when ? `<p class="soft" style="margin:0 0 4px;${small}">${unbroken(when)}</p>\n` : ''
      const link = url
        ? `\n<p style="margin:0;font-size:16px;${font}"><a class="link" href="${escapeHtml(url)}" style="color:#1f6f50">${escapeHtml(seeIt)}</a></p>`
        : ''
      return `<div class="line" style="border-top:1px solid #e7e2da;padding:14px 0">
<h2 class="ink" style="margin:0 0 4px;font-size:17px;line-height:1.35;font-weight:650;color:#1c1917;${font}">${unbroken(headline)}</h2>
${time}<p class="ink" style="margin:0 0 6px;font-size:16px;line-height:1.5;color:#1c1917;${font}">${unbroken(words)}</p>${link}
</div>\n`
    })
    .join('')
}

function otherOf(other: MailParts['other']): string {
  if (!other) return ''
  return `<p style="margin:0 0 14px;font-size:16px;${font}"><a class="link" href="${escapeHtml(other.url)}" style="color:#1f6f50">${escapeHtml(other.words)}</a></p>
`
}

function linesOf(lines: MailParts['lines'], align: string): string {
  if (lines.length === 0) return ''
  const cell = `padding:8px 0;border-top:1px solid #e7e2da;font-size:16px;line-height:1.4;vertical-align:top;color:#1c1917;${font}`
  const other = align === 'left' ? 'right' : 'left'
  const rows = lines.map(
    ({ label, value }) =>
      `<tr><td class="ink line" style="${cell};text-align:${align}${label.length <= 20 ? ';white-space:nowrap' : ''}">${unbroken(label)}</td><td class="ink line" style="${cell};padding-${align}:12px;text-align:${other}">${unbroken(value)}</td></tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 14px">\n${rows.join('\n')}\n</table>\n`
}

function buttonOf(button: MailParts['button'], orOpen: string): string {
  if (!button) return ''
  const url = escapeHtml(button.url)
  return `<p style="margin:20px 0 14px"><a class="button" href="${url}" style="display:inline-block;padding:13px 22px;border-radius:10px;background:#1f6f50;color:#ffffff;text-decoration:none;font-size:16px;font-weight:600;${font}">${escapeHtml(button.words)}</a></p>
<p class="soft" style="margin:0 0 14px;${small};overflow-wrap:anywhere">${escapeHtml(orOpen)} <a class="link" href="${url}" style="color:#1f6f50">${url}</a></p>
`
}

// Its words are the link: an address that holds a proof is long and says nothing to anybody.
function footerLine({ words, url }: FooterLine): string {
  const text = unbroken(url ? words.replace(/\s*[:：]$/, '') : words)
  const inside = url ? `<a class="link" href="${escapeHtml(url)}" style="color:#1f6f50">${text}</a>` : text
  return `<p class="soft" style="margin:0 0 4px;${small}">${inside}</p>`
}

// A number that breaks at its hyphens, or before what it counts, is hard to read.
function unbroken(text: string): string {
  return escapeHtml(keepTogether(text)).replaceAll(/(?<![\w&#;-])(?=[\w-]*\d)\w+(?:-\w+)+(?![\w-])/g, (number) =>
    number.length <= 30 ? `<span style="white-space:nowrap">${number}</span>` : number,
  )
}
