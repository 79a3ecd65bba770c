/** A shopper of the demonstration store who writes, so that the desk can be tried: who, about which order, and how they go on. */
export interface Script {
  id: 'broken' | 'missing' | 'angry' | 'size'
  person: string
  order: string
  intent: string
  /** Sends a picture with the first message. */
  photo: boolean
  /** How many messages: the first opens, each later one answers us. */
  lines: number
}

export const scripts: readonly Script[] = [
  { id: 'broken', person: 'ava', order: 'LK-1041', intent: 'damaged', photo: true, lines: 3 },
  { id: 'missing', person: 'farid', order: 'LK-1021', intent: 'delivered_not_received', photo: false, lines: 3 },
  { id: 'angry', person: 'chloe', order: 'LK-1043', intent: 'defective', photo: false, lines: 4 },
  { id: 'size', person: 'ava', order: 'LK-1044', intent: 'exchange', photo: false, lines: 3 },
]
