import sharp from 'sharp'

/** Planters on a table, as somebody's phone shows them. */
function planters(glaze: string, light: string): string {
  const one = (x: number) =>
    `<g transform="translate(${x} 330)"><path d="M0 0h250l-40 300H40z" fill="${glaze}"/><rect x="-12" y="-34" width="274" height="56" rx="14" fill="${glaze}"/><rect x="-12" y="-34" width="274" height="20" rx="10" fill="#ffffff33"/><path d="M40 40l20 220" stroke="#ffffff44" stroke-width="14"/></g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
    <rect width="1200" height="900" fill="${light}"/><rect y="610" width="1200" height="290" fill="#a88660"/>${one(130)}${one(475)}${one(820)}</svg>`
}

/** A board of dark wood, whole or with a crack from its edge. */
const board = (
  crack: string,
) => `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
    <rect width="1200" height="900" fill="#dcd8d0"/><rect x="140" y="220" width="920" height="460" rx="40" fill="#6b4a31"/>
    <path d="M140 330c240 40 500-60 920 10M140 480c300-40 560 60 920-10M140 600c260 30 620-30 920 10" fill="none" stroke="#543823" stroke-width="10"/>
    ${crack}</svg>`

/** The photos of the demonstration store's claims, as JPEG. */
export async function claimPhotos(): Promise<Record<'gray' | 'blue' | 'cracked' | 'whole', Buffer>> {
  const photo = (svg: string) => sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
  const crack = '<path d="M720 220l-26 96 34 70-30 88 22 52" fill="none" stroke="#1d120a" stroke-width="12"/>'
  const [gray, blue, cracked, whole] = await Promise.all([
    photo(planters('#8b8f92', '#e9e4da')),
    photo(planters('#4f7fa8', '#f6f1e4')),
    photo(board(crack)),
    photo(board('')),
  ])
  return { gray, blue, cracked, whole }
}
