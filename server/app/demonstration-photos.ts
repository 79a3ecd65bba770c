import sharp from 'sharp'

const parcel = (x: number, y: number) =>
  `<g transform="translate(${x} ${y})"><rect width="190" height="130" rx="6" fill="#c89f6b"/><rect width="190" height="34" fill="#b98d57"/><rect x="84" width="22" height="130" fill="#e9dcc3"/></g>`

/** A drawn doorstep with a parcel on it, as a carrier's photo would show: somebody's door, with a number beside it. */
function doorstep(wall: string, door: string, number: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
    <rect width="1200" height="900" fill="${wall}"/><rect y="700" width="1200" height="200" fill="#8d8a83"/>
    <rect x="430" y="130" width="330" height="580" rx="8" fill="#f4efe6"/><rect x="455" y="155" width="280" height="555" fill="${door}"/>
    <rect x="490" y="195" width="90" height="180" fill="#00000022"/><rect x="610" y="195" width="90" height="180" fill="#00000022"/>
    <circle cx="705" cy="450" r="14" fill="#d9b44a"/><rect x="400" y="705" width="390" height="40" fill="#6f5b45"/>
    <text x="880" y="300" font-family="sans-serif" font-size="84" fill="#2b2b2b">${number}</text>${parcel(300, 640)}</svg>`
}

/** The photos of the demonstration store's parcels, as JPEG. */
export async function demonstrationPhotos(): Promise<{ rightPlace: Buffer; otherPlace: Buffer }> {
  const photo = (svg: string) => sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
  const [rightPlace, otherPlace] = await Promise.all([
    photo(doorstep('#c9d3cc', '#2f5d50', '9')),
    photo(doorstep('#d8c7b5', '#8c2f2b', '2217')),
  ])
  return { rightPlace, otherPlace }
}
