/** A picture that a shopper might send: something in pieces in its box, drawn here so that no file has to travel with the page. */
export async function brokenPhoto(): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = 960
  canvas.height = 720
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser cannot draw')
  pen.fillStyle = '#b98f5f'
  pen.fillRect(0, 0, 960, 720)
  pen.fillStyle = '#8d6a42'
  pen.fillRect(90, 90, 780, 540)
  pen.fillStyle = '#d9dde0'
  pen.beginPath()
  pen.moveTo(380, 180)
  pen.lineTo(580, 180)
  pen.lineTo(545, 420)
  pen.lineTo(415, 420)
  pen.fill()
  pen.fillStyle = '#3a3d40'
  pen.fillRect(395, 425, 170, 120)
  pen.strokeStyle = '#26282a'
  pen.lineWidth = 5
  for (const [x, y] of [
    [430, 260],
    [520, 240],
    [470, 330],
  ] as const) {
    for (let ray = 0; ray < 5; ray++) {
      pen.beginPath()
      pen.moveTo(x, y)
      pen.lineTo(x + Math.cos(ray * 1.3) * 80, y + Math.sin(ray * 1.3) * 80)
      pen.stroke()
    }
  }
  pen.fillStyle = '#e8ecef'
  for (let piece = 0; piece < 9; piece++) {
    pen.beginPath()
    const x = 170 + piece * 74
    pen.moveTo(x, 570 - (piece % 3) * 22)
    pen.lineTo(x + 46, 560)
    pen.lineTo(x + 18, 612)
    pen.fill()
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  if (!blob) throw new Error('this browser cannot make a picture')
  return new File([blob], 'blender.jpg', { type: 'image/jpeg' })
}
