/** A text as a QR code, for an app that scans it. */
export async function qrSvgOf(text: string): Promise<string> {
  // A megabyte of code that only an enrollment needs.
  const { toSVG } = await import('bwip-js/node')
  return toSVG({ bcid: 'qrcode', text, scale: 4, padding: 4, backgroundcolor: 'FFFFFF' })
}
