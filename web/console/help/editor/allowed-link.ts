/** Whether the server takes a link: https, mail, telephone, or a path of this site. It says so itself when it does not. */
export function isAllowedLink(href: string): boolean {
  // oxlint-disable-next-line no-control-regex
  if (href.length > 2_000 || /[\u0000-\u0020\u007F-\u00A0\\]/u.test(href)) return false
  if (href.startsWith('/')) return !href.startsWith('//')
  if (/^mailto:[^@]+@[^@]+$/i.test(href)) return true
  if (/^tel:\+?[\d()./-]+$/i.test(href)) return true
  return /^https:\/\//i.test(href) && URL.canParse(href)
}
