import { array, assert, constantFrom, integer, property, string, stringMatching, tuple, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFramer } from './framer.ts'
import { headersOf, parseMessage, serializeMessage, type SipMessage, type SipRequest, splitList } from './message.ts'

const text = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
const base = [
  'Via: SIP/2.0/UDP 192.0.2.4:5060;branch=z9hG4bK1',
  'From: <sip:ann@example.com>;tag=1',
  'To: <sip:bob@example.com>',
  'Call-ID: 7@example.com',
  'CSeq: 3 OPTIONS',
]
const options = (...more: string[]) => text('OPTIONS sip:bob@example.com SIP/2.0', ...base, ...more)
const without = (name: string) => base.filter((line) => !line.startsWith(name))

describe('a message is read', () => {
  it('with folded lines, short names, spaces before the colon and lists taken apart', () => {
    const message = parseMessage(
      text(
        'INVITE sip:vivekg@example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:vivekg@example.com ;   tag    = 1918181833n',
        'f   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        '  tag = 98asjd8',
        'MaX-fOrWaRdS: 0068',
        'i: wsinv.ndaksdj@192.0.2.1',
        'cseq: 0009',
        '  INVITE',
        'v  : SIP  /   2.0',
        ' /UDP',
        '    192.0.2.2;branch=z9hG4bK390skdjuw , SIP/2.0/TCP spindle.example.com;branch=z9hG4bK9ikj8',
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'Route:',
        ' <sip:services.example.com;lr;unknownwith=value>, "a, b" <sip:x@example.com;lr>',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue',
        'k: timer, 100rel',
      ),
    ) as SipRequest
    expect(message.method).toBe('INVITE')
    expect(message.headers).toEqual([
      ['To', 'sip:vivekg@example.com ;   tag    = 1918181833n'],
      ['From', '"J Rosenberg \\\\\\""       <sip:jdrosen@example.com> ; tag = 98asjd8'],
      ['Max-Forwards', '0068'],
      ['Call-ID', 'wsinv.ndaksdj@192.0.2.1'],
      ['CSeq', '0009 INVITE'],
      ['Via', 'SIP  /   2.0 /UDP 192.0.2.2;branch=z9hG4bK390skdjuw'],
      ['Via', 'SIP/2.0/TCP spindle.example.com;branch=z9hG4bK9ikj8'],
      ['Subject', ''],
      ['NewFangledHeader', 'newfangled value continued newfangled value'],
      ['Route', '<sip:services.example.com;lr;unknownwith=value>'],
      ['Route', '"a, b" <sip:x@example.com;lr>'],
      ['Contact', '"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue'],
      ['Supported', 'timer'],
      ['Supported', '100rel'],
    ])
  })

  it('with methods and reasons that nobody has heard of, and bytes of other scripts', () => {
    const odd = "!interesting-Method0123456789_*+`.%indeed'~"
    const request = text(
      `${odd} sip:1_unusual.URI~(to-be!sure)@example.com SIP/2.0`,
      ...without('CSeq'),
      `CSeq: 1 ${odd}`,
    )
    expect(parseMessage(request)).toMatchObject({ method: odd })
    expect(parseMessage(text('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять', ...base))).toMatchObject({
      status: 200,
      reason: '= 2**3 * 5**2 но сто девяносто девять',
    })
    expect(parseMessage(text('SIP/2.0 100 ', ...base))).toMatchObject({ reason: '' })
  })

  it('after blank lines, and only as far as its length goes', () => {
    const sent = Buffer.concat([Buffer.from('\r\n\r\n'), options('Content-Length: 4'), Buffer.from('abcdMORE')])
    expect(parseMessage(sent).body.toString()).toBe('abcd')
    const unmeasured = Buffer.concat([options(), Buffer.from('abcd')])
    expect(parseMessage(unmeasured).body.toString()).toBe('abcd')
  })
})

