import { escapeHtml } from '#platform/escape-html'
import type { MailParts } from './compose.ts'

interface Layout extends MailParts {
  language: string
  direction: 'ltr' | 'rtl'
  storeName: string
  subject: string
  orOpen: string
}

/**
 * One table, inline styles, no pictures and nothing that is loaded from anywhere: it looks the same in every mail program,
 * in dark mode too, and tells nobody that it was opened.
 */
export function layOut(mail: Layout): string {
  const align = mail.direction === 'rtl' ? 'right' : 'left'
  const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
  const paragraph = `margin:0 0 14px;font-size:16px;line-height:1.5;${font}`
  return `<!doctype html>
<html lang="${escapeHtml(mail.language)}" dir="${mail.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(mail.subject)}</title>
</head>
<body style="margin:0;padding:0;background:#faf7f2">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#faf7f2" dir="${mail.direction}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:28px 28px 8px;text-align:${align};color:#1c1917">
<p style="margin:0 0 18px;font-size:14px;color:#57534e;${font}">${escapeHtml(mail.storeName)}</p>
<h1 style="margin:0 0 14px;font-size:22px;line-height:1.3;font-weight:650;${font}">${escapeHtml(mail.headline)}</h1>
${mail.paragraphs.map((text) => `<p style="${paragraph}">${escapeHtml(text)}</p>`).join('\n')}
${saidOf(mail.said, font)}${linesOf(mail.lines, align, font)}${buttonOf(mail.button, mail.orOpen, font)}${otherOf(mail.other, font)}</td></tr>
<tr><td style="padding:12px 28px 24px;text-align:${align}">
${mail.footer.map((text) => `<p style="margin:0;font-size:13px;line-height:1.5;color:#6b6560;${font}">${escapeHtml(text)}</p>`).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

// Each line is read in the direction of its own first letter.
function saidOf(said: string[], font: string): string {
  if (said.length === 0) return ''
  const lines = said.map(
    (line) =>
      `<p dir="auto" style="margin:0;min-height:1.5em;font-size:16px;line-height:1.5;${font}">${escapeHtml(line)}</p>`,
  )
  return `<div style="margin:0 0 14px;padding:12px 14px;border-radius:10px;background:#f5f1ea">\n${lines.join('\n')}\n</div>\n`
}

function otherOf(other: MailParts['other'], font: string): string {
  if (!other) return ''
  return `<p style="margin:0 0 14px;font-size:16px;${font}"><a href="${escapeHtml(other.url)}" style="color:#1f6f50">${escapeHtml(other.words)}</a></p>
`
}

function linesOf(lines: MailParts['lines'], align: string, font: string): string {
  if (lines.length === 0) return ''
  const cell = `padding:8px 0;border-top:1px solid #e7e2da;font-size:16px;line-height:1.4;vertical-align:top;${font}`
  const other = align === 'left' ? 'right' : 'left'
  const rows = lines.map(
    ({ label, value }) =>
      `<tr><td style="${cell};text-align:${align}">${escapeHtml(label)}</td><td style="${cell};text-align:${other}">${escapeHtml(value)}</td></tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 14px">\n${rows.join('\n')}\n</table>\n`
}

function buttonOf(button: MailParts['button'], orOpen: string, font: string): string {
  if (!button) return ''
  const url = escapeHtml(button.url)
  return `<p style="margin:20px 0 14px"><a href="${url}" style="display:inline-block;padding:13px 22px;border-radius:10px;background:#1f6f50;color:#ffffff;text-decoration:none;font-size:16px;font-weight:600;${font}">${escapeHtml(button.words)}</a></p>
<p style="margin:0 0 14px;font-size:13px;line-height:1.5;color:#6b6560;word-break:break-all;${font}">${escapeHtml(orOpen)} <a href="${url}" style="color:#1f6f50">${url}</a></p>
`
}
