// CQL on standard input → ELM as JSON on standard output, by the official translator.
// Whatever the translator complains about, be it a hint, is a failure.
import { readFileSync } from 'node:fs'
import { translated } from './translator.mjs'

const { elm, complaints } = await translated(readFileSync(0, 'utf8'))
if (complaints.length) {
  console.error(complaints.join('\n'))
  process.exit(1)
}
process.stdout.write(elm)
