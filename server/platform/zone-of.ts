import Holidays from 'date-holidays'

/** As much of an address as tells its clock. */
export interface ZonePlace {
  /** Two letters, ISO 3166-1. */
  country: string
  /** State, province or region, by code or by name. */
  region?: string | undefined
}

const known = new Map<string, readonly string[]>()

/**
 * The IANA zone whose midnight ends a day at a place. Where a country or state has several, the fallback if it is one of
 * them, else the most populous; for an unknown country the fallback.
 * @param fallback usually the store's own zone
 */
export function zoneOf({ country, region }: ZonePlace, fallback: string): string {
  const zones = zonesOf(country.toUpperCase(), region?.trim() ?? '')
  return zones.includes(fallback) ? fallback : (zones[0] ?? fallback)
}

/** Every IANA zone there; none for a country that is not known. */
export function zonesOf(country: string, region = ''): readonly string[] {
  const key = `${country}|${region.toLowerCase()}`
  const found = known.get(key)
  if (found) return found
  // Regions are free text: only so many spellings are worth remembering.
  if (known.size > 5_000) known.clear()
  const zones = lookUp(country, region)
  known.set(key, zones)
  return zones
}

function lookUp(country: string, region: string): readonly string[] {
  const calendar = new Holidays()
  const states = Object.entries(calendar.getStates(country) ?? {})
  const name = region.toLowerCase()
  const state = states.find(([code, title]) => code.toLowerCase() === name || String(title).toLowerCase() === name)?.[0]
  // A state without zones of its own has those of its country.
  return state ? new Holidays(country, state).getTimezones() : new Holidays(country).getTimezones()
}
