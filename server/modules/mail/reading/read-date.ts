const zones: Record<string, string> = {
  UT: '+0000',
  Z: '+0000',
  CET: '+0100',
  CEST: '+0200',
  MEZ: '+0100',
  MESZ: '+0200',
  BST: '+0100',
  JST: '+0900',
}

/** A Date header's moment, or undefined where it says none. */
export function readDate(raw: string | undefined): Date | undefined {
  if (!raw) return undefined
  const plain = raw
    .slice(0, 200)
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\s*:\s*/g, ':')
    .replace(/^\s*\w+\s*,/, ' ')
    .replaceAll(/(\d)\.(\d\d)\.(\d\d)\b/g, '$1:$2:$3')
    .replace(/\b(UT|Z|CET|CEST|MEZ|MESZ|BST|JST)\s*$/, (name) => zones[name] ?? name)
    .replace(/(?:GMT|UTC)?([+-]\d{2}):?(\d{2})\b/, '$1$2')
    .trim()
  const date = new Date(/(?:[+-]\d{4}|[A-Z]{3})$/.test(plain) ? plain : `${plain} GMT`)
  const again = Number.isNaN(date.getTime()) ? new Date(raw.slice(0, 200)) : date
  const year = again.getUTCFullYear()
  return year >= 1900 && year < 2200 ? again : undefined
}
