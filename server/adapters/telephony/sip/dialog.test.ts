import { expect, it } from 'vitest'
import { dialogFrom, dialogRequest } from './dialog.ts'
import type { SipHeaders, SipResponse } from './message.ts'

const answer = (...more: SipHeaders): SipResponse => ({
  status: 200,
  reason: 'OK',
  headers: [
    ['From', '<sip:shop@example.com>;tag=us'],
    ['To', '<sip:+12025550123@trunk.example.com>;tag=them'],
    ['Call-ID', 'c1'],
    ['CSeq', '7 INVITE'],
    ...more,
  ],
  body: Buffer.alloc(0),
})
const contact: SipHeaders[number] = ['Contact', '"Phone" <sip:line7@192.0.2.7:5070>;expires=60']
const routesOf = (request: { headers: SipHeaders }) =>
  request.headers.filter(([name]) => name === 'Route').map(([, value]) => value)

it('requests go to the Contact, by way of the proxies in reverse', () => {
  const dialog = dialogFrom(
    answer(['Record-Route', '<sip:near.example.com;lr>'], ['Record-Route', '<sip:far.example.com;lr>'], contact),
    'sip:asked@example.com',
  )
  const { request, nextHop } = dialogRequest(dialog, 'BYE', 8)
  expect(request.uri).toBe('sip:line7@192.0.2.7:5070')
  expect(routesOf(request)).toEqual(['<sip:far.example.com;lr>', '<sip:near.example.com;lr>'])
  expect(nextHop).toBe('sip:far.example.com;lr')
})

it('a strict router becomes the address, and the real one comes last', () => {
  const dialog = dialogFrom(answer(['Record-Route', '<sip:old.example.com>'], contact), 'sip:asked@example.com')
  const { request, nextHop } = dialogRequest(dialog, 'BYE', 8)
  expect(request.uri).toBe('sip:old.example.com')
  expect(routesOf(request)).toEqual(['<sip:line7@192.0.2.7:5070>'])
  expect(nextHop).toBe('sip:old.example.com')
})

it('without a Contact the address that was asked for stays', () => {
  const dialog = dialogFrom(answer(), 'sip:asked@example.com')
  expect(dialogRequest(dialog, 'ACK', 7).nextHop).toBe('sip:asked@example.com')
  expect(dialog).toMatchObject({ localTag: 'us', remoteTag: 'them', localSeq: 7 })
})
