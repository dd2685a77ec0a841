// The same as execute.mjs by the engine of the translator's own package.
// Arguments: a file of CQL, a file with the parameters of one patient a line.
import { readFileSync } from 'node:fs'
import { elms, engine, kotlin, manager, shared, translated } from './translator.mjs'

const { Boolean, CqlEngine, Date, Decimal, Environment, EvaluationParams, Interval, String } = engine
const [library, patients] = process.argv.slice(2)
const text = readFileSync(library, 'utf8')
const { library: elm } = JSON.parse((await translated(text)).elm)
const names = elm.statements.def.filter((one) => one.type !== 'FunctionDef').map((one) => one.name)
const types = Object.fromEntries(elm.parameters.def.map((one) => [one.name, one.parameterTypeSpecifier]))

function parameter(name, value) {
  if (typeof value === 'boolean') return new Boolean(value)
  if (typeof value === 'string') return new String(value)
  const dated = types[name].pointType.name.endsWith('}Date')
  const point = (end) =>
    dated ? Date.fromDateString(end) : new Decimal(shared.BigDecimal.fromString(end.toFixed(8)))
  return new Interval(point(value[0]), true, point(value[1]), true)
}

function shown(value) {
  if (value == null) return null
  if (value instanceof Boolean || value instanceof String) return value.value
  if (value instanceof Decimal) return Number(value.value.toString())
  if (value instanceof Interval) return [value.low, value.high].map(shown)
  return value.toString().replace('@', '')
}

const libraries = manager(text)
const options = kotlin.KtMutableSet.fromJsSet(new Set([CqlEngine.Options.EnableExpressionCaching]))
// With its version: a library that is asked for without is translated anew each time.
const identifier = new elms.VersionedIdentifier()
identifier.id = elm.identifier.id
identifier.version = elm.identifier.version
process.stdout.write(`${JSON.stringify(names)}\n`)
for (const line of readFileSync(patients, 'utf8').split('\n').filter((one) => one !== '')) {
  const told = new Map(Object.entries(JSON.parse(line)).map(([name, value]) => [name, parameter(name, value)]))
  const wanted = new EvaluationParams.LibraryParams.Builder()
  const asked = new EvaluationParams.Builder()
  asked.library(identifier, wanted.build())
  asked.parameters = kotlin.KtMap.fromJsMap(told)
  const running = new CqlEngine(new Environment(libraries), options) // one keeps the parameters of its first patient
  const results = running.evaluate(asked.build()).onlyResultOrThrow
  process.stdout.write(`${JSON.stringify(names.map((name) => shown(results.getByName(name)?.value)))}\n`)
}
