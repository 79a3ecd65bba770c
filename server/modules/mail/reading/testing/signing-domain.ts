import { generateKeyPairSync } from 'node:crypto'
import DKIM from 'nodemailer/lib/dkim'

/** A domain that signs its mail and says in its names that nothing else comes from it, with what a name server says of it. */
export function signingDomain(domain: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const records: Record<string, string[][]> = {
    [`_dmarc.${domain} TXT`]: [['v=DMARC1; p=reject']],
    [`s1._domainkey.${domain} TXT`]: [
      [`v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`],
    ],
  }
  return {
    records,
    async resolve(name: string, type: string): Promise<string[][]> {
      const found = records[`${name} ${type}`]
      if (!found) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
      return found
    },
    async sign(raw: string | Buffer): Promise<Buffer> {
      const dkim = new DKIM({
        domainName: domain,
        keySelector: 's1',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      })
      const chunks: Buffer[] = []
      for await (const chunk of dkim.sign(raw)) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    },
  }
}
