import { describe, expect, it } from 'vitest'
import { audioOf, isSameMedia, silentAnswer, underSession, withDirection } from './sdp.ts'
import { sdpOf } from './soft-phone.fixture.ts'

const phone = { address: '192.0.2.7', port: 4000 }

describe('a description', () => {
  it('says where audio goes, in what direction and form', () => {
    expect(audioOf(sdpOf(phone, 1, 'sendonly'))).toEqual({ ...phone, direction: 'sendonly', formats: ['0'] })
    const elsewhere = sdpOf(phone, 1, 'sendrecv').replace('m=audio', 'a=sendrecv\r\nm=audio').concat('c=IN IP6 ::1\r\n')
    expect(audioOf(elsewhere)).toMatchObject({ address: '::1' })
  })

  it('of the old way to hold somebody means the same', () => {
    expect(audioOf(sdpOf({ address: '0.0.0.0', port: 4000 }, 1, 'sendrecv'))?.direction).toBe('sendonly')
  })

  it.each(['', 'v=0', 'm=audio x RTP/AVP 0', 'm=video 4 RTP/AVP 96\r\nc=IN IP4 192.0.2.1'])(
    '“%s” has no audio',
    (sdp) => {
      expect(audioOf(sdp)).toBeUndefined()
    },
  )

  it('is answered so that nobody hears anything, in the form that it offers first', () => {
    const offer = `${sdpOf(phone, 1, 'sendrecv').replace('AVP 0', 'AVP 8 0')}a=rtpmap:8 PCMA/8000\r\nm=video 5000 RTP/AVP 96\r\n`
    const answer = silentAnswer(offer)
    expect(answer.split('\r\n').slice(3)).toEqual([
      'c=IN IP4 0.0.0.0',
      't=0 0',
      'm=audio 9 RTP/AVP 8',
      'a=rtpmap:8 PCMA/8000',
      'a=inactive',
      'm=video 0 RTP/AVP 96',
      'a=inactive',
      '',
    ])
    expect(silentAnswer(sdpOf({ address: '2001:db8::7', port: 4000 }, 1, 'sendrecv'))).toContain('c=IN IP6 ::')
  })

  it('takes a direction in place of the one that it had', () => {
    const held = withDirection(sdpOf(phone, 1, 'sendrecv'), 'inactive')
    expect(held.match(/a=(sendrecv|inactive)/g)).toEqual(['a=inactive'])
    expect(isSameMedia(held, sdpOf(phone, 2, 'sendrecv'))).toBe(false)
    expect(isSameMedia(withDirection(held, 'sendrecv'), sdpOf(phone, 2, 'sendrecv'))).toBe(true)
  })

  it('is passed on under the session that we have there', () => {
    const passed = underSession(sdpOf(phone, 9, 'sendrecv'), { id: 5, version: 2, address: '2001:db8::1' })
    expect(passed).toContain('o=- 5 2 IN IP6 2001:db8::1\r\n')
    expect(passed).toContain('c=IN IP4 192.0.2.7\r\n')
  })
})
