// ELM and patients → what each definition comes to, by cql-execution.
// Arguments: a file of ELM, a file with the parameters of one patient a line. Written are the names of
// all definitions, and for each patient a line with their values in the same order.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.env.NODE_PATH, 'index.js'))
const cql = require('cql-execution')

const [elm, patients] = process.argv.slice(2)
const library = new cql.Library(JSON.parse(readFileSync(elm, 'utf8')))
const service = new cql.CodeService({})
const types = Object.fromEntries(
  library.source.library.parameters.def.map((one) => [one.name, one.parameterTypeSpecifier]))

function parameter(name, value) {
  if (!Array.isArray(value)) return value
  const dated = types[name].pointType.name.endsWith('}Date')
  const [low, high] = dated ? value.map((day) => cql.Date.parse(day)) : value
  return new cql.Interval(low, high, true, true)
}

function shown(value) {
  if (value === null || typeof value !== 'object') return value
  if (value.isInterval) return [value.low, value.high].map(shown)
  return value.toString()
}

const names = library.source.library.statements.def
  .filter((one) => one.type !== 'FunctionDef').map((one) => one.name)
process.stdout.write(`${JSON.stringify(names)}\n`)
for (const line of readFileSync(patients, 'utf8').split('\n').filter(Boolean)) {
  const told = JSON.parse(line)
  const parameters = {}
  for (const name in types) parameters[name] = parameter(name, told[name] ?? null)
  const context = new cql.PatientContext(library, {}, service, parameters)
  const values = []
  for (const name of names) values.push(shown(await library.expressions[name].execute(context)))
  process.stdout.write(`${JSON.stringify(values)}\n`)
}
