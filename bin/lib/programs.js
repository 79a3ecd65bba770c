import { aptInstall, canInstall, isCommand } from './apt.js'
import { step } from './steps.js'

/** Other people's programs that some tests speak with, by the Debian packages that hold them; kamailio speaks TLS with a part of its own. */
const programs = {
  baresip: {
    packages: ['baresip-core'],
    tests: ['server/adapters/telephony', 'tests/browser/telephone'],
    what: 'real phones',
  },
  sipp: { packages: ['sip-tester'], tests: ['server/adapters/telephony'], what: 'many calls at once' },
  kamailio: {
    packages: ['kamailio', 'kamailio-tls-modules'],
    tests: ['server/adapters/telephony', 'tests/browser/telephone'],
    what: 'a real exchange',
  },
  dovecot: {
    packages: ['dovecot-imapd'],
    tests: ['server/modules/mail', 'tests/simulation'],
    what: 'a real mail server',
  },
  's-nail': { packages: ['s-nail'], tests: ['server/modules/mail'], what: 'a real mail program' },
}

/**
 * Installs what the wanted tests need where we may. Answers what is missing all the same, in words: the tests that need it are
 * skipped.
 */
export function ensurePrograms(filters) {
  const missing = missingPrograms(filters)
  if (missing.length === 0 || !canInstall()) return missing.map(describe)
  const packages = missing.flatMap((name) => programs[name].packages)
  step(`Installing programs that tests speak with (apt-get install ${packages.join(' ')})`)
  aptInstall([packages])
  return missingPrograms(filters).map(describe)
}

function describe(name) {
  return `${programs[name].what} (${name}, in the package ${programs[name].packages[0]})`
}

function missingPrograms(filters) {
  const isWanted = ({ tests }) =>
    filters.length === 0 ||
    filters.some((filter) => tests.some((path) => path.includes(filter) || filter.includes(path)))
  return Object.keys(programs).filter((name) => isWanted(programs[name]) && !isCommand(name, ['/usr/sbin']))
}
