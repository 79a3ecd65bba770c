// What turns the direction of letters around could show another address than the one that is followed.
const address =
  /(https?:\/\/[^\s<>"'\u200e\u200f\u202a-\u202e\u2066-\u2069]*[^\s<>"'.,;:!?)\]}\u200e\u200f\u202a-\u202e\u2066-\u2069])/g

/** Text in parts: every second one is a web address that can be followed. */
export function splitAddresses(text: string): string[] {
  return text.split(address)
}
