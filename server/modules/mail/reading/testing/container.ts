/** Outlook's container (winmail.dat) with a text, and a file with its title. */
export function container(file = Buffer.from('%PDF-1.7')): Buffer {
  const part = (level: number, id: number, data: Buffer) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(data.length, 5)
    return Buffer.concat([head, data, Buffer.alloc(2)])
  }
  return Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    part(1, 0x0002800c, Buffer.from('Where is my parcel?\0')),
    part(2, 0x00069002, Buffer.alloc(14)),
    part(2, 0x00018010, Buffer.from('label.pdf\0')),
    part(2, 0x0006800f, file),
  ])
}