describe('no message is', () => {
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['blank lines', Buffer.from('\r\n\r\n\r\n')],
    ['a head without an end', Buffer.from('OPTIONS sip:a@b SIP/2.0\r\nVia: x')],
    ['lines that end with a line feed only', Buffer.from(options().toString().replaceAll('\r\n', '\n'))],
    ['a line feed in the middle of a value', options('X: a\nY: b')],
    ['a carriage return in the middle of a value', options('X: a\rY: b')],
    ['a NUL', options('X: a\0b')],
    ['a head that is not UTF-8', Buffer.concat([Buffer.from('OPTIONS sip:\xffa@b SIP/2.0\r\n', 'latin1'), options()])],
    ['a version that does not exist', text('OPTIONS sip:b@example.com SIP/7.0', ...base)],
    ['HTTP', text('GET / HTTP/1.1', 'Host: example.com')],
    ['two spaces in the first line', text('OPTIONS  sip:b@example.com SIP/2.0', ...base)],
    ['a space in the address', text('OPTIONS sip:b@example.com; lr SIP/2.0', ...base)],
    ['brackets around the address', text('OPTIONS <sip:b@example.com> SIP/2.0', ...base)],
    ['a status above 699', text('SIP/2.0 4294967301 better not break the receiver', ...base)],
    ['a status below 100', text('SIP/2.0 042 low', ...base)],
    ['a length below zero', options('Content-Length: -999')],
    ['a length that is no number', options('l: many')],
    ['two lengths', options('Content-Length: 0', 'l: 4')],
    ['a body that is cut off', options('Content-Length: 10')],
    ['a length beyond everything', options('Content-Length: 4294967296')],
    ['two Froms', options('f: <sip:eve@example.com>;tag=2')],
    ['no Via', text('OPTIONS sip:bob@example.com SIP/2.0', ...without('Via'))],
    ['no Call-ID', text('OPTIONS sip:bob@example.com SIP/2.0', ...without('Call-ID'))],
    ['a CSeq of another method', text('INVITE sip:bob@example.com SIP/2.0', ...base)],
    [
      'a CSeq beyond 31 bits',
      text('OPTIONS sip:b@example.com SIP/2.0', ...without('CSeq'), 'CSeq: 36893488147419103232 OPTIONS'),
    ],
    ['a CSeq below zero', text('OPTIONS sip:b@example.com SIP/2.0', ...without('CSeq'), 'CSeq: -1 OPTIONS')],
    ['a header without a colon', options('Just words')],
    ['a header without a name', options(': value')],
    ['a name with a space in it', options('My Header: value')],
    ['a quote that is never closed', options('Contact: "Ann <sip:ann@example.com>')],
    ['too many headers', options(...Array.from({ length: 200 }, (_, index) => `X-${index}: 1`))],
    ['a head that is too long', options(`X: ${'a'.repeat(20_000)}`)],
    ['too long', Buffer.concat([options(), Buffer.alloc(70_000)])],
  ])('%s', (_what, bytes) => {
    expect(() => parseMessage(bytes)).toThrow('Not a SIP message')
  })

  it('written with a value that breaks out of its line', () => {
    const request = parseMessage(options()) as SipRequest
    const broken = { ...request, headers: [...request.headers, ['X', 'a\r\nY: b'] as [string, string]] }
    expect(() => serializeMessage(broken)).toThrow('line break')
    expect(() => serializeMessage({ ...request, uri: 'sip:a@b\r\nX: y' })).toThrow('line break')
  })
})

const word = stringMatching(/^[A-Za-z0-9.!%*_+~-]{1,20}$/)
const value = string({ unit: 'grapheme', maxLength: 60 }).map((written) =>
  // oxlint-disable-next-line no-control-regex -- what no value holds
  written.replace(/[\0-\x1f\x7f]/g, '').trim(),
)
const messages = tuple(
  word,
  integer({ min: 0, max: 2 ** 31 - 1 }),
  array(tuple(constantFrom('X-One', 'Subject', 'Warning', 'X-Two'), value), { maxLength: 8 }),
  array(word, { minLength: 1, maxLength: 4 }),
  uint8Array({ maxLength: 200 }),
).map(
  ([method, seq, more, hosts, body]): SipMessage => ({
    method,
    uri: 'sip:bob@example.com',
    headers: [
      ...hosts.map((host): [string, string] => ['Via', `SIP/2.0/UDP ${host};branch=z9hG4bK${host}`]),
      ['From', '<sip:a@example.com>;tag=1'],
      ['To', '<sip:b@example.com>'],
      ['Call-ID', 'x'],
      ['CSeq', `${seq} ${method}`],
      ...more,
    ],
    body: Buffer.from(body),
  }),
)

describe('whatever is written', () => {
  it('is read as it was', () => {
    assert(
      property(messages, (message) => {
        expect(parseMessage(serializeMessage(message))).toEqual(message)
      }),
    )
  })

  it('comes out of a stream as it was, wherever that is cut', () => {
    assert(
      property(array(messages, { minLength: 1, maxLength: 5 }), integer({ min: 1, max: 300 }), (sent, cut) => {
        const bytes = Buffer.concat(sent.map(serializeMessage))
        const framer = createFramer()
        const pieces = Array.from({ length: Math.ceil(bytes.length / cut) }, (_, index) =>
          framer.add(bytes.subarray(index * cut, (index + 1) * cut)),
        ).flat()
        expect(pieces.map((piece) => parseMessage(piece as Buffer))).toEqual(sent)
      }),
    )
  })

  it('in bytes, is a message or an error of ours, quickly', () => {
    assert(
      property(uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          const message = parseMessage(Buffer.concat([Buffer.from('SIP/2.0 200 OK\r\n'), bytes]))
          expect(headersOf(message, 'Via').length).toBeGreaterThan(0)
        } catch (error) {
          expect(String(error)).toContain('Not a SIP message')
        }
      }),
    )
  })

  it('in a list, is taken apart into what it was made of', () => {
    const part = constantFrom('<sip:a,b@example.com>', '"x, \\" y" <sip:c@example.com>', 'plain', '"<"')
    assert(
      property(array(part), (parts) => {
        expect(splitList(parts.join(' , '))).toEqual(parts)
      }),
    )
  })
})

describe('a stream', () => {
  it('answers the blank lines with which a phone asks whether the connection lives', () => {
    expect(createFramer().add(Buffer.from('\r\n\r\n'))).toEqual(['ping'])
    const framer = createFramer()
    expect([...framer.add(Buffer.from('\r\n')), ...framer.add(Buffer.from('\r\n'))]).toEqual(['ping'])
  })

  it('breaks off where a message does not say how long it is, or is too long', () => {
    expect(() => createFramer().add(options())).toThrow('does not say how long')
    expect(() => createFramer().add(options('Content-Length: 70000'))).toThrow('too long')
    expect(() => createFramer().add(Buffer.alloc(20_000, 97))).toThrow('too long')
  })
})
